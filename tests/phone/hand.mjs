// The hand of an observer with a phone in a real browser: what every walk does. Prints what it saw; asks whoever started it for
// what happens outside of the phone by lines that begin with `?`.
// node WALK.mjs NODE_MODULES CHROMIUM ORIGIN FINGERPRINT FOLDER [FOLDER OF SCREENSHOTS]
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import https from "node:https";
import path from "node:path";
import { createInterface } from "node:readline";

export const [modules, chromium, origin, fingerprint, folder, shots] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
export let words = {};

// From now on the phone is set to a language.
export async function speaks(code) {
  words = await new Promise((resolve, reject) => {
    const asked = https.get(`${origin}/field/words/${code}.json`, { rejectUnauthorized: false }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve(JSON.parse(Buffer.concat(parts)));
    });
    asked.on("error", reject);
  });
}

export async function ask(what) {
  console.log(`? ${what}`);
  const { value } = await lines.next();
  return value;
}

export function ok(is, what) {
  console.log(`${is ? "ok" : "fail"}: ${what}`);
}

// The phone that was opened last.
export let last = null;

// Opens a browser of today on a profile; gives back what it is driven by.
async function present(own) {
  const before = children();
  const context = await engine.launchPersistentContext(own.home, {
    executablePath: chromium,
    viewport: { width: 360, height: 740 },
    locale: "en-GB",
    permissions: ["camera", "geolocation"],
    geolocation: { latitude: -33.92, longitude: 18.42, accuracy: 12 },
    args: [...ARGUMENTS, `--ignore-certificate-errors-spki-list=${fingerprint}`],
    ...own.more,
  });
  const processes = children().filter((id) => !before.includes(id));
  [own.page] = context.pages();
  // The battery is empty: nothing is closed in order.
  own.dies = async () => {
    for (const id of processes) process.kill(id, "SIGKILL");
    await context.close().catch(() => {});
  };
  return context;
}

export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];
let opening = present;

// From now on phones have another browser: it is opened by a function that sets the page and how the phone dies, and gives
// back what opens it.
export function hasBrowser(other) {
  opening = other;
}

// A profile of the browser, as a phone keeps it.
export function phone(name, more) {
  const own = { home: path.join(folder, name), made: 0, more };
  own.open = async () => {
    own.context = await opening(own);
    last = own;
    if (own.prepare) await own.context.addInitScript(own.prepare);
    own.page.setDefaultTimeout(30000);
    own.page.on("pageerror", (error) => console.log(`fail: ${error.message} ${error.stack}`));
    own.page.on("console", (line) => /Content Security Policy/.test(line.text()) && console.log(`fail: ${line.text()}`));
    return own.page;
  };
  // A picture of all of a screen: as if the phone were as tall as it, so that nothing lies over anything.
  own.shot = async (what) => {
    if (!shots) return;
    const { page } = own;
    const file = path.join(shots, `phone-${name}-${String((own.made += 1)).padStart(2, "0")}-${what}.png`);
    if (!page.setViewportSize) return page.screenshot({ path: file });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: 360, height: Math.max(740, height) });
    await page.screenshot({ path: file });
    await page.setViewportSize({ width: 360, height: 740 });
  };
  return own;
}

