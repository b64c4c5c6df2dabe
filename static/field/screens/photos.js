// Photographs of a question: taking them in the page, picking them from the phone, taking them away again.
import { fromCamera, fromFile, openCamera } from "../camera.js";
import { button, el, icon } from "../dom.js";
import * as here from "../place.js";
import { StorageFull } from "../store.js";
import { say } from "../words.js";
import { visit } from "./visit.js";

const MOST = 60;

export function photoNodes(app, question) {
  const { session } = app;
  const photos = (session.draft.answers[question.id] || {}).photos || [];
  const urls = [];
  const shown = photos.map((photo, at) => {
    const image = el("img", { alt: say("visit-photograph-number", { number: at + 1 }), width: 72, height: 72 });
    session.photoBytes(photo).then((bytes) => {
      if (!bytes) return;
      const url = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
      urls.push(url);
      image.src = url;
    });
    const what = photo.class === "in_camera" ? say("phone-from-camera") : say("phone-from-gallery");
    const drop = button(say("visit-photograph-drop"), () => session.dropPhoto(question, photo).then(() => app.again()), { class: "quiet", icon: "bin", "aria-label": `${say("visit-photograph-drop")}: ${at + 1}` });
    return el("li", {}, image, el("span", {}, el("strong", {}, say("visit-photograph-number", { number: at + 1 })), el("small", {}, what)), drop);
  });
  const wanted = question.photographs || 0;
  const picker = el("input", { id: "pick", type: "file", accept: "image/*", multiple: true, class: "aside", tabindex: -1, on: { change: (event) => pick(app, question, [...event.target.files]) } });
  const nodes = [
    el("h2", {}, say("phone-show"), wanted ? el("small", {}, " ", say("phone-photos-of", { got: photos.length, wanted })) : null),
    el("div", { class: "pair" }, [
      button(say("phone-take"), () => app.show(camera, { question }), { class: "shot", icon: "camera" }),
      el("label", { class: "shot", for: "pick" }, icon("pictures"), el("span", {}, say("phone-pick"))),
    ]),
    picker,
    shown.length ? el("ul", { class: "photos" }, shown) : null,
  ];
  return { nodes, free: () => urls.forEach((url) => URL.revokeObjectURL(url)) };
}

const limits = (session) => ({ edge: session.paper.edge, most: session.paper.most });

function isRoom(app) {
  const all = Object.values(app.session.draft.answers).reduce((sum, kept) => sum + (kept.photos || []).length, 0);
  if (all < MOST) return true;
  app.say(say("visit-photographs-many"), true);
  return false;
}

async function pick(app, question, files) {
  const { session } = app;
  let trouble = null;
  for (const file of files) {
    if (!isRoom(app)) break;
    try {
      const bytes = await fromFile(file, limits(session));
      await session.addPhoto(question, bytes, { source: "gallery", when: new Date(file.lastModified || Date.now()) });
    } catch (error) {
      trouble = error instanceof StorageFull ? "phone-full" : "phone-photo-unread";
      if (error instanceof StorageFull) break;
    }
  }
  await app.again();
  if (trouble) app.say(say(trouble), true);
}

export function camera(app, { question }) {
  const { session } = app;
  const video = el("video", { playsinline: true, muted: true, "aria-label": say("phone-camera") });
  const status = el("p", { class: "small", role: "status" });
  const shoot = el("button", { type: "button", class: "shutter", "aria-label": say("phone-shoot"), disabled: true }, el("span"));
  let stop = null;
  let left = false;
  const ready = openCamera(video)
    .then((close) => {
      stop = close;
      if (left) return close();
      shoot.disabled = false;
      return where();
    })
    .catch(() => {
      status.textContent = say("phone-camera-not");
      status.className = "bad";
    });
  here.begin();
  const where = () => {
    const point = here.here();
    status.textContent = point ? say("phone-place-known", { metres: point.accuracy_m || "?" }) : say(here.isRefused() ? "phone-place-refused" : "phone-place-not-yet");
  };
  const looking = setInterval(where, 2000);
  shoot.addEventListener("click", async () => {
    if (!isRoom(app)) return;
    shoot.disabled = true;
    try {
      const bytes = await fromCamera(video, limits(session));
      await session.addPhoto(question, bytes, { source: "camera", position: here.here() });
      await app.show(visit);
    } catch (error) {
      app.say(say(error instanceof StorageFull ? "phone-full" : "phone-camera-not"), true);
      shoot.disabled = false;
    }
  });
  return {
    title: say("phone-camera"),
    back: () => app.show(visit),
    nodes: [el("h1", { class: "aside" }, say("phone-take")), el("div", { class: "camera" }, video), status, el("p", { class: "small" }, say("phone-photo-what"))],
    next: shoot,
    ready,
    cleanup: () => {
      left = true;
      clearInterval(looking);
      if (stop) stop();
    },
  };
}
