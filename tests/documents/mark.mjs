// Somebody who marks words on the picture of a page with a mouse, and looks whether they stand there. Prints what it saw.
// node mark.mjs NODE_MODULES CHROMIUM ORIGIN COOKIE [FOLDER OF SCREENSHOTS]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, cookie, folder] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const desk = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const [name, value] = cookie.split("=");
await desk.addCookies([{ name, value, url: origin }]);
const page = await desk.newPage();
page.on("console", (line) => console.log(`console: ${line.text()}`));

async function looked(what) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
  for (const one of found.violations) console.log(`axe: ${what} ${one.id}: ${one.nodes[0].target}`);
  if (folder) await page.screenshot({ path: path.join(folder, `documents-${what}.png`), fullPage: true });
}

// Draws the mouse from the first of these words to the last.
async function mark(first, last, which) {
  const box = async (text, which = 0) => {
    const word = page.locator(".sheet text", { hasText: text }).nth(which);
    await word.scrollIntoViewIfNeeded();
    return word.boundingBox();
  };
  const [from, to] = [await box(first), await box(last, which)];
  await page.mouse.move(from.x + 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  // The browser tells of a selection a moment later.
  await page.waitForTimeout(300);
  return page.inputValue("#f-quote");
}

await page.goto(`${origin}/documents`);
await looked("list");
await page.goto(`${origin}/documents/D-0001`);
await looked("document");
await page.goto(`${origin}/documents/D-0001/pages/1`, { waitUntil: "networkidle" });
const picture = await page.evaluate(async () => {
  const href = document.querySelector(".sheet image").getAttribute("href");
  const image = new Image();
  image.src = href;
  await image.decode();
  return image.naturalWidth === 1240;
});
console.log(`picture: ${picture}`);
const below = page.locator(".read p", { hasText: "three times" });
await below.scrollIntoViewIfNeeded();
await below.evaluate((line) => {
  const range = document.createRange();
  const text = line.firstChild;
  const from = text.data.indexOf("three");
  range.setStart(text, from);
  range.setEnd(text, text.data.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
});
await page.waitForTimeout(100);
console.log(`below: ${await page.inputValue("#f-quote")}`);
console.log(`marked: ${await mark("forty", /^toilets$/, 1)}`);
await looked("page");
await page.locator(".quoting form button").last().click();
await page.waitForSelector(".said");
await page.waitForLoadState("networkidle");
console.log(`said: ${await page.locator(".said strong").innerText()}`);
await looked("said");
for (const width of [360, 1280]) {
  await page.setViewportSize({ width, height: 800 });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  console.log(`sideways at ${width}: ${Math.max(0, sideways)}`);
  await looked(`said-${width}`);
}
await browser.close();
