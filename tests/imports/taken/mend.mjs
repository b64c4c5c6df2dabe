// Somebody who brings in a file with a wrong row, reads where it is wrong, mends it and takes it. Prints what was seen.
// node mend.mjs NODE_MODULES CHROMIUM ORIGIN COOKIE WIDTH FILE-WITH-A-WRONG-ROW FILE-MENDED [FOLDER OF SCREENSHOTS]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, cookie, width, wrong, mended, folder] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const context = await browser.newContext({ viewport: { width: Number(width), height: 900 } });
const [name, value] = cookie.split("=");
await context.addCookies([{ name, value, url: origin }]);
await context.addInitScript(() => {
  document.addEventListener("securitypolicyviolation", (told) => console.log(`policy ${told.violatedDirective}`));
});
const page = await context.newPage();
page.on("console", (line) => console.log(`console: ${line.text()}`));
page.on("pageerror", (error) => console.log(`console: ${error.message}`));

async function looked(what) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
  for (const one of found.violations) console.log(`axe: ${what} ${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  console.log(`sideways ${what}: ${beyond}`);
  if (folder) await page.screenshot({ path: path.join(folder, `mend-${what}-${width}.png`), fullPage: true });
}

async function brings(file) {
  await page.goto(`${origin}/imports`);
  await page.setInputFiles("#f-file", file);
  await page.click("form[action='/imports'] button");
  await page.waitForURL(/\/imports\/I-/);
}

const says = async (text) => console.log(`says ${text}: ${(await page.locator("main").innerText()).includes(text)}`);
await brings(wrong);
await looked("wrong");
await says("C3");
await says("is not a number");
await page.click("button[value='all']");
await page.waitForLoadState();
// A refusal is an answer of its own, which the browser tells of on its console.
await looked("refused");
await says("Nothing was taken");
await brings(mended);
await looked("mended");
await page.click("button[value='all']");
await page.waitForURL(/\/imports\/I-/);
await looked("taken");
await says("New agreements: 3");
await browser.close();
