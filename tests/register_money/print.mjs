// Prints a page on A4 and tells how many sheets it takes, in whole lists and with nothing cut off to the side.
// node print.mjs NODE_MODULES CHROMIUM ADDRESS COOKIE
import { createRequire } from "node:module";
import path from "node:path";

const [modules, chromium, address, cookie] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const { chromium: engine } = require("playwright-core");
const browser = await engine.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const context = await browser.newContext();
const [name, value] = cookie.split("=");
await context.addCookies([{ name, value, url: new URL(address).origin }]);
const page = await context.newPage();
const answer = await page.goto(address, { waitUntil: "networkidle" });
console.log(`status: ${answer.status()}`);
const bytes = await page.pdf({ format: "A4", printBackground: true, margin: { top: "1.5cm", bottom: "1.5cm", left: "1.5cm", right: "1.5cm" } });
const sheets = bytes.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
console.log(`sheets: ${sheets.length}`);
await browser.close();
