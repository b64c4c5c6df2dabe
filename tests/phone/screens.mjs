// Every screen of the phone at 360 pixels, in each language and from right to left: nothing is wider than the screen, nothing is
// cut off, nothing says its key instead of words, and what is touched is large enough.
import { ask, heading, isReady, joins, last, next, ok, origin, outbox, phone, sends, speaks, words } from "./hand.mjs";

const text = (long) => ({ text: { longest: long } });
const label = (id, said) => ({ id, label: said });

// A question of each kind, with words as long as people write them.
const EVERY_KIND = {
  code: "every-kind",
  version: 1,
  channel: "ordinary_visit",
  title: "Every kind of question",
  opening: "Good morning. My name is on this card. We look at what was agreed about water in this ward, and write down what we see.\nNobody is judged by name.",
  questions: [
    { id: "q-there", text: "Is the water point there, as the agreement of the fourteenth of March says?", asks: "place" },
    { id: "q-yes", text: "Does water come out within a minute of opening?", help: "Open it fully. Count slowly to sixty.", asks: { yes_no: { kept_by: "yes" } }, photographs: 2 },
    { id: "q-count", text: "How many taps work?", asks: { count: { unit: "taps that give water", min: "0", max: "12" } } },
    { id: "q-measure", text: "How much runs in a minute?", asks: { measure: { unit: "litres a minute", min: "0", max: "60" } } },
    { id: "q-time", text: "When did the operator come?", asks: "time" },
    { id: "q-text", text: "What do people who wait say about it?", asks: text(400) },
    { id: "q-choice", text: "Which of these do you see?", asks: { choice: { several: true, options: [label("a", "a fence with a gate that can be locked"), label("b", "a drain without standing water"), label("c", "none of it")] } } },
    { id: "q-state", text: "In which state is the platform?", asks: { condition: { scale: [{ ...label("a", "whole, without cracks"), seen: "in_order" }, { ...label("b", "cracked, and still in use"), seen: "partly" }, { ...label("c", "broken"), seen: "not_in_order" }, { ...label("d", "covered, so that it cannot be seen"), seen: "not_inspectable" }] } } },
    { id: "q-staff", text: "Who is at work?", asks: { staff: { roster: [{ ...label("nurse", "registered nurses and midwives"), promised: 4 }, label("guard", "guards")] } } },
    { id: "q-sharing", text: "How many share what there is?", asks: { sharing: { users: "households", units: "latrines" } } },
    { id: "q-hours", text: "How were the hours of the shift spent?", asks: { time_use: { activities: [label("teaching", "teaching in the classroom"), label("away", "away from the school")] } } },
    { id: "q-complaint", text: "Did anyone complain?", asks: "complaint" },
    { id: "q-recount", text: "Count the entries of last week once more.", asks: { recount: { register: "register of deliveries", unit: "deliveries" } } },
    { id: "q-satisfied", text: "How satisfied are you with the water?", asks: { satisfaction: { steps: 5 } } },
    { id: "q-photograph", text: "Show the whole place.", asks: "photograph", photographs: 1 },
  ],
};

