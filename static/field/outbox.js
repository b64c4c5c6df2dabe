// What waits on this phone and goes to the server: text first, then one photograph at a time, one sender at a time.
import { clockOf, drift, stillGood } from "./clock.js";
import { base64, hex, bytesOf, visitFile } from "./seal.js";
import { NoAnswer, call } from "./server.js";
import * as store from "./store.js";
import { profileId } from "./store.js";
import { Pace, Trouble, patience, upload } from "./tus.js";

const LEASE = 60000;
const LONGEST_PAUSE = 300000;
const me = hex(bytesOf(8));
const pace = new Pace();
const listeners = new Set();
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("groundtruth-field") : null;

let state = { phase: "idle", at: 0, of: 0 };
let running = false;
let again = false;
let tries = 0;
let timer = 0;

if (channel) channel.onmessage = () => listeners.forEach((listener) => listener());

export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changed() {
  listeners.forEach((listener) => listener());
  if (channel) channel.postMessage("changed");
}

function become(phase, at, of) {
  state = { phase, at: at || 0, of: of || 0 };
  changed();
}

export function current() {
  return state;
}

// Visits of one person that are not safe yet, the oldest first.
export async function waiting(owner) {
  const visits = await store.list(owner, "visit");
  return visits.filter((visit) => visit.state === "closed").sort((a, b) => a.closed - b.closed);
}

export async function safe(owner) {
  return store.list(owner, "kept");
}

export function begin() {
  addEventListener("online", () => kick());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && kick());
  setInterval(() => !timer && kick(), 90000);
  kick();
}

// Tries now, whatever the pause was.
export function kick() {
  clearTimeout(timer);
  timer = 0;
  if (running) {
    again = true;
    return;
  }
  running = true;
  alone(round)
    .catch(() => {
      timer = setTimeout(kick, LONGEST_PAUSE);
      become("later");
    })
    .then(() => {
      running = false;
      if (again) {
        again = false;
        kick();
      }
    });
}

// Two tabs, one sender. Gives back what was done, or nothing where another is at it.
async function alone(act) {
  if (navigator.locks) return navigator.locks.request("groundtruth-field-sender", { ifAvailable: true }, (lock) => (lock ? act(async () => {}) : null));
  const hold = async () => {
    if (!(await store.lease(me, Date.now(), LEASE))) throw new NoAnswer("another tab");
  };
  if (await store.lease(me, Date.now(), LEASE)) {
    const renewal = setInterval(() => hold().catch(() => {}), LEASE / 3);
    const done = await act(hold).finally(() => clearInterval(renewal));
    await store.lease(me, Date.now(), 0);
    return done;
  }
  return null;
}

// Does something while nothing is sent; nothing where something is being sent just now.
export const quietly = (act) => alone(() => act());

async function round(hold) {
  await store.refresh();
  const work = [];
  for (const owner of store.owners()) {
    const profile = await store.get(owner, profileId(owner));
    if (!profile || !profile.token) continue;
    for (const visit of await waiting(owner)) if (!visit.trouble || visit.trouble.again) work.push({ owner, profile, visit });
  }
  if (!work.length) {
    tries = 0;
    become("idle");
    return;
  }
  const pieces = work.reduce((sum, { visit }) => sum + (visit.receipt ? 0 : 1) + visit.files.filter((file) => !file.done).length, 0);
  let at = 1;
  let cut = false;
  become("sending", at, pieces);
  const next = () => become("sending", Math.min((at += 1), pieces), pieces);
  try {
    // What the server cannot do just now for one visit does not hold up the others.
    const later = (error) => {
      if (!error.again) throw error;
      cut = true;
      return false;
    };
    for (const item of work) {
      await hold();
      if (!item.visit.receipt && (await sendText(item).catch(later))) next();
    }
    const photosNow = !(await store.setting("photosLater")) || (await store.setting("photosOnce"));
    for (const item of work) {
      if (!item.visit.receipt || item.visit.trouble) continue;
      for (const file of item.visit.files) {
        if (file.done || !photosNow) continue;
        await hold();
        if (await sendFile(item, file).catch(later)) next();
      }
      await conclude(item);
    }
    await store.set("photosOnce", false);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    cut = true;
  }
  const left = cut || (await anyLater());
  if (!left) {
    tries = 0;
    become("idle");
    return;
  }
  tries += 1;
  const pause = Math.min(LONGEST_PAUSE, 2000 * 2 ** Math.min(tries, 8)) * (0.5 + Math.random());
  timer = setTimeout(kick, pause);
  become(navigator.onLine === false ? "offline" : "later");
}

