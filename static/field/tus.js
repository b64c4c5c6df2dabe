// tus 1.0.0, the sender's side: create, ask how far it came, send on from there in chunks that grow while they come through
// and shrink where they do not: of a chunk that is cut nothing counts.
export const FIRST = 256 * 1024;
export const LEAST = 16 * 1024;
export const MOST = 4 * 1024 * 1024;
const VERSION = { "Tus-Resumable": "1.0.0" };

// It did not go through. `again` says whether it is worth trying later without anybody doing something.
export class Trouble extends Error {
  constructor(code, again) {
    super(code);
    this.code = code;
    this.again = again;
  }
}

const QUICK = 15000;
const SLOW = 30000;

// For how long an answer to so many bytes is waited for: a connection that stalls says nothing.
export const patience = (bytes) => Math.min(120000, 20000 + bytes / 4);

// How large a chunk is tried: it grows with each that comes through soon; after one that did not, it is smaller and grows
// slowly.
export class Pace {
  constructor() {
    this.size = FIRST;
    this.wanted = 1;
    this.through = 0;
  }

  // One came through, in so many milliseconds.
  came(took) {
    if (took > SLOW) this.size = Math.max(this.size / 2, LEAST);
    this.through = took > QUICK ? 0 : this.through + 1;
    if (this.through < this.wanted) return;
    this.through = 0;
    this.size = Math.min(this.size * 2, MOST);
  }

  failed() {
    this.through = 0;
    this.wanted = 4;
    this.size = Math.max(this.size / 4, LEAST);
  }
}

// Upload-Metadata: names and base64 of UTF-8 values.
export function metadata(values) {
  const coded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(String(text))));
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return known.map(([name, value]) => `${name} ${coded(value)}`).join(",");
}

// Sends `bytes`. `ways`: send(method, path, headers, body) -> {status, header(name), said}, checksum(bytes) -> base64 of
// SHA-256, remember(path) before anything is sent there, and progress(offset). `pace` is of the network, for one file after
// another. Ends when the server has all of it.
export async function upload({ bytes, path, values, pace }, ways) {
  let at = path || null;
  let offset = at ? await ask(at, ways) : null;
  let wrong = 0;
  let created = 0;
  while (offset !== bytes.length) {
    if (offset === null) {
      if (created === 3) throw new Trouble("lost", true);
      created += 1;
      const made = await create(bytes.length, values, ways);
      if (made.arrived) return;
      at = made.path;
      offset = made.offset;
      await ways.remember(at);
      continue;
    }
    if (offset > bytes.length) throw new Trouble("offset", false);
    const chunk = bytes.subarray(offset, offset + pace.size);
    const headers = {
      ...VERSION,
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(offset),
      "Upload-Checksum": `sha256 ${await ways.checksum(chunk)}`,
    };
    const began = performance.now();
    const answer = await ways.send("PATCH", at, headers, chunk).catch((error) => {
      pace.failed();
      throw error;
    });
    if (answer.status === 204 || answer.status === 200) {
      const next = Number(answer.header("Upload-Offset"));
      if (!(next > offset && next <= bytes.length)) throw new Trouble("offset", true);
      offset = next;
      pace.came(performance.now() - began);
      ways.progress(offset);
    } else if (answer.status === 404 || answer.status === 410) {
      offset = null;
    } else if (answer.status === 409 || answer.status === 460) {
      wrong += 1;
      if (wrong > 5) throw new Trouble(answer.status === 460 ? "checksum" : "offset", true);
      pace.failed();
      offset = await ask(at, ways);
    } else {
      if (answer.status === 408) pace.failed();
      throw refused(answer);
    }
  }
}

async function create(length, values, ways) {
  const headers = { ...VERSION, "Upload-Length": String(length), "Upload-Metadata": metadata(values) };
  const answer = await ways.send("POST", "/uploads", headers, null);
  if (answer.status === 409 && answer.said && answer.said.code === "arrived") return { arrived: true };
  if (answer.status !== 201) throw refused(answer);
  const place = (answer.header("Location") || "").replace(/^https?:\/\/[^/]+/, "");
  if (!place.startsWith("/uploads/")) throw new Trouble("location", true);
  return { path: place, offset: Number(answer.header("Upload-Offset") || 0) };
}

// How far it came; nothing where the server no longer knows it.
async function ask(path, ways) {
  const answer = await ways.send("HEAD", path, VERSION, null);
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status !== 200 && answer.status !== 204) throw refused(answer);
  const offset = Number(answer.header("Upload-Offset"));
  if (!Number.isInteger(offset) || offset < 0) throw new Trouble("offset", true);
  return offset;
}

function refused(answer) {
  const code = (answer.said && answer.said.code) || `status-${answer.status}`;
  const later = answer.status === 408 || answer.status === 423 || answer.status === 425 || answer.status === 429 || answer.status >= 500;
  if (answer.status === 401) return new Trouble("revoked", false);
  return new Trouble(code, later);
}
