// What the phone keeps: IndexedDB, each record sealed under the key of its owner. Settings hold nothing about anybody.
import { newKey, open, openJson, seal, sealJson, bytesOf } from "./seal.js";

const NAME = "groundtruth-field";
const BALLAST = 384 * 1024;
export const DEVICE = "device";

// The name of the record about an owner: token, PIN, what to call them.
export const profileId = (owner) => `profile-${owner}`;

let db = null;
const keys = new Map();

// There is no room: what was to be written is not, everything else is.
export class StorageFull extends Error {}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function openStore() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const made = request.result;
    made.createObjectStore("keys", { keyPath: "id" });
    made.createObjectStore("records", { keyPath: "id" }).createIndex("owner", "owner");
    made.createObjectStore("files", { keyPath: "id" }).createIndex("visit", "visit");
    made.createObjectStore("settings", { keyPath: "id" });
  };
  db = await settled(request);
  db.onversionchange = () => db.close();
  for (const { id, key } of await read("keys", (store) => store.getAll())) keys.set(id, key);
  if (!keys.has(DEVICE)) await addOwner(DEVICE);
  await takeBallast();
}

function read(name, ask) {
  return settled(ask(db.transaction(name).objectStore(name)));
}

// Writes in one transaction and waits until it is on the disk.
function writeOnce(names, act) {
  return new Promise((resolve, reject) => {
    let change;
    try {
      change = db.transaction(names, "readwrite", { durability: "strict" });
      act(...names.map((name) => change.objectStore(name)));
    } catch (error) {
      reject(error);
      return;
    }
    change.oncomplete = () => resolve();
    change.onerror = (event) => event.preventDefault();
    change.onabort = () => reject(change.error || new Error("aborted"));
  });
}

const isFull = (error) => Boolean(error) && (error.name === "QuotaExceededError" || /quota|disk|space|full/i.test(error.message || ""));

// Where there is no room, the ballast goes overboard first: what was typed is small.
async function write(names, act, mayUseBallast) {
  try {
    await writeOnce(names, act);
  } catch (error) {
    if (!isFull(error)) throw error;
    if (!mayUseBallast) throw new StorageFull();
    await writeOnce(["settings"], (settings) => settings.delete("ballast")).catch(() => {});
    try {
      await writeOnce(names, act);
    } catch (again) {
      throw isFull(again) ? new StorageFull() : again;
    }
  }
}

async function takeBallast() {
  if (await read("settings", (store) => store.getKey("ballast"))) return;
  const chance = new Uint8Array(BALLAST);
  for (let at = 0; at < BALLAST; at += 65536) chance.set(bytesOf(65536), at);
  await writeOnce(["settings"], (store) => store.put({ id: "ballast", value: chance })).catch(() => {});
}

export async function setting(name) {
  const found = await read("settings", (store) => store.get(name));
  return found ? found.value : undefined;
}

export function set(name, value) {
  return write(["settings"], (store) => store.put({ id: name, value }), true);
}

// Somebody who uses this phone: a key of their own.
export async function addOwner(id) {
  const key = await newKey();
  keys.set(id, key);
  await write(["keys"], (store) => store.put({ id, key }), true);
}

export function owners() {
  return [...keys.keys()].filter((id) => id !== DEVICE);
}

export const keyOf = (owner) => keys.get(owner);

export async function refresh() {
  for (const { id, key } of await read("keys", (store) => store.getAll())) if (!keys.has(id)) keys.set(id, key);
}

// Everything of one person on this phone, and the key.
export async function dropOwner(owner) {
  const records = await read("records", (store) => store.index("owner").getAllKeys(owner));
  const files = (await read("files", (store) => store.getAll())).filter((file) => file.owner === owner);
  await writeOnce(["keys", "records", "files"], (all, kept, bytes) => {
    all.delete(owner);
    records.forEach((id) => kept.delete(id));
    files.forEach((file) => bytes.delete(file.id));
  });
  keys.delete(owner);
}

export async function put(owner, kind, id, value) {
  const sealed = await sealJson(keys.get(owner), id, value);
  await write(["records"], (store) => store.put({ id, owner, kind, ...sealed }), true);
}

export async function get(owner, id) {
  const found = await read("records", (store) => store.get(id));
  return found && found.owner === owner ? openJson(keys.get(owner), id, found) : null;
}

export async function list(owner, kind) {
  const found = await read("records", (store) => store.index("owner").getAll(owner));
  return Promise.all(found.filter((one) => one.kind === kind).map((one) => openJson(keys.get(owner), one.id, one)));
}

export function drop(...ids) {
  return writeOnce(["records"], (store) => ids.forEach((id) => store.delete(id)));
}

export async function putFile(owner, visit, id, bytes) {
  const sealed = await seal(keys.get(owner), id, bytes);
  await write(["files"], (store) => store.put({ id, owner, visit, ...sealed }), false);
}

export async function getFile(owner, id) {
  const found = await read("files", (store) => store.get(id));
  return found && found.owner === owner ? new Uint8Array(await open(keys.get(owner), id, found)) : null;
}

export function dropFile(id) {
  return writeOnce(["files"], (store) => store.delete(id));
}

// A visit is over: its words and files go, and in their place stays at most a line about it.
export async function finish(owner, visit, kept) {
  const files = await read("files", (store) => store.index("visit").getAllKeys(visit));
  const sealed = kept ? await sealJson(keys.get(owner), `kept-${visit}`, kept) : null;
  await writeOnce(["records", "files"], (records, all) => {
    records.delete(visit);
    records.delete(`paper-${visit}`);
    files.forEach((id) => all.delete(id));
    if (sealed) records.put({ id: `kept-${visit}`, owner, kind: "kept", ...sealed });
  });
  await takeBallast();
}

// One sender at a time where the browser has no locks: who holds the lease writes the next one.
export function lease(who, now, length) {
  return new Promise((resolve, reject) => {
    let mine = false;
    const change = db.transaction("settings", "readwrite");
    const store = change.objectStore("settings");
    store.get("lease").onsuccess = (event) => {
      const held = event.target.result && event.target.result.value;
      mine = !held || held.who === who || held.until < now || held.until > now + 2 * length;
      if (mine) store.put({ id: "lease", value: { who, until: now + length } });
    };
    change.oncomplete = () => resolve(mine);
    change.onabort = () => reject(change.error);
  });
}

// Whether the browser promised not to clear this by itself: true, false, or nothing where it cannot say.
export async function askToPersist() {
  if (!navigator.storage || !navigator.storage.persist) return null;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

export async function room() {
  if (!navigator.storage || !navigator.storage.estimate) return null;
  const { quota, usage } = await navigator.storage.estimate();
  // Newer browsers say ten gigabytes to everybody, whatever there is.
  return quota - usage === 10 * 2 ** 30 ? null : quota - usage;
}

// Nobody uses this phone any more: nothing stays, not even the pages.
export async function forget() {
  db.close();
  await settled(indexedDB.deleteDatabase(NAME)).catch(() => {});
  if (window.caches) for (const name of await caches.keys()) await caches.delete(name);
  if (navigator.serviceWorker) for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}
