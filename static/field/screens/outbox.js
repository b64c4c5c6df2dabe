// The outbox in plain words: what is on this phone, what is being sent, what is safe; and what can be done by hand.
import { button, el, icon } from "../dom.js";
import * as outbox from "../outbox.js";
import { saveOrShare } from "../handing.js";
import { change, reopen } from "../session.js";
import * as store from "../store.js";
import { day, knows, say, told } from "../words.js";
import { warning } from "./today.js";

export async function outboxScreen(app) {
  app.closeSession();
  const { owner, profile } = app;
  const waiting = await outbox.waiting(owner);
  const safe = (await outbox.safe(owner)).slice(-20).reverse();
  const { phase, at, of } = outbox.current();
  const photosLater = Boolean(await store.setting("photosLater"));
  const nodes = [el("h1", {}, say("phone-outbox"))];
  if (profile.ended) nodes.push(warning("phone-ended", "phone-ended-what"));
  nodes.push(el("h2", {}, icon("phone"), el("span", {}, say("phone-here"))));
  if (!waiting.length) nodes.push(el("p", {}, say("phone-here-nothing")));
  if (phase === "sending") nodes.push(el("p", { class: "state" }, icon("sending"), el("strong", {}, say("phone-line-sending", { at, of }))));
  else if (waiting.some((visit) => !visit.receipt) || (waiting.length && !photosLater)) nodes.push(el("p", { class: "small" }, say(phase === "offline" || navigator.onLine === false ? "phone-waits-signal" : "phone-waits")));
  nodes.push(el("ul", { class: "thread" }, waiting.map((visit) => one(app, visit))));
  const left = waiting.some((visit) => visit.receipt && visit.files.some((file) => !file.done));
  nodes.push(tick("photos-later", say("phone-photos-later"), photosLater, (on) => store.set("photosLater", on).then(() => app.again()).then(() => on || outbox.kick())));
  if (photosLater && left) nodes.push(button(say("phone-photos-now"), () => store.set("photosOnce", true).then(() => outbox.kick()), { class: "big", icon: "sending" }));
  nodes.push(el("h2", {}, icon("safe"), el("span", {}, say("phone-safe"))));
  nodes.push(safe.length ? el("ul", { class: "thread" }, safe.map(kept)) : el("p", {}, say("phone-safe-nothing")));
  nodes.push(el("p", { class: "small" }, say("phone-safe-what")));
  return { title: "", back: () => app.home(), nodes, next: waiting.length ? button(say("phone-send-now"), () => outbox.clearTrouble(owner), { class: "main" }) : null };
}

export function tick(id, label, on, act) {
  const input = el("input", { id, type: "checkbox", autocomplete: "off", props: { checked: on }, on: { change: (event) => act(event.target.checked) } });
  return el("div", { class: "tick" }, input, el("label", { for: id }, label));
}

function one(app, visit) {
  const arrived = (visit.receipt ? 1 : 0) + visit.files.filter((file) => file.done).length;
  const trouble = visit.trouble;
  const code = trouble && `phone-trouble-${trouble.code.replace(/_/g, "-")}`;
  return el(
    "li",
    {},
    el("p", { class: "state" }, icon(trouble ? "warn" : "phone"), el("strong", {}, told(visit.placeName))),
    el("p", { class: "small" }, say("phone-pieces", { arrived, all: visit.files.length + 1 })),
    visit.before ? el("p", { class: "small" }, say("phone-corrects-before")) : null,
    visit.receipt && visit.receipt.slip ? el("p", { class: "small" }, say("phone-slip-code", { code: visit.receipt.slip })) : null,
    trouble ? el("p", { class: "bad" }, knows(code) ? say(code) : say("phone-trouble", { code: trouble.code }), trouble.words ? ` ${trouble.words}` : "") : null,
    el("div", { class: "ways" }, [
      app.today && app.today.audit && app.today.audit.seal_key ? button(say("phone-file"), () => saveOrShare(app, visit)) : null,
      trouble && trouble.canMend && visit.draft
        ? button(say("phone-reopen"), async () => (await reopen(app.owner, visit.id)) && app.openVisit(visit.id))
        : !visit.receipt && visit.draft
          ? button(say("phone-change"), () => changed(app, visit))
          : null,
    ]),
  );
}

async function changed(app, visit) {
  try {
    const id = await change(app.owner, visit.id);
    if (id) await app.openVisit(id);
    else await app.again();
  } catch (error) {
    if (!(error instanceof store.StorageFull)) throw error;
    app.say(say("phone-full"), true);
  }
}

function kept(visit) {
  const name = visit.erased ? say("phone-state-erased") : [visit.number, day(visit.day)].filter(Boolean).join(" · ");
  return el("li", {}, el("p", { class: "state" }, icon("safe"), el("strong", {}, name)), visit.slip ? el("p", { class: "small" }, say("phone-slip-code", { code: visit.slip })) : null);
}
