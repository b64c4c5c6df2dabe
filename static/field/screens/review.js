// Before it is sent: every answer in words, what is missing, and one touch to give it to the outbox.
import { stops } from "../check.js";
import { button, el, icon } from "../dom.js";
import { aboutOf, kindOf } from "../instrument.js";
import { filesOf, isTouched, problemsOf, valueOf } from "../visit.js";
import { say, told } from "../words.js";
import { done, practised } from "./done.js";
import { faultWords } from "./visit.js";

export function review({ app, session, steps, toStep }) {
  const { draft, paper } = session;
  const problems = problemsOf(draft, paper.instrument);
  const byQuestion = new Map(problems.map(({ question, found }) => [question.id, found]));
  const blocking = problems.some(({ question, found }) => isTouched(draft.answers[question.id]) && found.some(stops));
  const rows = steps.flatMap((step, at) => {
    if (step.kind !== "question") return [];
    const { question } = step;
    const found = byQuestion.get(question.id) || [];
    const words = [el("strong", {}, told(question.text)), el("span", {}, answerWords(question, draft.answers[question.id]))];
    for (const one of found) words.push(el("small", { class: stops(one) ? "bad" : "warned" }, icon("warn"), el("span", {}, faultWords(one))));
    return [el("li", {}, el("button", { type: "button", class: "row", on: { click: () => toStep(at) } }, el("span", {}, words), icon("go")))];
  });
  const photos = filesOf(draft, paper.instrument).length;
  const send = async () => {
    if (draft.practice) {
      await session.destroy();
      app.session = null;
      return app.show(practised);
    }
    const visit = await session.close(app.profile);
    app.session = null;
    return app.show(done, { id: visit.id });
  };
  return {
    nodes: [
      el("h1", {}, say("visit-review")),
      paper.assignment.before ? el("p", {}, say("phone-corrects-before")) : null,
      draft.access === "refused" ? el("p", {}, say("phone-access-refused-what")) : null,
      blocking ? el("p", { class: "bad", role: "alert" }, say("phone-review-stops")) : problems.length ? el("p", { class: "warn" }, icon("warn"), el("span", {}, say("visit-review-missing", { count: problems.length }))) : el("p", {}, say("visit-review-complete")),
      el("ul", { class: "rows" }, rows),
      photos ? el("p", { class: "upper" }, say("visit-photographs", { count: photos })) : null,
      el("p", { class: "small" }, draft.practice ? say("phone-practice-end") : say("phone-send-what")),
      button(say("visit-drop"), () => app.show(giveUp), { class: "quiet", icon: "bin" }),
    ],
    next: el("button", { type: "button", class: "main", disabled: blocking, on: { click: (event) => { event.target.disabled = true; send().catch((error) => { event.target.disabled = false; app.say(say("phone-not-saved"), true); throw error; }); } } }, say(draft.practice ? "phone-practice-done" : "phone-finish")),
  };
}

function giveUp(app) {
  const { session } = app;
  return {
    title: "",
    back: () => app.useSession(session),
    nodes: [
      el("h1", {}, say("visit-drop")),
      el("p", {}, say("visit-drop-what")),
      button(say("phone-keep-it"), () => app.useSession(session), { class: "big", icon: "back" }),
      button(say("visit-drop"), async () => { await session.destroy(); app.session = null; await app.home(); }, { class: "big danger", icon: "bin" }),
    ],
  };
}

// An answer in words.
export function answerWords(question, kept) {
  if (!isTouched(kept)) return say("visit-not-answered");
  if (kept.cannot) return kept.why ? say("visit-could-not-because", { why: say(`visit-why-${kept.why.replace(/_/g, "-")}`) }) : say("visit-could-not-check");
  const { value } = valueOf(question, kept);
  if (value === undefined) return say("visit-not-answered");
  const about = aboutOf(question.asks);
  const yes = (word) => say(word === "yes" ? "visit-answer-yes" : "visit-answer-no");
  const label = (all, id) => told((all.find((one) => one.id === id) || {}).label) || id;
  const given = typeof value === "string" ? null : value[kindOf(question.asks)];
  switch (kindOf(question.asks)) {
    case "count":
    case "measure":
      return `${given} ${told(about.unit)}`;
    case "yes_no":
      return yes(given);
    case "place":
      return say(given.found ? "phone-there" : "phone-not-found");
    case "condition":
      return label(about.scale, given);
    case "choice":
      return given.map((id) => label(about.options, id)).join(", ");
    case "satisfaction":
      return `${given} / ${about.steps}`;
    case "staff":
      return given.map((one) => `${label(about.roster, one.role)}: ${one.present}${one.rostered === undefined ? "" : ` / ${one.rostered}`}`).join(", ");
    case "sharing":
      return `${given.users} ${told(about.users)}, ${given.units} ${told(about.units)}`;
    case "time_use":
      return given.activities.map((one) => `${label(about.activities, one.activity)}: ${one.hours}`).join(", ");
    case "complaint":
      return yes(given.made);
    case "recount":
      return say("visit-answer-recount", { recorded: given.recorded, recounted: given.recounted });
    case "photograph":
      return say("visit-answer-taken");
    default:
      return String(given);
  }
}
