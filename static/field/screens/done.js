// The receipt: where the visit is now, and its code once the server has it.
import { button, el, icon } from "../dom.js";
import * as outbox from "../outbox.js";
import * as here from "../place.js";
import * as store from "../store.js";
import { say } from "../words.js";
import { outboxScreen } from "./outbox.js";

export async function done(app, { id, quiet }) {
  here.end();
  const waiting = await store.get(app.owner, id);
  const kept = await store.get(app.owner, `kept-${id}`);
  const receipt = kept || (waiting && waiting.receipt);
  const arrived = waiting ? (waiting.receipt ? 1 : 0) + waiting.files.filter((file) => file.done).length : 0;
  const stop = outbox.onChange(() => app.isShown(done) && app.show(done, { id, quiet: true }));
  const state = kept ? ["safe", "phone-done-safe"] : receipt ? ["sending", "phone-done-text"] : ["phone", "phone-done-here"];
  return {
    title: "",
    quiet,
    back: () => app.home(),
    cleanup: stop,
    nodes: [
      el("div", { class: "receipt" }, icon(state[0]), el("h1", {}, say(state[1]))),
      kept ? null : el("p", {}, say(receipt ? "phone-pieces" : "phone-done-here-what", { arrived, all: waiting ? waiting.files.length + 1 : 1 })),
      receipt && receipt.slip ? el("div", { class: "slip" }, el("h2", {}, say("visit-slip")), el("p", { class: "code" }, receipt.slip), el("p", { class: "small" }, say("visit-slip-what"))) : null,
      receipt && receipt.number ? el("p", {}, say("phone-done-number", { number: receipt.number })) : null,
      waiting && waiting.trouble ? el("p", { class: "bad" }, say("phone-done-trouble")) : null,
      button(say("phone-outbox"), () => app.show(outboxScreen), { class: "big", icon: "phone" }),
    ],
    next: button(say("phone-to-places"), () => app.home().then(() => app.renew()), { class: "main" }),
  };
}

export function practised(app) {
  return {
    title: "",
    back: () => app.home(),
    nodes: [el("div", { class: "receipt" }, icon("yes"), el("h1", {}, say("phone-practised"))), el("p", {}, say("phone-practised-what"))],
    next: button(say("phone-to-places"), () => app.home().then(() => app.renew()), { class: "main" }),
  };
}
