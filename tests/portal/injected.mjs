// Fills every field of every form with text that tries to be markup or script, as somebody who is signed in, and opens every
// page afterwards. Prints what ran, what the policy had to stop, and how much was tried, as JSON lines.
// node injected.mjs NODE_MODULES CHROMIUM ORIGIN < strings, one a line; LOOK_COOKIE signs in
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin] = process.argv.slice(2);
const { chromium: engine } = createRequire(path.join(modules, "here.js"))("playwright-core");
const strings = readFileSync(0, "utf8").split("\n").filter(Boolean);
const say = (what, where, detail) => console.log(JSON.stringify({ what, where, detail }));
// What would end the walk, or change who walks.
const LEFT_ALONE = /^\/(sign-out|sign-in|language|account|join|begin|settings\/language)/;
const MOST_PAGES = 400;
const ALIKE = 2;

const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const context = await browser.newContext();
const [name, ...value] = process.env.LOOK_COOKIE.split("=");
await context.addCookies([{ name, value: value.join("="), url: origin }]);
const page = await context.newPage();
let place = "/";
page.on("dialog", async (dialog) => {
  say("dialog", place, dialog.message());
  await dialog.dismiss();
});
page.on("console", (line) => {
  // A form with something wrong is answered with 422, which the browser tells of too.
  if (!line.text().startsWith("Failed to load resource")) say("console", place, line.text());
});
page.on("pageerror", (error) => say("script", place, String(error)));

let turn = 0;
const alike = (address) => address.replace(/[0-9]+/g, "0").replace(/\?.*/, "");
const go = async (address) => {
  place = address;
  const answer = await page.goto(origin + address, { waitUntil: "load" }).catch(() => null);
  return (answer?.headers()["content-type"] ?? "").startsWith("text/html");
};

// What a form of the page in sight asks for is filled in, and it is sent; gives how many fields took a string.
const fill = (at, from) =>
  page.evaluate(
    ([at, from, strings]) => {
      const form = [...document.forms].filter((one) => one.method === "post")[at];
      let taken = 0;
      for (const field of form.elements) {
        if (field.tagName === "TEXTAREA" || ["text", "search", "email", "url", "tel"].includes(field.type)) {
          // A name of the organisation's own list would be refused; what is there is left every other time.
          if (field.value && from % 2) continue;
          field.removeAttribute("maxlength");
          field.value = strings[(from + taken++) % strings.length];
        } else if (field.type === "number") field.value = field.value || "3";
        else if (field.type === "date") field.value = field.value || "2026-01-15";
        else if (field.type === "time") field.value = field.value || "10:30";
        else if (field.tagName === "SELECT" && field.selectedIndex < 1 && field.options.length > 1) field.selectedIndex = 1;
        else if (field.type === "checkbox") field.checked = true;
        else if (field.type === "radio" && !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`)) field.checked = true;
      }
      form.noValidate = true;
      return taken;
    },
    [at, from, strings],
  );
const send = (at) =>
  Promise.all([
    page.waitForNavigation({ waitUntil: "load", timeout: 20000 }).catch(() => null),
    page.evaluate((at) => {
      const form = [...document.forms].filter((one) => one.method === "post")[at];
      const button = form.querySelector("button:not([type=button]), input[type=submit]");
      form.requestSubmit ? form.requestSubmit(button) : form.submit();
    }, at),
  ]);
const links = () =>
  page.evaluate(() => [...document.querySelectorAll("a[href]")].map((one) => one.getAttribute("href")));
const actions = () =>
  page.evaluate(() =>
    [...document.forms].filter((one) => one.method === "post").map((one) => new URL(one.action, location).pathname),
  );

const seen = new Set(["/"]);
const times = new Map();
const waiting = ["/", "/start", "/register", "/register/A-0001", "/checks/a-0001", "/audits/a-0001", "/people", "/bodies", "/settings"];
const visited = [];
let forms = 0;
let fields = 0;
const remember = async () => {
  for (const link of await links()) {
    const address = link.split("#")[0];
    if (!address.startsWith("/") || address.startsWith("//") || LEFT_ALONE.test(address)) continue;
    if (/\/report\.|\.(pdf|xlsx|zip|json|ics|csv|yaml|svg|png|css)\b/.test(address)) continue;
    if (seen.has(address)) continue;
    const kind = alike(address);
    if ((times.get(kind) ?? 0) >= ALIKE) continue;
    times.set(kind, (times.get(kind) ?? 0) + 1);
    seen.add(address);
    waiting.push(address);
  }
};
while (waiting.length && visited.length < MOST_PAGES) {
  const address = waiting.shift();
  if (!(await go(address))) continue;
  visited.push(address);
  await remember();
  const count = (await actions()).length;
  for (let at = 0; at < count; at++) {
    for (let half = 0; half < 2; half++) {
      if (!(await go(address))) break;
      const action = (await actions())[at];
      if (action === undefined || LEFT_ALONE.test(action)) break;
      const taken = await fill(at, 2 * turn + half);
      if (taken === 0 && half === 1) break;
      turn += 1;
      forms += 1;
      fields += taken;
      place = `${address} sent to ${action}`;
      await send(at);
      await remember();
    }
  }
}
// What was kept is read again.
for (const address of visited) await go(address);
say("tried", "", { pages: visited.length, forms, fields });
await browser.close();
