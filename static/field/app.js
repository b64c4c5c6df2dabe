// The shell: boots, shows one screen at a time, and keeps the same things in the same place.
import { add, button, el, empty, icon } from "./dom.js";
import * as store from "./store.js";
import { language, load, preferred, say } from "./words.js";
import { join, welcome } from "./screens/join.js";
import { lock } from "./screens/lock.js";

const HIDDEN_FOR = 5 * 60 * 1000;
const parts = {};
let shown = { back: null, cleanup: null };
let trapped = false;
let turn = 0;
let hiddenAt = 0;
let rest = null;

export const app = {
  owner: null,
  profile: null,
  today: null,
  session: null,
  persisted: null,

  // Everything behind the door, fetched once.
  inside() {
    if (!rest) {
      rest = import("./inside.js").then((made) => {
        made.furnish(app);
        return made;
      });
      rest.catch(() => {
        rest = null;
      });
    }
    return rest;
  },

  // Shows a screen: {title, back, progress, nodes, next, cleanup}. Whoever comes later wins.
  async show(screen, args) {
    const mine = (turn += 1);
    const made = await screen(app, args || {});
    if (mine !== turn) {
      if (made.cleanup) made.cleanup();
      return;
    }
    if (shown.cleanup) shown.cleanup();
    shown = { ...made, screen, args };
    draw(made);
  },

  // Draws the present screen again, where it was scrolled to.
  async again() {
    const { scrollY } = window;
    const { screen, args } = shown;
    const focus = document.activeElement && document.activeElement.id;
    await app.show(screen, { ...args, quiet: true });
    const same = focus && document.getElementById(focus);
    if (same) same.focus({ preventScroll: true });
    window.scrollTo(0, scrollY);
  },

  isShown(screen) {
    return shown.screen === screen;
  },

  say(message, isBad) {
    tell(message, isBad);
  },

  async save() {
    await store.put(app.owner, "profile", store.profileId(app.owner), app.profile);
  },

  async enter(owner, isNew) {
    try {
      await app.inside();
    } catch (error) {
      tell(say("phone-join-no-answer"), true);
      throw error;
    }
    await app.admit(owner, isNew);
  },

  async lock() {
    const { session } = app;
    const saved = session && session.keep().then(() => session.release());
    await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, 1000))]);
    Object.assign(app, { owner: null, profile: null, today: null, session: null });
    frame();
    await app.show(lock);
  },

  // Away at once: what is on the screen goes first, saving after it.
  async leave() {
    document.documentElement.classList.add("gone");
    if (shown.cleanup) shown.cleanup();
    empty(parts.main);
    const saved = app.session ? app.session.keep() : null;
    await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, 250))]);
    location.replace("about:blank");
  },
};

function draw(made) {
  tell("");
  const { head, main, foot } = parts;
  empty(head);
  const back = made.back && el("button", { type: "button", class: "quiet", on: { click: () => history.back() } }, icon("back"), el("span", {}, say("phone-back")));
  add(head, [back || el("span"), el("span", { class: "where" }, made.title || ""), app.owner || made.leave ? button(say("phone-leave"), app.leave, { class: "quiet" }) : el("span")]);
  empty(parts.progress);
  if (made.progress) {
    const [value, max] = made.progress;
    add(parts.progress, [el("progress", { value, max, "aria-label": say("visit-step", { number: value, of: max }) })]);
  }
  empty(main);
  add(main, made.nodes);
  empty(parts.next);
  add(parts.next, [made.next]);
  parts.next.hidden = !made.next;
  foot.hidden = Boolean(made.bare);
  if (made.back && !trapped) {
    history.pushState({ inside: true }, "");
    trapped = true;
  }
  if (!made.quiet) {
    const heading = main.querySelector("h1");
    window.scrollTo(0, 0);
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }
  if (made.after) made.after();
}

// The back of the browser and of the phone is ours.
addEventListener("popstate", () => {
  trapped = false;
  if (shown.back) shown.back();
});

function tell(message, isBad) {
  const { note } = parts;
  if (note.textContent === message) return;
  note.textContent = message || "";
  note.hidden = !message;
  note.className = isBad ? "note bad" : "note";
}

// What never moves: the outbox line and "If someone stops me".
function frame() {
  const { foot } = parts;
  empty(foot);
  parts.line = el("button", { type: "button", class: "quiet line", on: { click: () => app.owner && app.openOutbox() } });
  const stop = async () => {
    const from = shown;
    const { stopped } = await app.inside();
    await app.show(stopped, { from });
  };
  add(foot, [parts.line, el("button", { type: "button", class: "quiet stop", on: { click: stop } }, icon("shield"), el("span", {}, say("visit-stopped")))]);
  drawLine();
}

function drawLine() {
  parts.line.hidden = !app.owner;
  if (app.owner) app.line(parts.line);
}

app.frame = frame;
app.drawLine = drawLine;

export async function setLanguage(code) {
  try {
    await load(code);
  } catch (error) {
    tell(say("phone-language-not"), true);
    return;
  }
  await store.set("language", code);
  look().catch(() => {});
  if (app.profile) {
    app.profile.language = code;
    await app.save();
  }
  frame();
}

// A newer version, and the words of the present language, are kept for when there is no signal.
async function look() {
  const ready = navigator.serviceWorker && (await navigator.serviceWorker.ready);
  if (ready && ready.active) ready.active.postMessage({ words: language() });
}

async function keepShell() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/field/sw.js", { scope: "/field" }).catch(() => {});
  await look();
}

// The secret of a link leaves the address before anything else happens.
function takeToken() {
  const found = /[#&]e=([^&]+)/.exec(location.hash);
  if (!found) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return decodeURIComponent(found[1]);
}

async function boot() {
  if (document.documentElement.className === "old") return;
  const token = takeToken();
  for (const name of ["head", "progress", "main", "next", "foot", "note"]) parts[name] = document.getElementById(`the-${name}`);
  let opened = null;
  try {
    await store.openStore();
  } catch (error) {
    opened = error;
  }
  const chosen = (!opened && (await store.setting("language"))) || preferred(navigator.languages || [navigator.language]);
  await load(chosen).catch(() => load("en"));
  frame();
  if (opened) {
    await app.show(() => ({ leave: true, bare: true, nodes: [el("h1", {}, say("phone-no-store")), el("p", {}, say("phone-no-store-what"))] }));
    return;
  }
  const pending = token ? { token } : await store.get(store.DEVICE, "pending");
  if (pending) await app.show(join, pending);
  else if (store.owners().length) await app.show(lock);
  else await app.show(welcome);
  document.documentElement.classList.add("faces");
  app.inside().catch(() => {});
  keepShell().catch(() => {});
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    hiddenAt = Date.now();
    if (app.session) app.session.keep();
  } else if (hiddenAt && app.owner && Date.now() - hiddenAt > HIDDEN_FOR) {
    app.lock();
  }
});
addEventListener("hashchange", () => {
  const token = takeToken();
  if (token) app.show(join, { token });
});

boot();
