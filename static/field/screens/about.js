// What is asked about the visit itself: the script, who was asked, whether they let us in, and what else mattered.
import { button, el } from "../dom.js";
import { AUDIENCES } from "../visit.js";
import { say, told } from "../words.js";
import { choices, text, yesNo } from "./choices.js";

const PERSON = /^U-\d{1,6}$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export function about(kind, ways, args) {
  const made = SCREENS[kind](ways, args);
  const go = () => (made.wrong && made.wrong() ? ways.again() : ways.move(1));
  return { ...made, next: button(say("phone-next"), go, { class: "main" }) };
}

const put = (target, name, changed) => (value) => {
  target[name] = value;
  changed();
};

const pick = (target, name, changed) => (value) => {
  target[name] = value;
  changed(true);
};

const alert = (args, key) => (args.tell ? el("p", { class: "bad", role: "alert" }, say(key)) : null);

const SCREENS = {
  opening: ({ session }) => ({
    nodes: [el("h1", {}, say("phone-say-first")), el("div", { class: "script" }, told(session.paper.instrument.opening).split(/\n+/).map((line) => el("p", {}, line)))],
  }),

  access: ({ session, changed }) => ({
    nodes: [
      el("h1", {}, say("visit-access")),
      choices("access", [
        { id: "granted", words: say("visit-answer-yes"), mark: "yes", tone: "good" },
        { id: "partial", words: say("phone-access-partial"), mark: "partly", tone: "partly" },
        { id: "refused", words: say("visit-answer-no"), mark: "no", tone: "not" },
      ], session.draft.access, pick(session.draft, "access", changed)),
      session.draft.access === "refused" ? el("p", { class: "small" }, say("phone-access-refused-what")) : null,
    ],
  }),

  announced: ({ session, changed }) => ({
    nodes: [
      el("h1", {}, say("visit-announced")),
      choices("announced", [
        { id: "announced", words: say("visit-answer-yes") },
        { id: "unannounced", words: say("visit-answer-no") },
        { id: "not_published", words: say("phone-not-known"), mark: "why" },
      ], session.draft.announced, pick(session.draft, "announced", changed)),
    ],
  }),

  pair: ({ session, changed }, args) => ({
    wrong: () => !NAME.test(session.draft.pair.test || "") || !session.draft.pair.side,
    nodes: [
      el("h1", {}, say("visit-pair")),
      text("pair", say("phone-pair-name"), session.draft.pair.test, put(session.draft.pair, "test", changed), { hint: say("visit-pair-hint") }),
      el("h2", {}, say("visit-side")),
      choices("side", ["majority", "minority"].map((id) => ({ id, words: say(`visit-side-${id}`) })), session.draft.pair.side || null, pick(session.draft.pair, "side", changed)),
      alert(args, "intake-no-pair"),
    ],
  }),

  respondent: ({ session, changed }, args) => {
    const who = session.draft.respondent;
    return {
      wrong: () => !PERSON.test((who.code || "").trim()),
      nodes: [
        el("h1", {}, say("visit-respondent")),
        text("who", say("phone-person-code"), who.code, (value) => put(who, "code", changed)(value.toUpperCase()), { hint: say("visit-respondent-hint") }),
        alert(args, "visit-respondent-code"),
        text("from", say("visit-chosen-from"), who.chosen_from, put(who, "chosen_from", changed), { hint: say("visit-chosen-from-hint") }),
        text("language", say("phone-spoken"), who.language, put(who, "language", changed)),
        text("interpreter", say("phone-interpreter"), who.interpreter, put(who, "interpreter", changed)),
      ],
    };
  },

  consent: ({ session, changed }, args) => ({
    wrong: () => !session.draft.respondent.consent,
    nodes: [
      el("h1", {}, say("visit-consent")),
      el("p", { class: "says" }, el("span", {}, say("visit-consent-warning"))),
      choices("consent", AUDIENCES.map((id) => ({ id, words: say(`visit-consent-${id}`) })), session.draft.respondent.consent || null, pick(session.draft.respondent, "consent", changed)),
      alert(args, "phone-consent-needed"),
    ],
  }),

  read_back: ({ session, changed }) => ({
    nodes: [el("h1", {}, say("phone-read-back")), el("p", {}, say("phone-read-back-what")), yesNo("read", session.draft.respondent.read_back, pick(session.draft.respondent, "read_back", changed))],
  }),

  note: ({ session, changed }) => ({
    nodes: [el("h1", {}, say("phone-note")), text("note", say("visit-note"), session.draft.note, put(session.draft, "note", changed), { long: true, hint: say("visit-note-hint") })],
  }),
};
