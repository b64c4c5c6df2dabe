// A phone of somebody who begins an organisation by its link, signs out, and signs in again. Prints what it saw.
// node phone.mjs NODE_MODULES CHROMIUM ORIGIN CODE FINGERPRINT PASSWORD
import { createRequire } from "node:module";
import path from "node:path";

const [modules, chromium, origin, code, fingerprint, password] = process.argv.slice(2);
const { chromium: engine } = createRequire(path.join(modules, "here.js"))("playwright-core");
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

await page.goto(`${origin}/begin#${code}`);
console.log(`code: ${await page.inputValue("[name=code]")}`);
console.log(`address: ${page.url().slice(origin.length)}`);
const filled = { organisation: "Water Watch", work_name: "social audit", name: "Amina", sign_in_name: "amina" };
for (const [name, value] of Object.entries(filled)) await page.fill(`[name=${name}]`, value);
await page.fill("[name=password]", password);
await page.locator("main form button").first().tap();
await page.waitForURL(`${origin}/welcome`);
const [cookie] = (await phone.cookies()).filter((one) => one.name.includes("groundtruth"));
console.log(`cookie: ${cookie.name} ${cookie.secure} ${cookie.httpOnly} ${cookie.sameSite}`);
await phone.clearCookies();
await page.goto(`${origin}/account`);
console.log(`without: ${(await page.title()).length > 0 && !(await page.content()).includes("Amina")}`);
await page.goto(`${origin}/sign-in`);
await page.fill("[name=sign_in_name]", "amina");
await page.fill("[name=password]", password);
await page.locator("main form button").first().tap();
await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
await page.goto(`${origin}/account`);
console.log(`account: ${(await page.content()).includes("Water Watch")}`);
console.log(`sideways: ${await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)}`);
await browser.close();
