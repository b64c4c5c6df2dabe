// Opens pages in a real browser as a visitor would and prints what is wrong with them, as JSON lines.
// node look.mjs NODE_MODULES CHROMIUM ORIGIN [SCREENSHOTS] < paths, one a line; LOOK_COOKIE signs in
import { createRequire } from "node:module";
import { readFileSync, mkdirSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, screenshots, cookie] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const paths = readFileSync(0, "utf8").split("\n").filter(Boolean);
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 360, 768, 1280, 1920];
const MOST_BYTES = 100 * 1024;

const wrong = (what, where, detail) => console.log(JSON.stringify({ what, where, detail }));
const MOST_STOPS = 30;

// Tab goes from one thing to the next, and where it is can be seen.
async function throughByKeyboard(page, where) {
  const stops = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
    return all.filter((one) => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length > 0).length;
  });
  const reached = new Set();
  for (let stop = 0; stop < Math.min(stops, MOST_STOPS); stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const drawn = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      const around = one.closest("label");
      return {
        name: `${one.tagName} ${[...document.querySelectorAll("*")].indexOf(one)}`,
        // Where it is within a date or a time the browser draws itself; a box on a picture is drawn otherwise.
        marked: ["date", "time"].includes(one.type) || one instanceof SVGElement || drawn(getComputedStyle(one)) || (around !== null && drawn(getComputedStyle(around))),
      };
    });
    if (!at) continue;
    if (!at.marked) wrong("focus not marked", where, at.name);
    reached.add(at.name);
  }
  // A group of choices is one stop, so not every choice is one.
  if (stops > 0 && reached.size === 0) wrong("keyboard", where, `none of ${stops} reached`);
}

// On paper it is dark on white, whatever the screen was, and nothing is cut off at the edge of a sheet.
async function onPaper(page, where) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 680, height: 960 });
  const printed = await page.evaluate(() => {
    const shade = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return alpha === 0 ? 255 : (red + green + blue) / 3;
    };
    const style = getComputedStyle(document.body);
    const ground = [document.documentElement, document.body].map((one) => shade(getComputedStyle(one).backgroundColor));
    return { ink: shade(style.color), ground: Math.min(...ground), beyond: document.documentElement.scrollWidth - innerWidth };
  });
  if (printed.ink > 100 || printed.ground < 240) wrong("paper", where, `ink ${printed.ink} on ${printed.ground}`);
  if (printed.beyond > 0) wrong("paper", where, `${printed.beyond} pixels too wide`);
}

const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
if (screenshots) mkdirSync(screenshots, { recursive: true });

for (const scheme of ["light", "dark"]) {
  // As served: what the policy forbids is told on the console, what comes from elsewhere is a request.
  const asServed = await browser.newContext({ colorScheme: scheme, javaScriptEnabled: false });
  // With the policy set aside, so that the checker can run in the page.
  const checked = await browser.newContext({ colorScheme: scheme, bypassCSP: true });
  const [name, ...value] = (process.env.LOOK_COOKIE ?? "").split("=");
  if (name) for (const context of [asServed, checked]) await context.addCookies([{ name, value: value.join("="), url: origin }]);
  for (const place of paths) {
    const page = await asServed.newPage();
    let bytes = 0;
    page.on("console", (line) => wrong("console", place, line.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) wrong("elsewhere", place, request.url());
    });
    page.on("requestfinished", async (request) => {
      const sizes = await request.sizes().catch(() => null);
      // The page may be closed before its last request is told of.
      const response = await request.response().catch(() => null);
      const picture = /^image\/(jpeg|png)/.test(response?.headers()["content-type"] ?? "");
      if (sizes && !picture) bytes += sizes.responseBodySize;
    });
    await page.goto(origin + place, { waitUntil: "networkidle" });
    if (bytes > MOST_BYTES) wrong("weight", place, `${bytes} bytes`);
    if (screenshots) {
      for (const width of [360, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const name = `${place.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home"}-${width}-${scheme}.png`;
        await page.screenshot({ path: path.join(screenshots, name), fullPage: true });
      }
    }
    await page.close();
    const look = await checked.newPage();
    await look.goto(origin + place, { waitUntil: "networkidle" });
    for (const width of WIDTHS) {
      await look.setViewportSize({ width, height: 900 });
      const beyond = await look.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (beyond > 0) wrong("sideways", `${place} at ${width}`, `${beyond} pixels`);
    }
    for (const width of [360, 1280]) {
      await look.setViewportSize({ width, height: 900 });
      await look.evaluate(axe);
      const result = await look.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
      for (const one of result.violations) {
        wrong("axe", `${place} at ${width}, ${scheme}`, `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
      }
    }
    // What anyone may read, once each: by keyboard as most people see it, on paper from what is harder to print.
    if (!name && scheme === "light") await throughByKeyboard(look, place);
    if (!name && scheme === "dark") await onPaper(look, place);
    await look.close();
  }
}
await browser.close();
