// Sealing: every record under a key of its observer that cannot be taken out of the browser; the PIN; the visit file.
const TEXT = new TextEncoder();
const READ = new TextDecoder();
const FILE_INFO = "groundtruth visit file 1";

export function bytesOf(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function hex(bytes) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function base64(bytes) {
  const all = new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < all.length; at += 0x8000) text += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

export function uuid() {
  const bytes = bytesOf(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export async function sha256(bytes) {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

export function newKey() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// Bytes are bound to the name under which they are kept, so that none can be put in another's place.
export async function seal(key, name, bytes) {
  const iv = bytesOf(12);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: TEXT.encode(name) }, key, bytes);
  return { iv, data };
}

export function open(key, name, { iv, data }) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: TEXT.encode(name) }, key, data);
}

// Bytes that only this key makes again. Never seal anything else under the same key and `iv`.
export async function padUnder(key, iv, length) {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new Uint8Array(length)), 0, length);
}

export function sealJson(key, name, value) {
  return seal(key, name, TEXT.encode(JSON.stringify(value)));
}

export async function openJson(key, name, sealed) {
  return JSON.parse(READ.decode(await open(key, name, sealed)));
}

// The PIN is kept as a slow hash. It hides the screen; the key does not depend on it.
export async function pinHash(pin, salt) {
  const key = await crypto.subtle.importKey("raw", TEXT.encode(pin), "PBKDF2", false, ["deriveBits"]);
  return hex(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: 120000 }, key, 256));
}

// One visit as a file that only the organisation can open. `parts`: JSON first, then the bytes of each file.
export async function visitFile(theirs, parts) {
  const named = { name: "ECDH", namedCurve: "P-256" };
  const { kty, crv, x, y } = theirs;
  const to = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, named, false, []);
  const ours = await crypto.subtle.generateKey(named, true, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: to }, ours.privateKey, 256);
  const [salt, iv] = [bytesOf(32), bytesOf(12)];
  const key = await fileKey(shared, salt, ["encrypt"]);
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, joined(parts));
  const epk = await crypto.subtle.exportKey("jwk", ours.publicKey);
  return JSON.stringify({
    v: 1,
    to: theirs.kid || "",
    epk: { kty: epk.kty, crv: epk.crv, x: epk.x, y: epk.y },
    salt: base64(salt),
    iv: base64(iv),
    ciphertext: base64(ciphertext),
  });
}

export async function fileKey(shared, salt, uses) {
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: TEXT.encode(FILE_INFO) };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, uses);
}

// Each part behind its length: four bytes, the largest first.
export function joined(parts) {
  const all = parts.map((part) => (typeof part === "string" ? TEXT.encode(part) : new Uint8Array(part)));
  const whole = new Uint8Array(all.reduce((sum, part) => sum + 4 + part.length, 0));
  let at = 0;
  for (const part of all) {
    new DataView(whole.buffer).setUint32(at, part.length);
    whole.set(part, at + 4);
    at += 4 + part.length;
  }
  return whole;
}

export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}
