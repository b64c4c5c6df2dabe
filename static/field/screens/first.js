// The first steps of somebody new: what can be promised and what cannot, and the offer to practise.
import { button, el } from "../dom.js";
import { say } from "../words.js";
import { beginPractice } from "./practice.js";

export function firstSteps(app) {
  return {
    nodes: [
      el("h1", {}, say("phone-ready", { observer: app.profile.observer })),
      el("p", {}, say("phone-ready-what", { organisation: app.profile.organisation || "" })),
      app.persisted === false ? el("div", { class: "warn", role: "note" }, el("strong", {}, say("phone-not-kept")), el("p", {}, say("phone-not-kept-what"))) : null,
      el("h2", {}, say("phone-practice")),
      el("p", {}, say("phone-practice-what")),
      button(say("phone-practice-later"), () => app.home().then(() => app.renew()), { class: "big", icon: "go" }),
    ],
    next: button(say("phone-practice-do"), () => beginPractice(app), { class: "main" }),
  };
}
