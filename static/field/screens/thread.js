// What became of earlier visits: as far as the server tells it, and the codes of the slips that stayed here.
import { button, el, icon } from "../dom.js";
import { safe } from "../outbox.js";
import { renewThread, thread } from "../today.js";
import { day, knows, say, told } from "../words.js";
import { place } from "./place.js";

const MARKS = { received: "safe", waiting: "open", asked_again: "why", accepted: "yes", rejected: "no", withdrawn: "less" };

export async function threadScreen(app, { looked }) {
  const fromServer = await thread(app.owner);
  const here = await safe(app.owner);
  const known = new Set(fromServer.map((one) => one.id));
  const all = [...fromServer, ...here.filter((one) => !known.has(one.id)).map((one) => ({ ...one, state: one.erased ? "erased" : "received" }))];
  if (!looked) {
    renewThread(app.owner)
      .then(() => app.isShown(threadScreen) && app.show(threadScreen, { looked: true, quiet: true }))
      .catch(() => {});
  }
  const slips = new Map(here.map((one) => [one.id, one.slip]));
  return {
    title: "",
    back: () => app.home(),
    nodes: [
      el("h1", {}, say("phone-thread")),
      all.length ? el("ul", { class: "thread" }, all.map((one) => line(app, one, one.slip || slips.get(one.id)))) : el("p", {}, say("phone-thread-none")),
      el("p", { class: "small" }, say("phone-thread-later")),
    ],
  };
}

function line(app, one, slip) {
  const key = `phone-state-${String(one.state).replace(/_/g, "-")}`;
  const files = one.files && one.files.arrived < one.files.announced ? el("p", { class: "small" }, say("phone-files-of", { arrived: one.files.arrived, announced: one.files.announced })) : null;
  return el(
    "li",
    {},
    el("p", { class: "state" }, icon(MARKS[one.state] || "safe"), el("strong", {}, [one.number, say(knows(key) ? key : "phone-state-received")].filter(Boolean).join(" · "))),
    one.said ? el("blockquote", {}, told(one.said)) : null,
    files,
    (one.since || []).length ? el("ol", { class: "since" }, one.since.map((step) => el("li", {}, el("small", {}, day(step.day)), " ", told(step.words)))) : null,
    one.state === "asked_again" && where(app, one) ? button(say("phone-asked-again-do"), () => again(app, one), { class: "quiet", icon: "go" }) : null,
    slip ? el("p", { class: "small" }, say("phone-slip-code", { code: slip })) : null,
  );
}

function where(app, one) {
  return app.today && (app.today.places || []).find((other) => other.code === one.place);
}

// What was asked back is answered by a new visit, which says what it corrects.
function again(app, one) {
  return app.show(place, { assignment: { place: where(app, one), instrument: null, purpose: "audit", corrects: one.number } });
}
