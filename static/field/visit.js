// One visit while it is made: its steps, what was typed as answers, and the submission that is sent.
import { faults } from "./check.js";
import { local } from "./clock.js";
import { aboutOf, asked, isWhole, kindOf, plainNumber } from "./instrument.js";

const KNOWN_BEFORE = ["ordinary_visit", "register_recount"];
const LET_IN = ["ordinary_visit", "mystery_visit", "register_recount", "paired_test"];
export const WHY_NOT = ["locked", "refused", "not_found", "not_safe", "nobody_there", "no_documents", "no_time", "does_not_apply", "not_clear", "other"];
export const AUDIENCES = ["internal", "funder", "provider", "public"];

export function newDraft({ id, now, assignment, instrument, practice }) {
  return {
    id,
    state: "draft",
    practice: Boolean(practice),
    instrument: instrument.code,
    version: instrument.version,
    channel: instrument.channel,
    assignment: assignment.id || null,
    place: assignment.place.code,
    placeName: assignment.place.name,
    purpose: assignment.purpose || "audit",
    began: now,
    step: 0,
    access: null,
    announced: assignment.announced || null,
    respondent: { read_back: "no" },
    pair: assignment.pair || {},
    position: null,
    note: "",
    answers: {},
  };
}

// The screens of a visit in their order, as the answers stand.
export function stepsOf(draft, instrument, assignment) {
  const steps = [];
  const channel = instrument.channel;
  if (instrument.opening) steps.push({ kind: "opening" });
  if (channel === "paired_test" && !(assignment && assignment.pair)) steps.push({ kind: "pair" });
  if (channel === "interview") steps.push({ kind: "respondent" }, { kind: "consent" });
  if (LET_IN.includes(channel)) steps.push({ kind: "access" });
  if (draft.access !== "refused") {
    const open = asked(instrument, valuesOf(draft, instrument));
    for (const question of instrument.questions) if (open.has(question.id)) steps.push({ kind: "question", question });
  }
  if (channel === "interview") steps.push({ kind: "read_back" });
  if (KNOWN_BEFORE.includes(channel) && !(assignment && assignment.announced)) steps.push({ kind: "announced" });
  steps.push({ kind: "note" }, { kind: "review" });
  return steps;
}

export function valuesOf(draft, instrument) {
  const values = {};
  for (const question of instrument.questions) values[question.id] = valueOf(question, draft.answers[question.id]).value;
  return values;
}

const blank = (text) => text === undefined || text === null || String(text).trim() === "";

// What was typed or touched as a value of the submission: {value}, or {wrong} where it cannot be read, or neither.
export function valueOf(question, kept) {
  if (!kept || kept.cannot) return {};
  const raw = kept.raw || {};
  const kind = kindOf(question.asks);
  const about = aboutOf(question.asks);
  const read = reader();
  const made = (value) => (read.wrong ? { wrong: read.wrong } : { value });
  switch (kind) {
    case "count":
    case "measure":
      return blank(raw.n) ? {} : made({ [kind]: read.number(raw.n) });
    case "yes_no":
    case "condition":
    case "satisfaction":
      return blank(raw.is) ? {} : { value: { [kind]: raw.is } };
    case "place":
      return blank(raw.is) ? {} : { value: { place: { found: raw.is === "yes" } } };
    case "time":
      if (blank(raw.t)) return {};
      return /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(raw.t) ? { value: { time: raw.t } } : { wrong: "not-a-time" };
    case "choice":
      return raw.chosen && raw.chosen.length ? { value: { choice: raw.chosen } } : {};
    case "text":
      return blank(raw.text) ? {} : { value: { text: raw.text.trim() } };
    case "photograph":
      return (kept.photos || []).length ? { value: "photograph" } : {};
    case "staff": {
      const roles = about.roster.filter((role) => raw[role.id] && !blank(raw[role.id].present));
      if (!roles.length) return {};
      const staff = roles.map((role) => {
        const { present, rostered, off, leave } = raw[role.id];
        const one = { role: role.id, present: read.whole(present) };
        if (!blank(rostered)) one.rostered = read.whole(rostered);
        if (!blank(off)) one.off_shift = read.whole(off);
        if (!blank(leave)) one.authorised = read.whole(leave);
        return one;
      });
      return made({ staff });
    }
    case "sharing": {
      if (blank(raw.users) || blank(raw.units)) return {};
      const [users, units] = [read.number(raw.users), read.number(raw.units)];
      const [broken, locked] = [raw.broken, raw.locked].map((text) => (blank(text) ? "0" : read.number(text)));
      return made({ sharing: { users, units, broken, locked, ...(blank(raw.both) ? {} : { both: read.number(raw.both) }) } });
    }
    case "time_use": {
      if (blank(raw.shift)) return {};
      const spent = about.activities.filter((one) => raw.hours && !blank(raw.hours[one.id]));
      const activities = spent.map((one) => ({ activity: one.id, hours: read.number(raw.hours[one.id]) }));
      return made({ time_use: { shift: read.number(raw.shift), activities } });
    }
    case "complaint": {
      if (blank(raw.is)) return {};
      const complaint = { made: raw.is };
      if (raw.is === "yes" && !blank(raw.answered)) complaint.answered = raw.answered;
      if (complaint.answered === "yes" && !blank(raw.days)) complaint.after_days = read.whole(raw.days);
      return made({ complaint });
    }
    case "recount":
      if (blank(raw.recorded) || blank(raw.recounted)) return {};
      return made({ recount: { recorded: read.number(raw.recorded), recounted: read.number(raw.recounted), documents_seen: raw.seen === "yes" } });
    default:
      return {};
  }
}

