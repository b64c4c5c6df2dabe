// What became of earlier visits: as far as the server tells it, and the codes of the slips that stayed here.
import { el, icon } from "../dom.js";
import { safe } from "../outbox.js";
import { renewThread, thread } from "../today.js";
import { day, knows, say, told } from "../words.js";

const MARKS = { received: "safe", waiting: "open", asked_again: "why", accepted: "yes", rejected: "no" };

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
      all.length ? el("ul", { class: "thread" }, all.map((one) => line(one, one.slip || slips.get(one.id)))) : el("p", {}, say("phone-thread-none")),
      el("p", { class: "small" }, say("phone-thread-later")),
    ],
  };
}

function line(one, slip) {
  const key = `phone-state-${String(one.state).replace(/_/g, "-")}`;
  const files = one.files && one.files.arrived < one.files.announced ? el("p", { class: "small" }, say("phone-files-of", { arrived: one.files.arrived, announced: one.files.announced })) : null;
  return el(
    "li",
    {},
    el("p", { class: "state" }, icon(MARKS[one.state] || "safe"), el("strong", {}, [one.number, say(knows(key) ? key : "phone-state-received")].filter(Boolean).join(" · "))),
    one.said ? el("blockquote", {}, told(one.said)) : null,
    files,
    (one.since || []).length ? el("ol", { class: "since" }, one.since.map((step) => el("li", {}, el("small", {}, day(step.day)), " ", told(step.words)))) : null,
    slip ? el("p", { class: "small" }, say("phone-slip-code", { code: slip })) : null,
  );
}
