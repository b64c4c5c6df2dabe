// Somebody who draws boxes over a picture, with a pointer and with keys. Prints what it saw.
// node draw.mjs NODE_MODULES CHROMIUM ORIGIN [FOLDER OF SCREENSHOTS]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, folder] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIDES = ["left", "top", "width", "height"];
const address = `${origin}/components/redaction`;
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

for (const width of [360, 1280]) {
  const say = (text) => console.log(`${width} ${text}`);
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.on("console", (line) => console.log(`console: ${line.text()}`));
  page.on("pageerror", (error) => console.log(`console: ${error}`));
  await page.goto(address, { waitUntil: "networkidle" });

  const looked = async (what) => {
    await page.evaluate(axe);
    const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
    for (const one of found.violations) console.log(`axe: ${what} ${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
    if (folder) await page.screenshot({ path: path.join(folder, `redaction-${what}-${width}.png`), fullPage: true });
  };
  const fields = (number) =>
    page.evaluate(([number, sides]) => sides.map((side) => document.querySelector(`[name="box-${number}-${side}"]`).value).join(" "), [number, SIDES]);
  const whole = async (number) => (await fields(number)).split(" ").map((one) => Math.round(Number(one))).join(" ");
  const count = () => page.locator(".covers rect").count();
  const sheet = page.locator(".covering");
  // From one place of the picture to another, in hundredths of its sides.
  const drag = async (from, to) => {
    await sheet.scrollIntoViewIfNeeded();
    const box = await sheet.boundingBox();
    const at = ([x, y]) => [box.x + (box.width * x) / 100, box.y + (box.height * y) / 100];
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 6 });
    await page.mouse.up();
  };

  say(`picture: ${await page.evaluate(async () => {
    const image = new Image();
    image.src = document.querySelector(".covering image").getAttribute("href");
    await image.decode();
    return image.naturalWidth === 800;
  })}`);
  say(`at first: ${await count()} boxes`);
  await drag([10, 20], [40, 45]);
  say(`drawn: ${await whole(3)}`);
  await drag([20, 30], [25, 30]);
  say(`moved: ${await whole(3)}`);
  await drag([44.5, 44.5], [54.5, 54.5]);
  say(`pulled: ${await whole(3)}`);

  await page.locator(".add").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  say(`with keys: ${await whole(4)}`);
  say(`boxes: ${await count()}`);
  await looked("drawn");
  const sent = await page.evaluate((sides) => {
    const form = new FormData(document.querySelector(".redaction").closest("form"));
    return [3, 4].map((number) => sides.map((side) => Math.round(Number(form.get(`box-${number}-${side}`)))).join(" ")).join(" / ");
  }, SIDES);
  say(`sent: ${sent}`);
  await page.keyboard.press("Delete");
  say(`removed: ${await count()}`);
  say(`focus after: ${await page.evaluate(() => document.activeElement.tagName.toLowerCase())}`);

  await page.locator(".typed summary").click();
  const typed = ["5", "5", "10,25", "10 %"];
  for (const [at, side] of SIDES.entries()) await page.fill(`[name="box-4-${side}"]`, typed[at]);
  const share = await page.evaluate(() => {
    const last = [...document.querySelectorAll(".covers rect")].at(-1);
    return ["x", "y", "width", "height"].map((side) => Number(last.getAttribute(side)) / 100).join(" ");
  });
  say(`typed: ${share}`);
  // There is always one more to type in, or to draw.
  await page.locator(".add").click();
  await looked("typed");
  await page.locator("[name=withhold]").press("Space");
  await looked("withheld");
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  say(`sideways: ${Math.max(0, sideways)}`);
  await context.close();

  const plain = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(address, { waitUntil: "networkidle" });
  await still.locator(".typed summary").click();
  const all = [
    (await still.locator(".covers rect").count()) === 2,
    await still.locator("[name=withhold]").isVisible(),
    await still.locator('[name="box-1-left"]').isVisible(),
    (await still.locator(".add:visible, .take:visible").count()) === 0,
  ];
  say(`without script: ${all.every(Boolean) ? true : all}`);
  await plain.close();
}
await browser.close();