function children() {
  try {
    return execFileSync("pgrep", ["-P", String(process.pid)]).toString().split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

export const heading = (page, text) => page.waitForFunction((wanted) => [...document.querySelectorAll("h1")].some((one) => one.textContent.includes(wanted)), text, { timeout: 60000 });
export const next = (page) => page.click("#the-next button");

export async function joins(own, token, pin, query) {
  const { page } = own;
  await page.goto(`${origin}/field${query || ""}#e=${token}`);
  await page.waitForSelector("#the-next button");
  await own.shot("join");
  await next(page);
  for (const again of [false, true]) {
    await page.waitForFunction((wanted) => document.querySelector("#pin") && (document.querySelector("h1").textContent === wanted.said) === wanted.again, { again, said: words["phone-pin-again"] });
    await page.fill("#pin", pin);
    await page.click("form button");
  }
  await page.waitForFunction(() => /W-/.test(document.querySelector("h1").textContent));
  await own.shot("ready");
  ok(!(await page.url()).includes("#"), "the link is gone from the address");
}

export async function unlocks(page, pin) {
  await page.waitForSelector("#pin");
  await page.fill("#pin", pin);
  await page.click("form button");
  await page.waitForFunction(() => !document.querySelector("#pin"));
}

export async function toPlaces(page) {
  await page.click(`text=${words["phone-practice-later"]}`);
  await page.waitForSelector("ol.rows");
}

// What works without a signal is on the phone.
export async function isReady(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForFunction(async () => {
    const names = await caches.keys();
    for (const name of names) {
      const cache = await caches.open(name);
      if ((await cache.keys()).length > 20) return true;
    }
    return false;
  }, null, { timeout: 60000, polling: 500 });
}

export async function begins(page) {
  await page.click("ol.rows li:nth-child(1) button");
  await page.waitForSelector(`#the-next button:has-text("${words["visit-begin"]}")`);
  // Touched twice, as people do where a phone is slow.
  await page.evaluate(() => {
    const begin = document.querySelector("#the-next button");
    begin.click();
    begin.click();
  });
  await page.waitForSelector("progress");
}

// How many visits are begun on the phone.
export const begun = (page) =>
  page.evaluate(async () => {
    const store = await import("/field/store.js");
    const all = await Promise.all(store.owners().map((owner) => store.list(owner, "visit")));
    return all.flat().filter((one) => one.state === "draft").length;
  });

export async function takes(page) {
  const before = await page.$$eval(".photos li", (all) => all.length);
  await page.click("button.shot");
  await page.waitForSelector(".shutter:not([disabled])");
  await page.waitForTimeout(700);
  await page.click(".shutter");
  await page.waitForFunction((count) => document.querySelectorAll(".photos li img[src]").length > count, before);
}

export const drawn = (page) =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1800, height: 1300 });
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 5000; at += 1) {
      pen.fillStyle = `hsl(${Math.random() * 360},80%,50%)`;
      pen.fillRect(Math.random() * 1800, Math.random() * 1300, 50, 50);
    }
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
    return [...new Uint8Array(await new Response(blob).arrayBuffer())];
  });

export async function picks(page) {
  const before = await page.$$eval(".photos li", (all) => all.length);
  const picture = Buffer.from(await drawn(page));
  await page.setInputFiles("#pick", [{ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: picture }]);
  await page.waitForFunction((count) => document.querySelectorAll(".photos li img[src]").length > count, before);
}

// Answers what is on the screen and goes on, until everything is answered. `at` is done once at the count; the browser may be
// another one after it.
export async function answers(own, at) {
  let counted = false;
  for (let step = 0; step < 30; step += 1) {
    const here = await own.page.textContent("h1");
    if (here.includes(words["visit-review"])) return;
    for (const label of ["access-granted", "answer-yes"]) if (await own.page.$(`label[for=${label}]`)) await own.page.click(`label[for=${label}]`);
    if ((await own.page.$("#n")) && !counted) {
      counted = true;
      await own.page.fill("#n", "8");
      if (at) await at();
    }
    await next(own.page);
    await own.page.waitForTimeout(200);
    // What is told once and stops nothing is passed at the second touch.
    if ((await own.page.textContent("h1")) === here) await next(own.page);
    await own.page.waitForTimeout(200);
  }
  throw new Error(`it does not end: ${await own.page.textContent("h1")}`);
}

export async function sends(page) {
  await heading(page, words["visit-review"]);
  await next(page);
  await page.waitForSelector(".receipt");
}

export async function isSafe(page) {
  for (let round = 0; round < 240; round += 1) {
    if ((await page.textContent("h1")).includes(words["phone-done-safe"])) return true;
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.waitForTimeout(500);
  }
  return false;
}

// The outbox, also where the first screen comes a moment after the touch and takes its place.
export async function outbox(page) {
  await page.waitForSelector("main h1");
  for (let round = 0; round < 40; round += 1) {
    await page.click("footer .line");
    await page.waitForTimeout(500);
    if ((await page.textContent("h1")) === words["phone-outbox"]) return;
  }
  throw new Error(`no outbox: ${await page.textContent("h1")}`);
}

export const safeOnes = async (page) => (await page.$$("main ul.thread li .i-safe")).length;

// What the phone holds of photographs, opened by the app's own store: the hash of their bytes, and some of them.
export const photographs = (page) =>
  page.evaluate(async () => {
    const store = await import("/field/store.js");
    const all = [];
    // The 64 bytes that are least like any others: a plain wall is the same in many files.
    const telling = (bytes) => {
      let best = [];
      for (let at = 700; at + 64 < bytes.length; at += 32) {
        const some = bytes.slice(at, at + 64);
        if (new Set(some).size > new Set(best).size) best = [...some];
      }
      return best;
    };
    for (const owner of store.owners()) {
      for (const visit of await store.list(owner, "visit")) {
        const kept = Object.values((visit.draft || visit).answers || {});
        for (const photo of kept.flatMap((one) => one.photos || [])) {
          const bytes = await store.getFile(owner, photo.id);
          const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
          all.push({ hash: [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join(""), some: telling(bytes) });
        }
      }
    }
    return all;
  });
