// A phone of somebody who begins an organisation by its link, signs out, and signs in again. Prints what it saw.
// node phone.mjs NODE_MODULES CHROMIUM ORIGIN CODE FINGERPRINT PASSWORD
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, code, fingerprint, password] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await engine.launch({
  executablePath: chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    `--ignore-certificate-errors-spki-list=${fingerprint}`,
  ],
});
const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
const page = await phone.newPage();
page.on("console", (line) => console.log(`console: ${line.text()}`));

// What the checker finds in the page as it is.
async function barriers() {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
  for (const one of found.violations) console.log(`axe: ${page.url()} ${one.id}: ${one.nodes[0].target}`);
}

await page.goto(`${origin}/begin#${code}`);
await barriers();
console.log(`code: ${await page.inputValue("[name=code]")}`);
console.log(`address: ${page.url().slice(origin.length)}`);
const filled = { organisation: "Water Watch", work_name: "social audit", name: "Amina", sign_in_name: "amina" };
for (const [name, value] of Object.entries(filled)) await page.fill(`[name=${name}]`, value);
await page.fill("[name=password]", password);
await page.locator("main form button").first().tap();
await page.waitForURL(`${origin}/welcome`);
await barriers();
const [cookie] = (await phone.cookies()).filter((one) => one.name.includes("groundtruth"));
console.log(`cookie: ${cookie.name} ${cookie.secure} ${cookie.httpOnly} ${cookie.sameSite}`);
await phone.clearCookies();
await page.goto(`${origin}/account`);
console.log(`without: ${(await page.title()).length > 0 && !(await page.content()).includes("Amina")}`);
await page.goto(`${origin}/sign-in`);
await barriers();
await page.fill("[name=sign_in_name]", "amina");
await page.fill("[name=password]", password);
await page.locator("main form button").first().tap();
await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
await page.goto(`${origin}/account`);
await barriers();
console.log(`account: ${(await page.content()).includes("Water Watch")}`);
console.log(`sideways: ${await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)}`);
await browser.close();