// What is wrong with what is on the screen.
const faults = (page) =>
  page.evaluate(() => {
    const found = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) found.push(`${wide} pixels wide`);
    const name = (one) => `${one.tagName.toLowerCase()} "${(one.textContent || one.id).trim().slice(0, 40)}"`;
    for (const one of document.querySelectorAll("body *")) {
      const box = one.getBoundingClientRect();
      if (!box.width || one.closest(".aside, svg, [hidden]")) continue;
      if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`${name(one)} reaches over the edge`);
      const style = getComputedStyle(one);
      const isCut = one.scrollWidth > one.clientWidth + 1 && style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && !["INPUT", "TEXTAREA"].includes(one.tagName);
      const holdsLess = one.matches("input.number") && one.scrollWidth > one.clientWidth + 1;
      if (holdsLess) found.push(`${one.id} shows not all of ${one.value}`);
      if (isCut && one.clientWidth) found.push(`${name(one)} is cut off`);
      if (one.matches("button, a, summary, .choice label, .shot, input:not([type=checkbox]):not([type=radio]), textarea") && box.height < 44) found.push(`${name(one)} is ${Math.round(box.height)} pixels high`);
    }
    const said = document.body.innerText;
    for (const key of said.match(/\b(phone|visit|intake)-[a-z0-9-]+/g) || []) found.push(`says ${key}`);
    if (/\{ ?\$|undefined|\[object|NaN/.test(said)) found.push(`says ${said.match(/.{0,20}(\{ ?\$|undefined|\[object|NaN).{0,20}/)[0]}`);
    if (document.querySelectorAll("main h1").length !== 1) found.push("has not one heading");
    return [...new Set(found)];
  });

// What somebody sees whose browser has not what the app needs.
async function tooOld(code) {
  const own = phone(`${code}-old`, { locale: code });
  own.prepare = () => {
    delete window.BigInt;
  };
  const page = await own.open();
  await page.goto(`${origin}/field`);
  await heading(page, words["phone-old"]);
  const wrong = (await faults(page)).map((fault) => `too old: ${fault}`);
  if ((await page.textContent("main")) !== words["phone-old"] + words["phone-old-what"]) wrong.push("too old: something else is there");
  await own.shot("too-old");
  await own.context.close();
  return wrong;
}

