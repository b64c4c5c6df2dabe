// Today's places: what was begun, where to go, and what became of earlier visits.
import { button, el, icon } from "../dom.js";
import { isOff, isUnset } from "../clock.js";
import * as here from "../place.js";
import { renew } from "../today.js";
import * as store from "../store.js";
import { day, say, told } from "../words.js";
import { place } from "./place.js";
import { more } from "./more.js";
import { threadScreen } from "./thread.js";
import { firstSteps } from "./first.js";

export async function today(app) {
  app.closeSession();
  here.end();
  const { owner, profile } = app;
  const known = app.today;
  const visits = await store.list(owner, "visit");
  const drafts = visits.filter((one) => one.state === "draft").sort((a, b) => b.began - a.began);
  const clock = await store.setting("clock");
  const nodes = [el("h1", {}, known ? told(known.audit && known.audit.title) || say("phone-today") : say("phone-today"))];
  if (profile.ended) nodes.push(warning("phone-ended", "phone-ended-what"));
  if (known && known.audit && known.audit.stopped) nodes.push(warning("phone-stopped", "phone-stopped-what"));
  if (isUnset(Date.now())) nodes.push(warning("phone-clock-unset", "phone-clock-unset-what"));
  else if (clock && isOff(clock.drift)) nodes.push(el("p", { class: "small" }, say("phone-clock-off", { minutes: Math.round(Math.abs(clock.drift) / 60) })));
  if (app.persisted === false) nodes.push(el("p", { class: "small" }, icon("warn"), el("span", {}, say("phone-not-kept-short"))));
  if (drafts.length) {
    nodes.push(el("h2", {}, say("phone-begun")));
    nodes.push(el("ul", { class: "rows" }, drafts.map((draft) => el("li", {}, row("go", draft.placeName, say("phone-go-on-with"), () => app.openVisit(draft.id))))));
  }
  nodes.push(el("h2", {}, say("phone-places")));
  const assigned = (known && known.assignments) || [];
  if (assigned.length) {
    const recorded = new Set(visits.filter((one) => one.state === "closed" && one.assignment).map((one) => one.assignment));
    const rows = assigned.map((one, at) => el("li", {}, row(recorded.has(one.id) ? "phone" : "place", one.place.name, recorded.has(one.id) ? say("phone-recorded") : about(one), () => app.show(place, { assignment: { ...one, number: at + 1, of: assigned.length } }))));
    nodes.push(el("ol", { class: "rows" }, rows));
  } else {
    nodes.push(el("p", {}, say(known ? "phone-no-places" : "phone-nothing-yet")));
  }
  if (known && known.other_places_allowed && (known.places || []).length) nodes.push(button(say("phone-other-place"), () => app.show(otherPlaces), { class: "big", icon: "more" }));
  if (known && known.got) nodes.push(el("p", { class: "small" }, say("phone-list-of", { day: day(new Date(known.got).toISOString()) })));
  nodes.push(el("div", { class: "ways" }, [
    button(say("phone-renew"), () => fresh(app)),
    button(say("phone-thread"), () => app.show(threadScreen)),
    button(say("phone-practice"), () => app.show(firstSteps)),
    button(say("phone-more"), () => app.show(more)),
  ]));
  return { title: profile.observer, nodes };
}

export function warning(head, what) {
  return el("div", { class: "warn", role: "note" }, el("strong", {}, say(head)), el("p", {}, say(what)));
}

function row(mark, first, second, act) {
  return el("button", { type: "button", class: "row", on: { click: act } }, icon(mark), el("span", {}, el("strong", {}, told(first)), second ? el("small", {}, second) : null), icon("go"));
}

function about(one) {
  const due = one.due ? say("phone-by", { day: day(one.due) }) : "";
  return [one.purpose === "recheck" ? say("phone-recheck") : "", due, told(one.times)].filter(Boolean).join(" · ");
}

async function fresh(app) {
  app.say(say("phone-renewing"));
  const before = app.today;
  const known = await renew(app.owner).catch(() => null);
  if (known) app.today = known;
  app.profile = await store.get(app.owner, store.profileId(app.owner));
  await app.again();
  app.say(say(known && known !== before ? "phone-renewed" : "phone-no-signal"));
}

function otherPlaces(app) {
  const find = el("input", { id: "find", type: "search", autocomplete: "off", spellcheck: "false" });
  const list = el("ul", { class: "rows" });
  const all = app.today.places;
  const fill = () => {
    const wanted = find.value.trim().toLowerCase();
    while (list.firstChild) list.firstChild.remove();
    const fits = all.filter((one) => `${one.name} ${one.code}`.toLowerCase().includes(wanted)).slice(0, 40);
    for (const one of fits) {
      const which = app.today.instruments.filter((instrument) => instrument.code);
      list.append(el("li", {}, row("place", one.name, "", () => app.show(place, { assignment: { place: one, instrument: which.length === 1 ? which[0].code : null, purpose: "audit" } }))));
    }
    if (!fits.length) list.append(el("li", {}, say("phone-find-none")));
  };
  find.addEventListener("input", fill);
  fill();
  return {
    title: "",
    back: () => app.home(),
    nodes: [el("h1", {}, say("phone-other-place")), el("div", { class: "field" }, el("label", { for: "find" }, say("phone-find")), find), list],
  };
}
