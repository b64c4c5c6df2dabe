// The sender's side of tus against a server that is cut, forgets, and miscounts.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";

import { FIRST, LEAST, MOST, Pace, Trouble, metadata, patience, upload } from "../../static/field/tus.js";

const bytes = Uint8Array.from({ length: 3 * 1024 * 1024 + 17 }, (_, at) => (at * 31 + (at >> 8)) & 255);
const checksum = async (chunk) => createHash("sha256").update(chunk).digest("base64");

class Cut extends Error {}

// A server in memory. `plan(method, number of this request)` may say: "cut" before, "half" way, "lost" answer, or a status.
function server(plan = () => null) {
  const all = { stores: new Map(), count: 0, received: 0, through: Infinity, log: [] };
  const answer = (status, headers = {}, said = null) => ({ status, said, header: (name) => headers[name] || null });
  all.send = async (method, path, headers, body) => {
    all.count += 1;
    const what = plan(method, all.count, all);
    all.log.push(`${method} ${what || ""}`.trim());
    assert.equal(headers["Tus-Resumable"], "1.0.0");
    if (what === "cut") throw new Cut();
    if (body && body.length > all.through) {
      all.received += all.through;
      throw new Cut();
    }
    if (typeof what === "number") return answer(what, {}, { code: "planned" });
    if (what === "arrived") return answer(409, {}, { code: "arrived" });
    if (method === "POST") {
      const name = `/uploads/${all.stores.size + 1}`;
      all.stores.set(name, { length: Number(headers["Upload-Length"]), data: Buffer.alloc(0), meta: headers["Upload-Metadata"] });
      if (what === "lost") throw new Cut();
      return answer(201, { Location: what === "absolute" ? `https://there.example${name}` : name });
    }
    const kept = all.stores.get(path);
    if (!kept || what === "forgot") {
      all.stores.delete(path);
      return answer(404);
    }
    if (method === "HEAD") return answer(200, { "Upload-Offset": String(kept.data.length) });
    if (Number(headers["Upload-Offset"]) !== kept.data.length) return answer(409);
    const came = what === "half" ? body.subarray(0, Math.floor(body.length / 2)) : body;
    all.received += body.length;
    if (what === "spoiled") return answer(460);
    if (what !== "half") assert.equal(headers["Upload-Checksum"], `sha256 ${await checksum(body)}`);
    kept.data = Buffer.concat([kept.data, came]);
    if (what === "half" || what === "lost") throw new Cut();
    return answer(204, { "Upload-Offset": String(kept.data.length) });
  };
  return all;
}

// As the outbox does: after a cut it comes back with the path that was remembered.
async function persistently(all) {
  let path = null;
  const pace = new Pace();
  for (let round = 0; round < 60; round += 1) {
    const ways = { send: all.send, checksum, progress: () => {}, remember: async (found) => (path = found) };
    try {
      await upload({ bytes, path, values: { sha256: "ab" }, pace }, ways);
      return path;
    } catch (error) {
      if (!(error instanceof Cut) && !error.again) throw error;
    }
  }
  throw new Error("never ended");
}

const isWhole = (all, path) => assert.equal(Buffer.compare(all.stores.get(path).data, Buffer.from(bytes)), 0);

test("without cuts the chunks grow", async () => {
  const all = server();
  isWhole(all, await persistently(all));
  assert.equal(all.received, bytes.length);
  assert.equal(all.log.filter((one) => one.startsWith("PATCH")).length, 4, "256 K, 512 K, 1 M, the rest");
});

test("a cut in every phase loses nothing, and wastes at most the chunk that was under way", async () => {
  for (let at = 1; at <= 7; at += 1) {
    for (const what of ["cut", "half", "lost"]) {
      const all = server((method, number) => (number === at ? what : null));
      const path = await persistently(all);
      isWhole(all, path);
      assert.ok(all.received - bytes.length <= 2 * 1024 * 1024, `${what} at ${at}`);
    }
  }
});

test("with one request in three cut it still arrives, and never begins anew", async () => {
  let seed = 7;
  const chance = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const all = server((method, number) => (number > 1 && chance() < 0.34 ? ["cut", "half", "lost"][Math.floor(chance() * 3)] : null));
  isWhole(all, await persistently(all));
  assert.equal(all.log.filter((one) => one.startsWith("POST")).length, 1);
});

test("where no connection lasts for a whole chunk, chunks become so small that they come through", async () => {
  for (const [through, parts] of [[LEAST, 400], [100 * 1024, 80]]) {
    const all = server();
    all.through = through;
    isWhole(all, await persistently(all));
    const sent = all.log.filter((one) => one.startsWith("PATCH")).length;
    assert.ok(sent < parts, `${sent} parts of at most ${through} bytes`);
    assert.ok(all.received < bytes.length * 1.6, `${all.received} bytes`);
  }
});

test("a slow network gets small parts, and a stalled connection is given up within two minutes", () => {
  const pace = new Pace();
  for (let at = 0; at < 3; at += 1) pace.came(40000);
  assert.equal(pace.size, FIRST / 8);
  for (let at = 0; at < 20; at += 1) pace.came(20000);
  assert.equal(pace.size, FIRST / 8);
  for (let at = 0; at < 20; at += 1) pace.came(500);
  assert.equal(pace.size, MOST);
  for (let at = 0; at < 20; at += 1) pace.failed();
  assert.equal(pace.size, LEAST);
  // The smallest part comes through at one kilobyte a second; the first at four.
  assert.ok(patience(LEAST) > LEAST);
  assert.ok(patience(FIRST) > FIRST / 4);
  assert.equal(patience(MOST), 120000);
});

test("a server that forgot is told from the start; a file that has arrived is not sent", async () => {
  const forgot = server((method, number) => (number === 3 ? "forgot" : null));
  isWhole(forgot, await persistently(forgot));
  const arrived = server(() => "arrived");
  await persistently(arrived);
  assert.equal(arrived.received, 0);
});

test("a spoiled chunk is sent again, and not for ever", async () => {
  const once = server((method, number) => (number === 3 ? "spoiled" : null));
  isWhole(once, await persistently(once));
  const always = server((method) => (method === "PATCH" ? "spoiled" : null));
  const ways = { send: always.send, checksum, progress: () => {}, remember: async () => {} };
  await assert.rejects(upload({ bytes, path: null, values: {}, pace: new Pace() }, ways), (error) => error instanceof Trouble && error.code === "checksum");
});

test("what the server refuses is told apart from what it cannot do just now", async () => {
  for (const [status, again] of [[403, false], [413, false], [415, false], [422, false], [423, true], [429, true], [500, true], [503, true]]) {
    const all = server((method) => (method === "PATCH" ? status : null));
    const ways = { send: all.send, checksum, progress: () => {}, remember: async () => {} };
    await assert.rejects(upload({ bytes, path: null, values: {}, pace: new Pace() }, ways), (error) => error.again === again && error.code === "planned", String(status));
  }
});

test("the address of an upload is a path of this server, whatever it says", async () => {
  const all = server((method) => (method === "POST" ? "absolute" : null));
  assert.equal(await persistently(all), "/uploads/1");
});

test("metadata is names and base64, and leaves out what is not known", () => {
  assert.equal(metadata({ observation: "é", kind: "photograph", position: null, taken: undefined, empty: "" }), "observation w6k=,kind cGhvdG9ncmFwaA==");
  assert.equal(FIRST, 262144);
});
