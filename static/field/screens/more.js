// What else there is: language, others on this phone, what is promised, and taking oneself away from it.
import { button, el } from "../dom.js";
import { forget, ofOwner } from "../last.js";
import { waiting } from "../outbox.js";
import * as store from "../store.js";
import { day, say } from "../words.js";
import { languages } from "./join.js";

export async function more(app) {
  const { profile, owner } = app;
  const unsent = (await waiting(owner)).length + (await store.list(owner, "visit")).filter((one) => one.state === "draft").length;
  const room = await store.room().catch(() => null);
  const kept = await store.askToPersist().catch(() => null);
  app.persisted = kept;
  return {
    title: profile.observer,
    back: () => app.home(),
    nodes: [
      el("h1", {}, say("phone-more")),
      el("h2", {}, say("phone-language")),
      languages(app),
      el("h2", {}, say("phone-others")),
      el("p", {}, say("phone-others-what")),
      button(say("phone-lock"), () => app.lock(), { class: "big", icon: "shield" }),
      el("h2", {}, say("phone-promise")),
      el("ul", { class: "plain" }, [
        el("li", {}, say("phone-promise-sealed")),
        el("li", {}, say("phone-promise-wiped")),
        el("li", {}, say("phone-pin-hides")),
        el("li", {}, say(kept ? "phone-kept" : "phone-not-kept-short")),
        room === null ? null : el("li", {}, say("phone-room", { mb: Math.max(0, Math.floor(room / 1e6)) })),
        profile.device ? el("li", {}, say("phone-device", { device: profile.device, day: day(profile.expires || new Date().toISOString()) })) : null,
      ]),
      el("h2", {}, say("phone-remove")),
      el("p", {}, say("phone-remove-what")),
      unsent ? el("p", { class: "bad" }, say("phone-remove-unsent", { count: unsent })) : null,
      button(say("phone-remove-do"), () => app.show(remove, { unsent }), { class: "big", icon: "bin" }),
    ],
  };
}

function remove(app, { unsent }) {
  return {
    title: "",
    back: () => app.show(more),
    nodes: [
      el("h1", {}, say("phone-remove-sure")),
      unsent ? el("p", { class: "bad" }, say("phone-remove-unsent", { count: unsent })) : el("p", {}, say("phone-remove-what")),
      button(say("phone-back"), () => app.show(more), { class: "big", icon: "back" }),
      button(say("phone-remove-do"), () => away(app), { class: "big danger", icon: "bin" }),
    ],
  };
}

async function away(app) {
  await store.dropOwner(app.owner);
  forget(ofOwner(app.owner));
  if (!store.owners().length) await store.forget();
  location.replace("/field");
}