async function anyLater() {
  for (const owner of store.owners()) for (const visit of await waiting(owner)) if (visit.trouble && visit.trouble.again) return true;
  return false;
}

const save = ({ owner, visit }) => store.put(owner, "visit", visit.id, visit);

async function inTrouble(item, code, again, words, canMend) {
  item.visit.trouble = { code, again, words: words || "", canMend: Boolean(canMend) };
  await save(item);
  changed();
}

// The token is no longer good: said once, kept, and nothing more is sent with it.
export async function revoked(owner, answer) {
  const profile = await store.get(owner, profileId(owner));
  if (!profile) return;
  profile.token = null;
  profile.ended = (answer.said && answer.said.code) || "revoked";
  await store.put(owner, "profile", profileId(owner), profile);
  changed();
}

// Asks the server for its time; what comes of it is of this phone, not of anybody.
export async function measureClock(token) {
  const before = Date.now();
  const answer = await call("GET", "/field/time", { token, wait: 15000 });
  const after = Date.now();
  const now = answer.ok && answer.said ? Date.parse(answer.said.now) : NaN;
  if (Number.isNaN(now)) return null;
  const measured = { drift: drift(before, after, now), at: answer.said.now, device: after };
  await store.set("clock", measured);
  return measured;
}

export async function knownClock() {
  const measured = await store.setting("clock");
  return stillGood(measured, Date.now()) ? measured : null;
}

// What is sent is fixed once, whichever way it goes first: every further try has the same bytes.
let fixing = Promise.resolve();
function fixed(owner, id, later) {
  const turn = async () => {
    const visit = await store.get(owner, id);
    if (!visit.body) {
      visit.submission.clock = clockOf(visit.closed, Date.now(), visit.clock, later);
      visit.body = JSON.stringify(visit.submission);
      delete visit.submission;
      await store.put(owner, "visit", id, visit);
    }
    return visit;
  };
  fixing = fixing.then(turn, turn);
  return fixing;
}

// Nothing is fixed before the server answers: until then nobody can have it, and it can be changed as if it were not finished.
async function fix({ owner, profile, visit }) {
  if (visit.body) return;
  const later = await measureClock(profile.token);
  const { body } = await fixed(owner, visit.id, later);
  visit.body = body;
  delete visit.submission;
}

// The number of what a visit corrects: nothing where there is none, undefined while that is on its way itself.
async function corrected(owner, visit) {
  if (!visit.before) return visit.corrects;
  const first = await store.get(owner, visit.before);
  if (first && first.receipt) return first.receipt.number;
  if (first) return first.trouble && !first.trouble.again ? null : undefined;
  const kept = await store.get(owner, `kept-${visit.before}`);
  return kept ? kept.number : null;
}

async function sendText(item) {
  const { owner, profile, visit } = item;
  const number = await corrected(owner, visit);
  if (number === undefined) return false;
  await fix(item);
  const corrects = number ? `?corrects=${encodeURIComponent(number)}` : "";
  const answer = await call("PUT", `/observations/${visit.id}${corrects}`, { token: profile.token, json: visit.body, wait: 60000 });
  if (answer.ok) {
    if (!answer.said || !answer.said.number) throw new NoAnswer("not ours");
    const { number, slip } = answer.said;
    visit.receipt = { number, slip: slip || null, day: String(answer.said.received || new Date().toISOString()).slice(0, 10) };
    delete visit.trouble;
    await save(item);
    return true;
  }
  if (answer.status === 401) {
    await revoked(owner, answer);
    await inTrouble(item, "revoked", false);
    return false;
  }
  if (answer.status === 410) {
    await store.finish(owner, visit.id, { id: visit.id, number: null, slip: null, day: new Date().toISOString().slice(0, 10), erased: true });
    item.visit.trouble = { code: "erased", again: false };
    return false;
  }
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500) throw new Trouble(`status-${answer.status}`, true);
  // What it corrects was taken back in between: it stands for itself.
  const wrong = (answer.said && answer.said.errors) || [];
  if (number && wrong.length && wrong.every((one) => one.field === "corrects")) {
    Object.assign(visit, { corrects: null, before: null });
    await save(item);
    return sendText(item);
  }
  await inTrouble(item, (answer.said && answer.said.code) || `status-${answer.status}`, false, wordsOf(answer.said), answer.status === 400 || answer.status === 422);
  return false;
}

