// The answer to one question, by its kind. What is touched is written into `kept` and saved by `changed`.
import { wantsReason } from "../check.js";
import { el } from "../dom.js";
import { aboutOf, kindOf } from "../instrument.js";
import { WHY_NOT, valueOf } from "../visit.js";
import { say, told } from "../words.js";
import { choices, number, text, time, yesNo } from "./choices.js";

const SEEN = { in_order: ["yes", "good"], partly: ["partly", "partly"], not_in_order: ["no", "not"], not_found: ["no", "not"], refused: ["why", ""], not_inspectable: ["why", ""], not_applicable: ["why", ""] };

// `changed(redraw)` saves; with `redraw` the screen is made again, because something else is now asked.
export function answerNodes(question, kept, changed) {
  const nodes = [];
  const cannot = { id: "cannot", words: say("visit-could-not-check"), mark: "why" };
  const pick = (set) => (id) => {
    kept.cannot = id === "cannot";
    if (!kept.cannot) set(id);
    changed(true);
  };
  const single = singleOf(question);
  if (single) {
    const chosen = kept.cannot ? "cannot" : kept.raw.is === undefined ? null : String(kept.raw.is);
    nodes.push(choices("answer", [...single.options, cannot], chosen, pick((id) => (kept.raw.is = single.read ? single.read(id) : id))));
    if (single.under) nodes.push(single.under);
  } else {
    if (!kept.cannot) nodes.push(...fieldsOf(question, kept.raw, changed));
    nodes.push(choices("cannot", [cannot], kept.cannot ? "cannot" : null, () => {}, {}));
    const box = nodes[nodes.length - 1].querySelector("input");
    box.type = "checkbox";
    box.onchange = () => {
      kept.cannot = box.checked;
      changed(true);
    };
  }
  if (kept.cannot) nodes.push(...whyNodes(kept, changed));
  else if (kindOf(question.asks) === "complaint" && kept.raw.is === "yes") nodes.push(...complaintNodes(kept.raw, changed));
  return nodes;
}

// Questions that are answered by one touch.
function singleOf(question) {
  const kind = kindOf(question.asks);
  const about = aboutOf(question.asks);
  const yes = { id: "yes", words: say("visit-answer-yes"), mark: "yes", tone: "good" };
  const no = { id: "no", words: say("visit-answer-no"), mark: "no", tone: "not" };
  if (kind === "yes_no") {
    if (about.kept_by === "no") return { options: [{ ...yes, mark: null, tone: "" }, { ...no, mark: null, tone: "" }] };
    return { options: [yes, no] };
  }
  if (kind === "complaint") return { options: [{ ...yes, mark: null, tone: "" }, { ...no, mark: null, tone: "" }] };
  if (kind === "place") return { options: [{ ...yes, words: say("phone-there") }, { ...no, words: say("phone-not-found") }] };
  if (kind === "condition") {
    return { options: about.scale.map((step) => ({ id: step.id, words: told(step.label), mark: (SEEN[step.seen] || SEEN.refused)[0], tone: (SEEN[step.seen] || SEEN.refused)[1] })) };
  }
  if (kind === "satisfaction") {
    const options = Array.from({ length: about.steps }, (_, at) => ({ id: String(at + 1), words: String(at + 1), small: at === 0 ? say("phone-satisfied-least") : at + 1 === about.steps ? say("phone-satisfied-most") : "" }));
    return { options, read: Number };
  }
  return null;
}

function whyNodes(kept, changed) {
  const options = WHY_NOT.map((id) => ({ id, words: say(`visit-why-${id.replace(/_/g, "-")}`) }));
  return [
    el("h2", {}, say("visit-could-not")),
    choices("why", options, kept.why || null, (id) => {
      kept.why = id;
      changed(true);
    }),
  ];
}

function complaintNodes(raw, changed) {
  const nodes = [el("h2", {}, say("visit-complaint-answered"))];
  nodes.push(yesNo("answered", raw.answered || null, (id) => {
    raw.answered = id;
    changed(true);
  }));
  if (raw.answered === "yes") nodes.push(number("days", say("visit-complaint-days"), raw.days, set(raw, "days", changed), { whole: true }));
  return nodes;
}

const set = (raw, name, changed) => (value) => {
  raw[name] = value;
  changed();
};

