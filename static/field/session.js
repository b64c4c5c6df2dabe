// The visit that is on the screen: opened, saved after every touch, closed. One window at a time holds it.
import { describe } from "./camera.js";
import { Last } from "./last.js";
import { knownClock, kick, quietly } from "./outbox.js";
import { bytesOf, hex, uuid } from "./seal.js";
import * as store from "./store.js";
import { filesOf, submissionOf } from "./visit.js";

export class Session {
  constructor(owner, draft, paper) {
    this.owner = owner;
    this.draft = draft;
    this.paper = paper;
    this.dirty = false;
    this.saving = null;
    this.onTrouble = () => {};
    this.last = new Last(owner, draft.id);
    this.atEnd = (event) => {
      const goes = event.type === "pagehide" || document.visibilityState === "hidden";
      if (goes && (this.dirty || this.saving)) this.last.keep(this.draft);
    };
  }

  // A new visit, kept before its first screen.
  static async begin(owner, draft, paper) {
    await store.put(owner, "paper", `paper-${draft.id}`, paper);
    await store.put(owner, "visit", draft.id, { ...draft, on: true });
    return Session.open(owner, draft.id);
  }

  // Nothing where another window has it.
  static async open(owner, id) {
    const free = await patiently(() => hold(`groundtruth-visit-${id}`));
    if (!free) return null;
    const kept = await store.get(owner, id);
    const paper = await store.get(owner, `paper-${id}`);
    if (!kept || !paper || kept.state !== "draft") {
      free();
      return null;
    }
    const session = new Session(owner, kept, paper);
    session.free = free;
    session.draft = await session.last.newest(kept);
    await session.last.prepare();
    addEventListener("pagehide", session.atEnd);
    document.addEventListener("visibilitychange", session.atEnd);
    return session;
  }

  answer(question) {
    const { answers } = this.draft;
    if (!answers[question.id]) answers[question.id] = { raw: {} };
    return answers[question.id];
  }

  // Saves the newest state; while one is being saved, only the newest after it is.
  keep() {
    this.dirty = true;
    this.draft.touches = (this.draft.touches || 0) + 1;
    if (!this.saving) {
      this.saving = this.saveAll().finally(() => {
        this.saving = null;
      });
    }
    return this.saving;
  }

  async saveAll() {
    while (this.dirty) {
      this.dirty = false;
      try {
        await store.put(this.owner, "visit", this.draft.id, this.draft);
        if (!this.dirty) this.last.clear();
        this.onTrouble(null);
      } catch (error) {
        this.onTrouble(error);
        this.dirty = true;
        await new Promise((resolve) => setTimeout(resolve, 3000));
      }
    }
  }

  // The bytes first, then the line about them: a photograph that is named is there.
  async addPhoto(question, bytes, about) {
    const photo = await describe(bytes, about);
    if (this.paper.evidencePosition) photo.tellPosition = true;
    await store.putFile(this.owner, this.draft.id, photo.id, bytes);
    const kept = this.answer(question);
    kept.photos = [...(kept.photos || []), photo];
    await this.keep();
    return photo;
  }

  async dropPhoto(question, photo) {
    const kept = this.answer(question);
    kept.photos = kept.photos.filter((one) => one.id !== photo.id);
    await this.keep();
    await store.dropFile(photo.id);
  }

  photoBytes(photo) {
    return store.getFile(this.owner, photo.id);
  }

  // Finished by the observer: it is in the outbox before this returns.
  async close(profile) {
    const { draft, paper } = this;
    const ended = Date.now();
    const submission = submissionOf(draft, paper.instrument, { audit: paper.audit, observer: profile.observer, ended });
    const files = filesOf(draft, paper.instrument);
    const visit = {
      id: draft.id,
      state: "closed",
      closed: ended,
      placeName: draft.placeName,
      assignment: draft.assignment,
      corrects: paper.assignment.corrects || null,
      before: paper.assignment.before || null,
      clock: await knownClock(),
      submission,
      draft,
      files: files.map((file) => ({ ...file, done: false })),
    };
    await this.saving;
    await store.put(this.owner, "visit", draft.id, visit);
    this.last.clear();
    this.release();
    kick();
    return visit;
  }

  async destroy() {
    this.dirty = false;
    await this.saving;
    await store.finish(this.owner, this.draft.id, null);
    this.last.clear();
    this.release();
  }

  release() {
    removeEventListener("pagehide", this.atEnd);
    document.removeEventListener("visibilitychange", this.atEnd);
    if (this.free) this.free();
    this.free = null;
  }
}

// What the server would not take is opened again to be put right.
export async function reopen(owner, id) {
  const visit = await store.get(owner, id);
  if (!visit || visit.receipt || !visit.draft) return false;
  await store.put(owner, "visit", id, { ...visit.draft, state: "draft" });
  return true;
}

// A finished visit is opened to change it. What nobody can have yet is opened as it is. What may have been sent or handed over
// stays as it was, and a new visit begins with its answers and says that it corrects it. Gives back which visit to open.
export async function change(owner, id) {
  const visit = await store.get(owner, id);
  if (!visit || visit.state !== "closed" || visit.receipt || !visit.draft) return null;
  const same = await quietly(async () => {
    const now = await store.get(owner, id);
    return Boolean(now) && !now.body && !now.receipt && reopen(owner, id);
  });
  return same ? id : copied(owner, visit);
}

async function copied(owner, visit) {
  const paper = await store.get(owner, `paper-${visit.id}`);
  const draft = { ...JSON.parse(JSON.stringify(visit.draft)), id: uuid(), state: "draft", touches: 0 };
  try {
    for (const photo of Object.values(draft.answers).flatMap((kept) => kept.photos || [])) {
      const bytes = await store.getFile(owner, photo.id);
      photo.id = hex(bytesOf(12));
      await store.putFile(owner, draft.id, photo.id, bytes);
    }
    await store.put(owner, "paper", `paper-${draft.id}`, { ...paper, assignment: { ...paper.assignment, corrects: null, before: visit.id } });
    await store.put(owner, "visit", draft.id, draft);
  } catch (error) {
    await store.finish(owner, draft.id, null);
    throw error;
  }
  return draft.id;
}

// A page that was just left may hold a name for a moment longer.
async function patiently(act) {
  for (let tries = 0; tries < 10; tries += 1) {
    const done = await act();
    if (done) return done;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}

// Holds a name against other windows; gives back how to let go, or nothing where it is held.
function hold(name) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(null);
        return null;
      }
      return new Promise((free) => resolve(free));
    });
  });
}
