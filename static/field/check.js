// What does not fit in one answer, with the codes of the server. Those in STOPS cannot be sent; the rest is only told.
import { aboutOf, decimalsOf, exact, isWhole, kindOf } from "./instrument.js";

const LONGEST = 10000;
const STOPS = new Set(["wrong-kind", "no-answer", "both-answers", "not-whole", "negative", "unknown-choice", "only-one", "nothing-chosen", "too-long"]);
export const FIRST_DAY = Date.UTC(2020, 0, 1);

export function stops(fault) {
  return Boolean(fault.stops) || STOPS.has(fault.code);
}

// What a value means for its promise: in_order, partly, not_in_order, not_found … or nothing.
export function seenOf(asks, value) {
  const about = aboutOf(asks);
  const inOrder = (yes) => (yes ? "in_order" : "not_in_order");
  switch (kindOf(asks)) {
    case "yes_no":
      return inOrder(value.yes_no === (about.kept_by || "yes"));
    case "condition": {
      const step = about.scale.find((one) => one.id === value.condition);
      return step ? step.seen : null;
    }
    case "time":
      if (!about.not_before && !about.not_after) return null;
      return inOrder((!about.not_before || value.time >= about.not_before) && (!about.not_after || value.time <= about.not_after));
    case "choice": {
      const seen = value.choice.map((id) => (about.options.find((one) => one.id === id) || {}).seen).filter(Boolean);
      return ["not_in_order", "partly", "in_order"].find((one) => seen.includes(one)) || seen[0] || null;
    }
    case "staff": {
      const promised = about.roster.filter((role) => role.promised !== undefined && role.promised !== null);
      if (!promised.length) return null;
      const present = (id) => (value.staff.find((one) => one.role === id) || { present: -1 }).present;
      return inOrder(promised.every((role) => present(role.id) >= role.promised));
    }
    case "place":
      return value.place.found ? "in_order" : "not_found";
    default:
      return null;
  }
}

// Whether staff are asked for the reason after this answer.
export function wantsReason(question, value) {
  return Boolean(question.why_not && value && ["not_in_order", "partly", "not_found"].includes(seenOf(question.asks, value)));
}

// Everything wrong with an answer as it would be sent. `answer` has value, could_not_check, reason, note, evidence.
export function faults(question, answer) {
  const found = [];
  const tell = (field, code, fill) => found.push({ field, code, ...(fill ? { fill } : {}) });
  const blank = (text) => !text || !text.trim();
  const value = answer.value === undefined ? null : answer.value;
  const why = answer.could_not_check || null;
  for (const field of ["note", "reason"]) if (answer[field] && [...answer[field]].length > LONGEST) tell(field, "too-long");
  if (value === null && !why) tell("value", "no-answer");
  else if (value !== null && why) tell("value", "both-answers");
  else if (why === "other" && blank(answer.note)) tell("note", "other-unexplained");
  else if (value !== null) {
    for (const code of ofValue(question.asks, value)) tell("value", code);
    if (wantsReason(question, value) && blank(answer.reason)) tell("reason", "reason-missing");
  }
  const got = (answer.evidence || []).filter((piece) => piece.kind === "photograph").length;
  if (value !== null && got < (question.photographs || 0)) tell("evidence", "photograph-missing", { wanted: question.photographs, got });
  return found;
}

function ofValue(asks, value) {
  const kind = kindOf(asks);
  const about = aboutOf(asks);
  const isKind = kind === "photograph" ? value === "photograph" : typeof value === "object" && value[kind] !== undefined;
  if (!isKind) return ["wrong-kind"];
  const given = value[kind];
  switch (kind) {
    case "count":
      return [...ofCount(given), ...ofLimits(given, about)];
    case "measure":
      return [...ofLimits(given, about), ...(decimalsOf(given) > (about.decimals || 0) ? ["too-many-decimals"] : [])];
    case "condition":
      return about.scale.some((step) => step.id === given) ? [] : ["unknown-choice"];
    case "choice": {
      const unknown = given.filter((id) => !about.options.some((one) => one.id === id)).map(() => "unknown-choice");
      return [...unknown, ...(given.length ? [] : ["nothing-chosen"]), ...(given.length > 1 && !about.several ? ["only-one"] : [])];
    }
    case "staff": {
      const unknown = given.filter((one) => !about.roster.some((role) => role.id === one.role)).map(() => "unknown-choice");
      const exceeds = given.some((one) => one.rostered !== undefined && (one.off_shift || 0) + (one.authorised || 0) > one.rostered);
      return [...unknown, ...(exceeds ? ["parts-exceed-whole"] : []), ...(given.length ? [] : ["nothing-chosen"])];
    }
    case "time_use": {
      const hours = given.activities.map((one) => exact(one.hours));
      const negative = [exact(given.shift), ...hours].some((one) => one < 0n);
      const sum = hours.reduce((total, one) => total + one, 0n);
      return [...(negative ? ["negative"] : []), ...(sum > exact(given.shift) ? ["parts-exceed-whole"] : [])];
    }
    case "sharing": {
      const all = [given.users, given.units, given.broken, given.locked, ...(given.both === undefined ? [] : [given.both])];
      const [units, broken, locked] = [given.units, given.broken, given.locked].map(exact);
      const least = broken < locked ? broken : locked;
      const exceeds = broken > units || locked > units || (given.both !== undefined && exact(given.both) > least);
      return [...all.flatMap(ofCount), ...(exceeds ? ["parts-exceed-whole"] : [])];
    }
    case "text":
      return [...given].length > Math.min(about.longest || LONGEST, LONGEST) ? ["too-long"] : [];
    case "satisfaction":
      return given < 1 ? ["below-limit"] : given > about.steps ? ["above-limit"] : [];
    case "recount":
      return [given.recorded, given.recounted].flatMap(ofCount);
    default:
      return [];
  }
}

function ofCount(number) {
  return [...(exact(number) < 0n ? ["negative"] : []), ...(isWhole(number) ? [] : ["not-whole"])];
}

function ofLimits(number, { min, max }) {
  const below = min !== undefined && min !== null && exact(number) < exact(min);
  const above = max !== undefined && max !== null && exact(number) > exact(max);
  return [...(below ? ["below-limit"] : []), ...(above ? ["above-limit"] : [])];
}
