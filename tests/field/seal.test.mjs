// Sealing on the phone, and the file of a visit that only the organisation can open.
import assert from "node:assert/strict";
import test from "node:test";

import { base64, fileKey, fromBase64, fromHex, hex, joined, newKey, open, openJson, pinHash, seal, sealJson, sha256, uuid, visitFile } from "../../static/field/seal.js";

const { subtle } = globalThis.crypto;

test("a record opens under its key and its name only, and the key cannot be taken out", async () => {
  const [key, other] = [await newKey(), await newKey()];
  assert.equal(key.extractable, false);
  await assert.rejects(subtle.exportKey("raw", key));
  const sealed = await sealJson(key, "visit-1", { note: "CANARY" });
  assert.deepEqual(await openJson(key, "visit-1", sealed), { note: "CANARY" });
  await assert.rejects(openJson(key, "visit-2", sealed));
  await assert.rejects(openJson(other, "visit-1", sealed));
  assert.ok(!Buffer.from(sealed.data).includes("CANARY"));
  const twice = await sealJson(key, "visit-1", { note: "CANARY" });
  assert.notDeepEqual(twice.iv, sealed.iv);
  const bytes = new Uint8Array([0, 255, 7]);
  assert.deepEqual(new Uint8Array(await open(key, "f", await seal(key, "f", bytes))), bytes);
});

test("hash, base64 and hex are those of the standards", async () => {
  assert.equal(await sha256(new TextEncoder().encode("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const all = Uint8Array.from({ length: 100_000 }, (_, at) => at & 255);
  assert.equal(base64(all), Buffer.from(all).toString("base64"));
  assert.deepEqual(fromBase64(base64(all)), all);
  assert.deepEqual(fromHex(hex(all.subarray(0, 256))), all.subarray(0, 256));
});

test("ids are of version 4", () => {
  const ids = new Set(Array.from({ length: 200 }, uuid));
  assert.equal(ids.size, 200);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("the hash of a PIN depends on its salt", async () => {
  const salt = new Uint8Array(16);
  assert.equal(await pinHash("1234", salt), await pinHash("1234", new Uint8Array(16)));
  assert.notEqual(await pinHash("1234", salt), await pinHash("1234", salt.map(() => 1)));
});

test("a visit file opens with the organisation's key, part by part", async () => {
  const named = { name: "ECDH", namedCurve: "P-256" };
  const pair = await subtle.generateKey(named, true, ["deriveBits"]);
  const theirs = { ...(await subtle.exportKey("jwk", pair.publicKey)), kid: "k-1" };
  const photo = Uint8Array.from({ length: 70_000 }, (_, at) => at & 255);
  const file = JSON.parse(await visitFile(theirs, ['{"id":"é"}', photo, new Uint8Array()]));
  assert.deepEqual(Object.keys(file), ["v", "to", "epk", "salt", "iv", "ciphertext"]);
  assert.equal(file.to, "k-1");
  const ours = await subtle.importKey("jwk", file.epk, named, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: ours }, pair.privateKey, 256);
  const key = await fileKey(shared, fromBase64(file.salt), ["decrypt"]);
  const plain = Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv: fromBase64(file.iv) }, key, fromBase64(file.ciphertext)));
  assert.deepEqual(plain, Buffer.from(joined(['{"id":"é"}', photo, new Uint8Array()])));
  assert.equal(plain.readUInt32BE(0), 11);
  assert.equal(plain.subarray(4, 15).toString(), '{"id":"é"}');
  assert.equal(plain.readUInt32BE(15), 70_000);
});
