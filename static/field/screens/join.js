// Coming in by a link: the link is used once, a PIN is chosen, and the browser is asked to keep what is written.
import { button, el } from "../dom.js";
import { clearTrouble, profileId } from "../outbox.js";
import { bytesOf, hex, pinHash } from "../seal.js";
import { call } from "../server.js";
import * as store from "../store.js";
import { LANGUAGES, language, say } from "../words.js";
import { setLanguage } from "../app.js";
import { lock, pinField } from "./lock.js";
import { beginPractice } from "./practice.js";

const NAMES = { en: "English", es: "Español", fr: "Français" };

export function languages(app) {
  const each = LANGUAGES.map((code) =>
    el("button", { type: "button", class: "quiet", lang: code, "aria-pressed": String(code === language()), on: { click: () => setLanguage(code).then(() => app.again()) } }, NAMES[code]),
  );
  return el("div", { class: "languages" }, each);
}

export function welcome(app) {
  return {
    bare: true,
    leave: true,
    nodes: [el("h1", {}, say("phone-welcome")), el("p", {}, say("phone-welcome-link")), el("p", { class: "small" }, say("phone-welcome-what")), languages(app)],
  };
}

export function join(app, { token, nonce, trouble }) {
  const pending = { token, nonce: nonce || hex(bytesOf(16)) };
  const wait = button(say("phone-join-do"), send, { class: "main" });
  async function send() {
    wait.disabled = true;
    await store.put(store.DEVICE, "pending", "pending", pending).catch(() => {});
    const answer = await call("POST", "/field/enrol", { json: pending }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 429) {
      await app.show(join, { ...pending, trouble: "phone-join-no-answer" });
      return;
    }
    await store.drop("pending");
    if (!answer.ok) {
      await app.show(join, { token: null, trouble: answer.status === 410 ? "phone-join-used" : "phone-join-wrong" });
      return;
    }
    const owner = await takeIn(answer.said);
    await app.show(choosePin, { owner });
  }
  return {
    bare: true,
    leave: true,
    nodes: [
      el("h1", {}, say(token ? "phone-join" : "phone-join-not")),
      trouble ? el("p", { class: "bad", role: "alert" }, say(trouble)) : null,
      token ? [el("p", {}, say("phone-join-what")), el("p", { class: "small" }, say("phone-join-safe"))] : null,
      token ? null : button(say("phone-go-on"), () => app.show(store.owners().length ? lock : welcome), { class: "main" }),
      languages(app),
    ],
    next: token ? wait : null,
  };
}

// The same observer again on the same phone takes over what is still unsent.
async function takeIn(said) {
  let owner = null;
  for (const one of store.owners()) {
    const profile = await store.get(one, profileId(one));
    if (profile && profile.observer === said.observer && profile.audit === said.audit) owner = one;
  }
  const before = owner ? await store.get(owner, profileId(owner)) : {};
  if (!owner) {
    owner = hex(bytesOf(8));
    await store.addOwner(owner);
  }
  const { device_token: given, device, observer, audit, organisation, expires } = said;
  const profile = { ...before, token: given, device, observer, audit, organisation, expires, ended: null, pin: null, language: language() };
  await store.put(owner, "profile", profileId(owner), profile);
  await clearTrouble(owner);
  return owner;
}

export function choosePin(app, { owner, first, differs }) {
  const field = pinField(say(first ? "phone-pin-again" : "phone-pin"));
  const wrong = el("p", { class: "bad", role: "alert", hidden: true });
  const tell = (key) => {
    wrong.textContent = say(key);
    wrong.hidden = false;
    field.input.value = "";
    field.input.focus();
  };
  async function go(event) {
    event.preventDefault();
    const pin = field.input.value;
    if (!/^[0-9]{4,8}$/.test(pin)) return tell("phone-pin-digits");
    if (!first) return app.show(choosePin, { owner, first: pin });
    if (first !== pin) return app.show(choosePin, { owner, differs: true });
    const salt = bytesOf(16);
    const profile = await store.get(owner, profileId(owner));
    profile.pin = { salt: hex(salt), hash: await pinHash(pin, salt) };
    await store.put(owner, "profile", profileId(owner), profile);
    app.persisted = await store.askToPersist().catch(() => null);
    await app.enter(owner);
    return app.show(firstSteps);
  }
  return {
    bare: true,
    leave: true,
    nodes: [
      el("h1", {}, say(first ? "phone-pin-again" : "phone-pin-choose")),
      differs ? el("p", { class: "bad", role: "alert" }, say("phone-pin-differs")) : null,
      el("p", {}, say("phone-pin-what")),
      el("form", { autocomplete: "off", on: { submit: go } }, field.node, wrong, el("button", { class: "main" }, say("phone-go-on"))),
    ],
    after: () => field.input.focus(),
  };
}

// What can be promised and what cannot, and the offer to practise.
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