// Reads numbers as they were typed and remembers what could not be read.
function reader() {
  const read = {
    wrong: null,
    number(text) {
      const plain = plainNumber(text);
      if (plain === null) read.wrong = "not-a-number";
      return plain;
    },
    whole(text) {
      const plain = plainNumber(text);
      if (plain === null) read.wrong = "not-a-number";
      else if (!isWhole(plain)) read.wrong = "not-whole";
      else if (plain.startsWith("-")) read.wrong = "negative";
      else if (Number(plain) > 4294967295) read.wrong = "not-a-number";
      return Number(plain);
    },
  };
  return read;
}

// Whether anything was entered for a question.
export function isTouched(kept) {
  if (!kept) return false;
  const filled = (one) => (one && typeof one === "object" ? Object.values(one).some(filled) : !blank(one));
  return Boolean(kept.cannot) || filled(kept.raw) || !blank(kept.note) || !blank(kept.reason) || (kept.photos || []).length > 0;
}

// One answer as it is sent.
export function answerOf(question, kept) {
  const { value } = valueOf(question, kept);
  const answer = { question: question.id };
  if (value !== undefined) answer.value = value;
  if (kept.cannot && kept.why) answer.could_not_check = kept.why;
  if (!blank(kept.reason) && value !== undefined) answer.reason = kept.reason.trim();
  if (!blank(kept.note)) answer.note = kept.note.trim();
  if ((kept.photos || []).length) answer.evidence = kept.photos.map(evidenceOf);
  return answer;
}

function evidenceOf(photo) {
  const piece = { sha256: photo.sha256, len: photo.len, kind: "photograph", class: photo.class };
  if (photo.taken) piece.taken = photo.taken;
  if (photo.tellPosition && photo.position) piece.position = photo.position;
  return piece;
}

// Everything that does not fit yet, question by question: [{question, found: [fault]}].
export function problemsOf(draft, instrument) {
  const open = asked(instrument, valuesOf(draft, instrument));
  const all = [];
  for (const question of instrument.questions) {
    const kept = draft.answers[question.id];
    if (!open.has(question.id) || (draft.access === "refused" && !isTouched(kept))) continue;
    const found = problemsOfAnswer(question, kept);
    if (found.length) all.push({ question, found });
  }
  return all;
}

export function problemsOfAnswer(question, kept) {
  if (!isTouched(kept)) return question.required ? [{ field: "value", code: "unanswered" }] : [];
  const { wrong } = valueOf(question, kept);
  if (wrong) return [{ field: "value", code: wrong, stops: true }];
  return faults(question, answerOf(question, kept));
}

// The photographs that go with what is sent, each with its question.
export function filesOf(draft, instrument) {
  const open = asked(instrument, valuesOf(draft, instrument));
  const sent = instrument.questions.filter((question) => open.has(question.id) && draft.answers[question.id]);
  return sent.flatMap((question) => (draft.answers[question.id].photos || []).map((photo) => ({ ...photo, question: question.id })));
}

// What is sent, but for the clock, which is added when it goes out. Questions that are not asked any more are left out.
export function submissionOf(draft, instrument, { audit, observer, ended }) {
  const open = asked(instrument, valuesOf(draft, instrument));
  const refused = draft.access === "refused";
  const answers = instrument.questions
    .filter((question) => open.has(question.id))
    .flatMap((question) => {
      const kept = draft.answers[question.id];
      if (isTouched(kept)) return [answerOf(question, kept)];
      return refused && (question.promise || question.required) ? [{ question: question.id, could_not_check: "refused" }] : [];
    });
  const submission = {
    audit,
    instrument: instrument.code,
    version: instrument.version,
    place: draft.place,
    purpose: draft.purpose,
    channel: instrument.channel,
    observers: [observer],
    started: local(new Date(draft.began)),
    ended: local(new Date(ended)),
    announced: instrument.channel === "mystery_visit" ? "unannounced" : draft.announced || "not_published",
    access: draft.access || "granted",
    answers,
  };
  if (draft.position) submission.position = draft.position;
  if (instrument.channel === "interview" && !blank(draft.respondent.code)) submission.respondent = respondentOf(draft.respondent);
  if (instrument.channel === "paired_test") submission.pair = { test: draft.pair.test, side: draft.pair.side };
  if (!blank(draft.note)) submission.note = draft.note.trim();
  return submission;
}

function respondentOf(kept) {
  const respondent = { code: kept.code.trim(), consent: kept.consent || "internal", read_back: kept.read_back === "yes" };
  for (const name of ["chosen_from", "language", "interpreter"]) if (!blank(kept[name])) respondent[name] = kept[name].trim();
  return respondent;
}
