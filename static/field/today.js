// What the server told this device: today's places, what to ask, and what became of earlier visits. Kept sealed.
import { revoked } from "./outbox.js";
import { call } from "./server.js";
import * as store from "./store.js";
import { profileId } from "./store.js";

export async function kept(owner) {
  return store.get(owner, `today-${owner}`);
}

// Asks for today's list; gives back what is now known. Without an answer, what was known before.
export async function renew(owner) {
  const before = await kept(owner);
  const profile = await store.get(owner, profileId(owner));
  if (!profile || !profile.token) return before;
  const sent = Date.now();
  const headers = before && before.etag ? { "If-None-Match": before.etag } : {};
  const answer = await call("GET", "/field/today", { token: profile.token, headers });
  if (answer.status === 401) await revoked(owner, answer);
  if (!answer.ok) {
    if (answer.status === 304) await touch(owner, before);
    return before;
  }
  const now = Date.parse(answer.said.now);
  if (!Number.isNaN(now)) {
    const device = Date.now();
    await store.set("clock", { drift: Math.round(((sent + device) / 2 - now) / 1000), at: answer.said.now, device });
  }
  const known = { etag: answer.header("ETag"), got: Date.now(), ...answer.said };
  await store.put(owner, "today", `today-${owner}`, known);
  return known;
}

async function touch(owner, before) {
  if (before) await store.put(owner, "today", `today-${owner}`, { ...before, got: Date.now() });
}

export async function thread(owner) {
  return (await store.get(owner, `thread-${owner}`)) || [];
}

export async function renewThread(owner) {
  const profile = await store.get(owner, profileId(owner));
  if (!profile || !profile.token) return thread(owner);
  const answer = await call("GET", "/field/visits", { token: profile.token });
  if (answer.status === 401) await revoked(owner, answer);
  if (!answer.ok || !Array.isArray(answer.said)) return thread(owner);
  await store.put(owner, "thread", `thread-${owner}`, answer.said);
  return answer.said;
}
