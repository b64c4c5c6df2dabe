// Somebody who opens pages one after the other on a phone and on a desk, and looks whether they can be used. Prints what it saw.
// node walk.mjs NODE_MODULES CHROMIUM ORIGIN COOKIE PATHS [FOLDER OF SCREENSHOTS]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, cookie, paths, folder] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const width of [360, 1280]) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const [name, value] = cookie.split("=");
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  page.on("console", (line) => console.log(`console: ${page.url()} ${line.text()}`));
  for (const [at, where] of paths.split(" ").entries()) {
    const answer = await page.goto(origin + where);
    if (answer.status() !== 200) console.log(`status: ${where} ${answer.status()}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) console.log(`sideways: ${where} at ${width}: ${over}`);
    await page.evaluate(axe);
    const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
    for (const one of found.violations) console.log(`axe: ${where} at ${width} ${one.id}: ${one.nodes[0].target}`);
    if (folder) await page.screenshot({ path: path.join(folder, `visits-${at}-${width}.png`), fullPage: true });
    console.log(`seen: ${where} at ${width}`);
  }
  await context.close();
}
await browser.close();
