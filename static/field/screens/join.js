// Coming in by a link: the link is used once, a PIN is chosen, and the browser is asked to keep what is written.
import { button, el } from "../dom.js";
import { bytesOf, hex, pinHash } from "../seal.js";
import { call } from "../server.js";
import * as store from "../store.js";
import { profileId } from "../store.js";
import { LANGUAGES, language, say } from "../words.js";
import { setLanguage } from "../app.js";
import { lock, pinField } from "./lock.js";

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
    // A link is used when everything it opens is here.
    const answer = await app.inside().then(() => call("POST", "/field/enrol", { json: pending })).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 429) {
      await app.show(join, { ...pending, trouble: "phone-join-no-answer" });
      return;
    }
    await store.drop("pending");
    if (!answer.ok) {
      await app.show(join, { token: null, trouble: answer.status === 410 ? "phone-join-used" : "phone-join-wrong" });
      return;
    }
    const owner = await takeIn(app, answer.said);
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
async function takeIn(app, said) {
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
  const { clearTrouble } = await app.inside();
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
    return app.enter(owner, true);
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
