// Somebody signs in with a password and the code of a telephone, marks words on the picture of a page, and makes a promise
// of them. Prints what it saw.
// node story.mjs NODE_MODULES CHROMIUM ORIGIN WIDTH CODE PASSWORD
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, width, code, password] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const context = await browser.newContext({ viewport: { width: Number(width), height: 800 } });
const page = await context.newPage();
// Hints that the browser gives to those who write pages are no fault of a page.
page.on("console", (line) => {
  if (["error", "warning"].includes(line.type())) console.log(`console: ${line.text()}`);
});
page.on("pageerror", (error) => console.log(`console: ${error}`));
// What the policy forbids is told to the page itself, whichever page it is.
await context.exposeFunction("reported", (what) => console.log(`policy: ${what}`));
await context.addInitScript(() => {
  document.addEventListener("securitypolicyviolation", (one) => window.reported(`${one.violatedDirective} ${one.blockedURI}`));
});

async function looked(what) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
  for (const one of found.violations) console.log(`axe: ${what} ${one.id}: ${one.nodes[0].target}`);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (sideways > 0) console.log(`axe: ${what} moves sideways by ${sideways}`);
  console.log(`looked: ${what}`);
}

async function box(text, which = 0) {
  const word = page.locator(".sheet text", { hasText: text }).nth(which);
  await word.scrollIntoViewIfNeeded();
  return word.boundingBox();
}

await page.goto(`${origin}/register/A-0001`);
console.log(`outside: ${(await page.content()).includes("Toilets in ten villages")}`);
await page.goto(`${origin}/sign-in`);
await looked("sign-in");
await page.fill("[name=sign_in_name]", "amina");
await page.fill("[name=password]", password);
await page.locator("main form button").first().click();
await page.waitForURL(`${origin}/sign-in/code`);
await looked("code");
await page.fill("[name=code]", "000000" === code ? "111111" : "000000");
await page.locator("main form button").first().click();
await page.waitForSelector(".error");
console.log(`refused: ${new URL(page.url()).pathname}`);
await page.fill("[name=code]", code);
await page.locator("main form button").first().click();
await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
console.log("in: true");
await looked("first");

await page.goto(`${origin}/documents/D-0001/pages/1`, { waitUntil: "networkidle" });
await looked("page");
const [from, to] = [await box("forty"), await box(/^toilets$/, 1)];
await page.mouse.move(from.x + 1, from.y + from.height / 2);
await page.mouse.down();
await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 8 });
await page.mouse.up();
await page.waitForTimeout(300);
console.log(`marked: ${await page.inputValue("#f-quote")}`);
await page.locator(".quoting form button").last().click();
await page.waitForSelector(".said a.do");
await looked("said");
await page.locator(".said a.do").click();
await page.waitForURL((url) => url.pathname === "/register/promises/new");
await looked("which agreement");
await page.locator("main .entries a").first().click();
await page.waitForSelector("#f-promise");
await looked("sentence");
const sentence = `At least forty toilets stand, seen at ${width}.`;
await page.fill("#f-promise", sentence);
await page.locator("main form button").first().click();
await page.waitForSelector("#f-kind");
await looked("promise");
console.log(`quote: ${await page.inputValue("#f-quote")}`);
await page.fill("#f-unit", "toilets");
await page.selectOption("#f-target", "at_least");
await page.fill("#f-amount", "40");
await page.locator("main form button").last().click();
await page.waitForURL((url) => url.pathname === "/register/A-0001");
console.log(`promised: ${(await page.content()).includes(sentence)}`);
await looked("agreement");
await browser.close();
