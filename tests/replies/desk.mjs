// A provider who has never seen the product answers what is said about it, on a phone of 360 pixels: opens the link or types
// the code, reads, answers one finding with words and a document, declines another, and sees what it sent. Prints what is wrong
// as lines of JSON, and last what was seen.
// node desk.mjs NODE_MODULES CHROMIUM ORIGIN [SCREENSHOTS] < one line of JSON: link, code, first, second, found
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

const [modules, chromium, origin, screenshots] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const SAID = "Two of the taps were closed that day.";
const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");

const wrong = (what, where, detail) => console.log(JSON.stringify({ what, where, detail }));
const given = JSON.parse(readFileSync(0, "utf8"));
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
if (screenshots) mkdirSync(screenshots, { recursive: true });
let seen = 0;

async function walk(scripted, { link, code, first, second, found }) {
  const how = scripted ? "with script" : "without script";
  const phone = await browser.newContext({ ...PHONE, javaScriptEnabled: scripted });
  // The same pages again with the policy set aside, so that the checker can run in them.
  const checked = await browser.newContext({ ...PHONE, bypassCSP: true });
  const page = await phone.newPage();
  // That a form was refused with its status is the browser's own word, not the page's.
  page.on("console", (line) => line.text().includes("status of 422") || wrong("console", how, line.text()));
  page.on("pageerror", (error) => wrong("script", how, String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) wrong("elsewhere", how, request.url());
    if (request.url().includes(new URL(link).hash.slice(1))) wrong("token sent", how, request.url());
  });
  const needs = (is, what) => {
    if (is) seen += 1;
    else wrong("missing", how, `${what} at ${page.url()}`);
  };
  const text = () => page.locator("main").innerText();
  const look = async (name) => {
    await checked.clearCookies();
    await checked.addCookies(await phone.cookies());
    const other = await checked.newPage();
    await other.goto(page.url(), { waitUntil: "networkidle" });
    const beyond = await other.evaluate(() => document.documentElement.scrollWidth - 360);
    if (beyond > 0) wrong("sideways", `${name}, ${how}`, `${beyond} pixels`);
    await other.evaluate(axe);
    const result = await other.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
    for (const one of result.violations) wrong("axe", `${name}, ${how}`, `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
    await other.close();
    if (screenshots) await page.screenshot({ path: path.join(screenshots, `reply-desk-${name}-${scripted ? "script" : "plain"}.png`), fullPage: true });
  };
  const goes = (where) => Promise.all([page.waitForNavigation({ waitUntil: "networkidle" }), where.tap()]);
  const leads = (name) => goes(page.getByRole("link", { name, exact: true }));
  const presses = (name) => goes(page.getByRole("button", { name, exact: true }));

  // Programs that look at links before people do.
  const before = await Promise.all(Array.from({ length: 50 }, () => fetch(link, { redirect: "manual" })));
  needs(before.every((answer) => answer.status === 200 && !answer.headers.get("set-cookie")), "fifty looks at the link");

  if (scripted) {
    await page.goto(link, { waitUntil: "networkidle" });
    needs((await page.inputValue("#f-code")).length > 20, "the link fills in the field");
    needs(!page.url().includes("#"), "the address without what opens");
  } else {
    await page.goto(`${origin}/reply`, { waitUntil: "networkidle" });
    await page.fill("#f-code", code.toLowerCase().replaceAll("-", " "));
  }
  await look("door");
  await presses("Read the findings");
  await page.waitForURL(/\/reply\/findings$/);
  needs((await text()).includes("printed in full beside the finding"), "what becomes of an answer");
  await look("findings");

  await leads(`Read and answer ${first}`);
  needs((await text()).includes(found), "the finding in full");
  await look("finding");
  // An objection without a word is refused, with a reason, and what was chosen stays.
  await page.check('input[name="state"][value="disagrees"]');
  await presses("Send this answer");
  needs((await text()).includes("Say in words, or by a document"), "why it was refused");
  needs(await page.isChecked('input[name="state"][value="disagrees"]'), "what was chosen");
  await page.fill('textarea[name="text"]', SAID);
  await page.setInputFiles('input[name="file"]', { name: "record.pdf", mimeType: "application/pdf", buffer: PDF });
  await page.fill('input[name="file_title"]', "Cleaning record");
  await presses("Send this answer");
  await page.waitForURL(/\/reply\/findings$/);
  needs((await text()).includes("you said: disagrees"), "that the answer came in");

  await leads(`Read and answer ${second}`);
  await page.check('input[name="state"][value="declined"]');
  await presses("Send this answer");
  await page.waitForURL(/\/reply\/findings$/);
  needs((await text()).includes("you said: declined"), "that it declined");
  await look("answered");

  // The receipt: what was sent, word for word, with its document.
  await leads(`Read and answer ${first}`);
  const receipt = await text();
  needs(receipt.includes("What you sent") && receipt.includes(SAID) && receipt.includes("1 document"), "the receipt");
  await look("receipt");
  await page.goBack({ waitUntil: "networkidle" });
  await leads("The notice as it was sent");
  needs((await text()).includes("SHA-256"), "the notice with its hash");
  await look("notice");
  await page.goto(`${origin}/reply/findings`, { waitUntil: "networkidle" });
  await presses("Leave this desk");
  await page.goto(`${origin}/reply/findings`, { waitUntil: "networkidle" });
  needs(page.url() === `${origin}/reply`, "that the desk is left");
  await phone.close();
  await checked.close();
}

for (const [at, scripted] of [true, false].entries()) await walk(scripted, given[at]);
await browser.close();
console.log(`seen ${seen}`);
