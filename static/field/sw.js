// Keeps the pages of the phone, so that they open without a signal. A new version is fetched whole, held against its
// hashes, and used from the next opening on: a visit on the screen goes on with what it began with.
const BOOK = "field-book";
const PREFIX = "field-v-";
const FIRST_LANGUAGES = 1;

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const address = (path) => (path === "index.html" ? "/field" : `/field/${path}`);

async function note(name, value) {
  const book = await caches.open(BOOK);
  if (value === undefined) {
    const found = await book.match(`/field/book/${name}`);
    return found ? found.text() : null;
  }
  return value === null ? book.delete(`/field/book/${name}`) : book.put(`/field/book/${name}`, new Response(value));
}

async function fetched(path, sha256) {
  const answer = await fetch(address(path), { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const bytes = await answer.clone().arrayBuffer();
  if (sha256 && hex(await crypto.subtle.digest("SHA-256", bytes)) !== sha256) throw new Error(`${path}: not what was announced`);
  return answer;
}

// Gets the newest version whole, or changes nothing.
async function renew() {
  const asked = await fetch("/field/version.json", { cache: "no-cache", credentials: "omit" });
  if (!asked.ok) return;
  const { version, files } = await asked.json();
  const current = await note("current");
  if (version === current || version === (await note("next"))) return;
  const name = PREFIX + version;
  const cache = await caches.open(name);
  try {
    const wanted = files.filter(({ path }) => !path.startsWith("words/"));
    await Promise.all(wanted.map(async ({ path, sha256 }) => cache.put(address(path), await fetched(path, sha256))));
    await languages(cache, files, current);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  await note(current ? "next" : "current", version);
}

// Words: those that were read before, and at first those of whoever opened it; others follow when they are asked for.
async function languages(cache, files, current) {
  const before = current ? await (await caches.open(PREFIX + current)).keys() : [];
  const known = before.map((request) => new URL(request.url).pathname).filter((path) => path.startsWith("/field/words/"));
  const wished = (navigator.languages || ["en"]).map((tag) => `/field/words/${tag.slice(0, 2)}.json`).slice(0, FIRST_LANGUAGES);
  const all = files.filter(({ path }) => path.startsWith("words/"));
  const chosen = all.filter(({ path }) => known.includes(address(path)) || wished.includes(address(path)));
  const wanted = chosen.length ? chosen : all.filter(({ path }) => path === "words/en.json");
  await Promise.all(wanted.map(async ({ path, sha256 }) => cache.put(address(path), await fetched(path, sha256))));
}

async function look({ words }) {
  const current = await note("current");
  const cache = current && (await caches.open(PREFIX + current));
  const path = `words/${words}.json`;
  if (cache && words && !(await cache.match(address(path)))) await cache.put(address(path), await fetched(path));
  await renew();
}

// At an opening with no other window: the next version becomes the current one.
async function turn() {
  const next = await note("next");
  if (!next) return;
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.length > 1) return;
  await note("current", next);
  await note("next", null);
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== PREFIX + next) await caches.delete(name);
}

async function answer(request, path) {
  if (request.mode === "navigate") await turn();
  const current = await note("current");
  const cache = current && (await caches.open(PREFIX + current));
  const found = cache && (await cache.match(path));
  if (found) return found;
  const fresh = await fetch(request);
  if (cache && fresh.ok && path.startsWith("/field/words/")) await cache.put(path, fresh.clone());
  return fresh;
}

const ASKED_OF_SERVER = /^\/field\/(today|time|visits|enrol|version\.json|sw\.js)$/;

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
// The page asks for a look at the newest version, and says which language it speaks.
self.addEventListener("message", (event) => event.waitUntil(look(event.data || {}).catch(() => {})));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs = origin === self.location.origin && (pathname === "/field" || pathname === "/field/" || pathname.startsWith("/field/"));
  if (request.method !== "GET" || !isOurs || ASKED_OF_SERVER.test(pathname)) return;
  event.respondWith(answer(request, pathname === "/field/" ? "/field" : pathname));
});
