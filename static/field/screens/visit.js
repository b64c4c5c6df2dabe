// The steps of a visit: one thing a screen, kept as it is touched, back and on with one thumb.
import { stops } from "../check.js";
import { button, el, icon } from "../dom.js";
import * as here from "../place.js";
import { isTouched, problemsOfAnswer, stepsOf } from "../visit.js";
import { language, say, told } from "../words.js";
import { about } from "./about.js";
import { photoNodes } from "./photos.js";
import { answerNodes, besides } from "./question.js";
import { review } from "./review.js";

export function visit(app, args) {
  const { session } = app;
  const { draft, paper } = session;
  const steps = stepsOf(draft, paper.instrument, paper.assignment);
  draft.step = Math.max(0, Math.min(draft.step, steps.length - 1));
  const step = steps[draft.step];
  if (!draft.practice) {
    here.begin();
    const point = here.here();
    if (point) draft.position = point;
  }
  const move = (by) => {
    draft.step += by;
    session.keep();
    return app.show(visit);
  };
  const changed = (redraw) => {
    const point = here.here();
    if (point && !draft.practice) draft.position = point;
    session.keep();
    if (redraw) app.again();
  };
  const { number, of } = paper.assignment;
  const name = told(draft.placeName);
  const frame = {
    title: number ? say("phone-site-of", { number, of, place: name }) : name,
    progress: [draft.step + 1, steps.length],
    back: () => (draft.step > 0 ? move(-1) : app.home()),
    quiet: args.quiet,
  };
  const stamp = draft.practice ? el("p", { class: "stamp" }, say("phone-practice-stamp")) : null;
  const ways = { app, session, changed, move, steps, again: () => app.show(visit, { tell: true, quiet: true }), toStep: (at) => { draft.step = at; return move(0); } };
  let made;
  if (step.kind === "question") made = questionStep(step.question, ways, args);
  else if (step.kind === "review") made = review(ways);
  else made = about(step.kind, ways, args);
  return { ...frame, ...made, nodes: [stamp, ...made.nodes] };
}

function questionStep(question, ways, args) {
  const { app, session, changed, move } = ways;
  const kept = session.answer(question);
  const photos = photoNodes(app, question);
  const says = told(session.paper.agreement[question.id]);
  const found = args.tell ? problemsOfAnswer(question, isTouched(kept) ? kept : null) : [];
  // What was told once and is no error does not hold up a second time.
  const mark = (problems) => [question.id, ...problems.map((one) => one.code)].join(" ");
  const fault = el("div", { role: "alert" }, found.map((one) => el("p", { class: stops(one) ? "bad" : "warn" }, icon("warn"), el("span", {}, faultWords(one)))));
  const go = () => {
    const problems = problemsOfAnswer(question, kept);
    const mustStop = problems.some((one) => stops(one) && isTouched(kept));
    if (mustStop || (problems.length && args.tell !== mark(problems))) return app.show(visit, { tell: mark(problems), quiet: true }).then(toFault);
    return move(1);
  };
  const nodes = [
    el("h1", {}, told(question.text)),
    says ? el("p", { class: "says" }, `${say("visit-agreement-says")} ${says}`) : null,
    question.help ? el("p", { class: "small" }, told(question.help)) : null,
    listen([told(question.text), says]),
    ...answerNodes(question, kept, changed),
    fault,
    ...photos.nodes,
    ...besides(question, kept, changed),
  ];
  const again = found.length > 0 && args.tell === mark(found) && !found.some((one) => stops(one) && isTouched(kept));
  return { nodes, cleanup: photos.free, next: button(say(again ? "phone-go-on-so" : "phone-next"), go, { class: "main" }) };
}

function toFault() {
  const told = document.querySelector("main [role=alert]");
  if (told) told.scrollIntoView({ block: "center" });
}

export function faultWords(fault) {
  const own = { "not-a-number": "phone-not-a-number", "not-a-time": "visit-time-wrong" }[fault.code];
  return say(own || `intake-${fault.code}`, fault.fill);
}

// Reads a question aloud, where the phone has a voice of its own for the language.
function listen(texts) {
  const speech = window.speechSynthesis;
  const voice = speech && speech.getVoices().find((one) => one.localService && one.lang.startsWith(language()));
  if (!voice) return null;
  const speak = () => {
    speech.cancel();
    const saying = new SpeechSynthesisUtterance(texts.filter(Boolean).join(". "));
    saying.voice = voice;
    speech.speak(saying);
  };
  return button(say("phone-listen"), speak, { class: "quiet", icon: "ear" });
}