function wordsOf(said) {
  if (!said) return "";
  const each = (said.errors || []).map((one) => one.detail || one.message || one.problem).filter(Boolean);
  return [...new Set([said.detail || said.title, ...each])].filter(Boolean).slice(0, 6).join(" ");
}

async function sendFile(item, file) {
  const { owner, profile, visit } = item;
  const bytes = await store.getFile(owner, file.id);
  if (!bytes) {
    file.done = true;
    await save(item);
    return true;
  }
  const values = {
    observation: visit.id,
    sha256: file.sha256,
    question: file.question,
    kind: "photograph",
    source: file.class === "in_camera" ? "camera" : "gallery",
    taken: file.takenAt,
    position: file.position && [file.position.lat, file.position.lon, file.position.accuracy_m].filter(Boolean).join(","),
  };
  const ways = {
    send: (method, path, headers, body) => call(method, path, { token: profile.token, headers, body, wait: patience(body ? body.length : 0) }),
    checksum: async (chunk) => base64(await crypto.subtle.digest("SHA-256", chunk)),
    remember: async (path) => {
      file.path = path;
      await save(item);
    },
    // A network that cuts but lets something through is not left alone for long.
    progress: () => {
      tries = 0;
      changed();
    },
  };
  try {
    await upload({ bytes, path: file.path, values, pace }, ways);
  } catch (error) {
    if (error instanceof NoAnswer || error.again) throw error;
    if (error.code === "revoked") await revoked(owner, { said: null });
    if (error.code === "hash-differs" && !file.once) {
      file.once = true;
      file.path = null;
      await save(item);
      error.again = true;
      throw error;
    }
    await inTrouble(item, error.code || "file", false);
    return false;
  }
  file.done = true;
  await save(item);
  return true;
}

// Everything of a visit has arrived: it goes from this phone, a line about it stays.
async function conclude({ owner, visit }) {
  if (visit.trouble || visit.files.some((file) => !file.done)) return;
  const { number, slip, day } = visit.receipt;
  await store.finish(owner, visit.id, { id: visit.id, number, slip, day });
  changed();
}

// After somebody did something about it: the visits of an owner are tried again.
export async function clearTrouble(owner, wanted) {
  for (const visit of await waiting(owner)) {
    if (!visit.trouble || (wanted && visit.id !== wanted)) continue;
    delete visit.trouble;
    await store.put(owner, "visit", visit.id, visit);
  }
  kick();
}

// One visit as a sealed file for the organisation; its words are fixed by it, as by sending. With a correction goes what it
// corrects, where no number is known for it: nobody may have brought that yet.
export async function sealedFile(owner, id, sealKey, profile) {
  const visit = await fixed(owner, id, null);
  const files = [];
  for (const file of visit.files) {
    const bytes = await store.getFile(owner, file.id);
    if (bytes) files.push({ file, bytes });
  }
  const listed = files.map(({ file, bytes }) => ({
    sha256: file.sha256,
    len: bytes.length,
    question: file.question,
    source: file.class === "in_camera" ? "camera" : "gallery",
  }));
  const head = { ...(await asSent(owner, visit)), observer: profile.observer, device: profile.device, files: listed };
  return visitFile(sealKey, [JSON.stringify(head), ...files.map(({ bytes }) => bytes)]);
}

async function asSent(owner, visit) {
  const sent = { id: visit.id, submission: JSON.parse(visit.body) };
  const number = await corrected(owner, visit);
  if (number) return { ...sent, corrects: number };
  if (number !== undefined || !(await store.get(owner, visit.before))) return sent;
  return { ...sent, before: await asSent(owner, await fixed(owner, visit.before, null)) };
}
