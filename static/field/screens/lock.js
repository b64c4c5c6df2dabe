// Who holds the phone: a PIN for each. It hides the screen; it says so itself.
import { button, el, icon } from "../dom.js";
import { fromHex, pinHash } from "../seal.js";
import * as store from "../store.js";
import { profileId } from "../store.js";
import { say } from "../words.js";
import { choosePin, languages } from "./join.js";

// A field for digits that no browser wants to remember.
export function pinField(label) {
  const input = el("input", { id: "pin", type: "text", class: "pin", inputmode: "numeric", pattern: "[0-9]*", maxlength: 8, autocomplete: "off", spellcheck: "false", enterkeyhint: "go" });
  return { input, node: el("div", { class: "field" }, el("label", { for: "pin" }, label), input) };
}

export async function lock(app, { owner }) {
  const people = [];
  for (const one of store.owners()) {
    const profile = await store.get(one, profileId(one));
    if (profile) people.push({ owner: one, profile });
  }
  people.sort((a, b) => (a.profile.observer < b.profile.observer ? -1 : 1));
  const chosen = people.length === 1 ? people[0] : people.find((one) => one.owner === owner);
  if (!chosen) {
    return {
      leave: true,
      nodes: [
        el("h1", {}, say("phone-who")),
        el("ul", { class: "rows" }, people.map((one) => el("li", {}, button(`${one.profile.observer} · ${one.profile.audit}`, () => app.show(lock, { owner: one.owner }), { class: "big", icon: "go" })))),
        languages(app),
      ],
    };
  }
  if (!chosen.profile.pin) return choosePin(app, { owner: chosen.owner });
  const field = pinField(say("phone-pin-yours", { observer: chosen.profile.observer }));
  const wrong = el("p", { class: "bad", role: "alert", hidden: true });
  const go = el("button", { class: "main" }, say("phone-open"));
  const name = `tries-${chosen.owner}`;
  async function open(event) {
    event.preventDefault();
    go.disabled = true;
    const tries = (await store.setting(name)) || 0;
    if (tries >= 5) await new Promise((resolve) => setTimeout(resolve, Math.min(60, 2 ** (tries - 4)) * 1000));
    const { salt, hash } = chosen.profile.pin;
    if ((await pinHash(field.input.value, fromHex(salt))) === hash) {
      await store.set(name, 0);
      await app.enter(chosen.owner);
      return;
    }
    await store.set(name, tries + 1);
    wrong.textContent = say(tries >= 4 ? "phone-pin-slow" : "phone-pin-wrong");
    wrong.hidden = false;
    go.disabled = false;
    field.input.value = "";
    field.input.focus();
  }
  return {
    leave: true,
    back: people.length > 1 ? () => app.show(lock, {}) : null,
    nodes: [
      el("h1", {}, say("phone-locked")),
      el("form", { autocomplete: "off", on: { submit: open } }, field.node, wrong, go),
      el("p", { class: "small" }, icon("why"), el("span", {}, say("phone-pin-forgotten"))),
      el("p", { class: "small" }, say("phone-pin-hides")),
    ],
    after: () => field.input.focus(),
  };
}