function limits({ min, max }) {
  if (min && max) return say("visit-limits", { least: min, most: max });
  return "";
}

// Questions with fields to fill in.
function fieldsOf(question, raw, changed) {
  const kind = kindOf(question.asks);
  const about = aboutOf(question.asks);
  const into = (name) => set(raw, name, changed);
  switch (kind) {
    case "count":
      return [number("n", say("phone-how-many"), raw.n, into("n"), { whole: true, unit: told(about.unit), hint: limits(about) })];
    case "measure":
      return [number("n", say("phone-how-much"), raw.n, into("n"), { unit: told(about.unit), hint: limits(about) })];
    case "time":
      return [time("t", say("visit-time-of-day"), raw.t, into("t"))];
    case "text":
      return [text("text", say("visit-in-words"), raw.text, into("text"), { long: true, most: about.longest })];
    case "choice": {
      const options = about.options.map((one) => ({ id: one.id, words: told(one.label) }));
      const chosen = raw.chosen || [];
      return [
        choices("chosen", options, about.several ? chosen : chosen[0] || null, (id, on) => {
          raw.chosen = about.several ? about.options.map((one) => one.id).filter((one) => (one === id ? on : chosen.includes(one))) : [id];
          changed(true);
        }, { several: about.several }),
      ];
    }
    case "staff":
      return about.roster.flatMap((role) => {
        if (!raw[role.id]) raw[role.id] = {};
        const one = raw[role.id];
        const name = told(role.label);
        const field = (key, label) => number(`${role.id}-${key}`, label, one[key], set(one, key, changed), { whole: true });
        const rest = el("details", { open: Boolean(one.rostered || one.off || one.leave) }, el("summary", {}, say("phone-roster-seen")), field("rostered", say("visit-staff-rostered")), field("off", say("visit-staff-off")), field("leave", say("visit-staff-leave")));
        const hint = role.promised === undefined || role.promised === null ? "" : say("phone-promised", { count: role.promised });
        return [el("section", { class: "role" }, el("h2", {}, name), number(`${role.id}-present`, say("visit-staff-present"), one.present, set(one, "present", changed), { whole: true, hint }), rest)];
      });
    case "sharing":
      return [
        number("users", told(about.users), raw.users, into("users"), { whole: true }),
        number("units", told(about.units), raw.units, into("units"), { whole: true }),
        number("broken", say("visit-sharing-broken"), raw.broken, into("broken"), { whole: true }),
        number("locked", say("visit-sharing-locked"), raw.locked, into("locked"), { whole: true }),
        number("both", say("visit-sharing-both"), raw.both, into("both"), { whole: true, hint: say("phone-if-known") }),
      ];
    case "time_use": {
      if (!raw.hours) raw.hours = {};
      const each = about.activities.map((one) => number(`h-${one.id}`, told(one.label), raw.hours[one.id], set(raw.hours, one.id, changed), { unit: say("phone-hours") }));
      return [number("shift", say("visit-shift-hours"), raw.shift, into("shift"), { unit: say("phone-hours") }), ...each];
    }
    case "recount":
      return [
        el("p", { class: "small" }, told(about.register)),
        number("recorded", say("visit-recount-recorded", { unit: told(about.unit) }), raw.recorded, into("recorded"), { whole: true }),
        number("recounted", say("visit-recount-recounted", { unit: told(about.unit) }), raw.recounted, into("recounted"), { whole: true }),
        el("h2", {}, say("visit-recount-documents")),
        yesNo("seen", raw.seen || null, into("seen")),
      ];
    default:
      return [];
  }
}

// What staff say is the reason, and a note.
export function besides(question, kept, changed) {
  const nodes = [];
  const { value } = valueOf(question, kept);
  if (!kept.cannot && value !== undefined && wantsReason(question, value)) {
    const field = text("reason", say("visit-reason-asked"), kept.reason, set(kept, "reason", changed), { long: true });
    nodes.push(field, el("button", { type: "button", class: "quiet", on: { click: () => { kept.reason = say("visit-no-reason"); changed(true); } } }, say("visit-no-reason")));
  }
  const open = Boolean(kept.note) || (kept.cannot && kept.why === "other");
  nodes.push(el("details", { open }, el("summary", {}, say("phone-note-add")), text("note", say("visit-note-own"), kept.note, set(kept, "note", changed), { long: true })));
  return nodes;
}