// One language from the first screen to the last.
async function walk(code, { rtl } = {}) {
  await speaks(code);
  const name = rtl ? "rtl" : code;
  const own = phone(name, { locale: code });
  const page = await own.open();
  const wrong = [];
  let seen = 0;
  const screen = async (what) => {
    await page.waitForTimeout(60);
    seen += 1;
    wrong.push(...(await faults(page)).map((fault) => `${what}: ${fault}`));
    await own.shot(what);
  };
  const touch = async (key, fill) => page.click(`main button:has-text("${say(key, fill)}")`);
  const back = () => page.click("header button:first-child");
  const forth = async () => {
    await next(page);
    await page.waitForTimeout(100);
  };
  // What is told once is passed at the second touch.
  const onwards = async () => {
    const before = await page.textContent("h1");
    await forth();
    if ((await page.textContent("h1")) === before) await forth();
  };
  const query = rtl ? "?rtl" : "";
  if (!rtl) wrong.push(...(await tooOld(code)));
  await page.goto(`${origin}/field${query}`);
  await heading(page, words["phone-welcome"]);
  await screen("welcome");
  const [token] = (await ask("link")).split(" ");
  await joins(own, token, "1234", query);
  await screen("first-steps");

  // The practice visit, with a question of each kind.
  await page.evaluate(async (instrument) => {
    const { app } = await import("/field/app.js");
    app.today = { ...app.today, practice: { instrument } };
    // At once: a list that arrives in between would bring its own practice.
    document.querySelector("#the-next button").click();
  }, EVERY_KIND);
  await page.waitForSelector("progress");
  for (let step = 0; step < 40; step += 1) {
    const said = await page.textContent("h1");
    if (said.includes(words["visit-review"])) break;
    const about = EVERY_KIND.questions.find((one) => one.text === said);
    const what = about ? about.id : `about-${step}`;
    await screen(what);
    if (what === "q-count") {
      await page.fill("#n", "40 or so");
      await forth();
      await screen("q-count-wrong");
      await page.fill("#n", "40");
      await forth();
      await screen("q-count-limit");
    }
    if (what === "q-yes") {
      await page.click("label[for=answer-cannot]");
      await screen("q-yes-cannot");
      await page.click("label[for=answer-no]");
      await page.click("summary");
      await screen("q-yes-no");
      await page.click("button.shot");
      await page.waitForSelector(".shutter:not([disabled])");
      await screen("camera");
      await page.click(".shutter");
      await page.waitForSelector(".photos li img[src]");
      await screen("q-yes-photograph");
    }
    if (what === "q-complaint") {
      await page.click("label[for=answer-yes]");
      await page.click("label[for=answered-yes]");
      await screen("q-complaint-yes");
    }
    if (await page.$("label[for=access-granted]")) await page.click("label[for=access-granted]");
    await onwards();
  }
  await heading(page, words["visit-review"]);
  await screen("review");
  await page.click("footer .stop");
  await heading(page, words["visit-stopped"]);
  await screen("stopped");
  await back();
  await heading(page, words["visit-review"]);
  await page.click(`main > button.quiet:last-of-type`);
  await heading(page, words["visit-drop"]);
  await screen("give-up");
  await page.click("main button.big:not(.danger)");
  await heading(page, words["visit-review"]);
  await page.evaluate(() => document.querySelector("#the-next button").click());
  await page.waitForTimeout(300);
  if ((await page.textContent("h1")).includes(words["visit-review"])) await page.click("main button.danger, main > button.quiet:last-of-type").then(() => page.click("main button.danger"));
  else {
    await screen("practised");
    await next(page);
  }

  // A visit that waits for a signal, and is sent.
  await page.waitForSelector("ol.rows");
  await isReady(page);
  await screen("today");
  await own.context.setOffline(true);
  await page.click("ol.rows li:nth-child(1) button");
  await page.waitForSelector(`#the-next button:has-text("${words["visit-begin"]}")`);
  await screen("place");
  await next(page);
  await page.waitForSelector("progress");
  for (let step = 0; step < 20 && !(await page.textContent("h1")).includes(words["visit-review"]); step += 1) {
    await screen(`visit-${step}`);
    for (const one of ["access-granted", "answer-yes", "announced-unannounced"]) if (await page.$(`label[for=${one}]`)) await page.click(`label[for=${one}]`);
    if (await page.$("#n")) await page.fill("#n", "8");
    await onwards();
  }
  await sends(page);
  await screen("done-here");
  await outbox(page);
  await screen("outbox-waits");
  await own.context.setOffline(false);
  await page.waitForSelector("main ul.thread li .i-safe", { timeout: 60000 });
  await screen("outbox-safe");
  await back();
  await page.waitForSelector("ol.rows");
  await touch("phone-thread");
  await heading(page, words["phone-thread"]);
  await page.waitForTimeout(500);
  await screen("thread");
  await back();
  await touch("phone-more");
  await heading(page, words["phone-more"]);
  await screen("more");
  await page.click("main button:has(.i-bin)");
  await heading(page, words["phone-remove-sure"]);
  await screen("remove");
  await back();
  await heading(page, words["phone-more"]);
  await back();
  await page.waitForSelector("ol.rows");
  await touch("phone-other-place").catch(() => {});
  await page.waitForTimeout(200);
  await screen("other-places");
  await page.reload();
  await page.waitForSelector("#pin");
  await screen("lock");
  await page.fill("#pin", "9999");
  await page.click("form button");
  await page.waitForSelector(".bad:not([hidden])");
  await screen("lock-wrong");
  await page.goto(`${origin}/field${query}#e=0000`);
  await page.waitForSelector("#the-next button");
  await next(page);
  await page.waitForSelector("main .bad");
  await screen("link-wrong");
  ok(seen >= 40, `${seen} screens (${name})`);
  ok(wrong.length === 0, `every screen fits 360 pixels (${name}) ${wrong.join("; ")}`);
  await own.context.close();
}

const say = (key) => words[key];

try {
  for (const code of ["en", "es", "fr"]) await walk(code);
  await walk("en", { rtl: true });
} catch (error) {
  if (last) await last.shot("failed").catch(() => {});
  console.log(`fail: ${String(error.stack || error).split("\n").slice(0, 6).join(" | ")}`);
}
console.log("done");
process.exit(0);
