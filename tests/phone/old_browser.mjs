// The oldest browser that the app is made for, with little memory: let in, a visit without a signal with photographs of a large
// camera, a reload, a dead battery, and everything on the server in the end.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

import { answers, ARGUMENTS, ask, begins, begun, chromium, folder, hasBrowser, isReady, isSafe, joins, last, ok, origin, phone, photographs, picks, sends, speaks, takes, toPlaces, unlocks, words } from "./hand.mjs";
import { limited, watched } from "./memory.mjs";
import { opened } from "./pipe.mjs";

const MEMORY = 256;

// The package brings the browser packed; it trusts whom the home of its user trusts.
const program = path.join(folder, "browser");
fs.writeFileSync(program, brotliDecompressSync(fs.readFileSync(chromium)), { mode: 0o755 });
const trust = path.join(folder, "user/.pki/nssdb");
fs.mkdirSync(trust, { recursive: true });
execFileSync("certutil", ["-N", "-d", `sql:${trust}`, "--empty-password"]);
execFileSync("certutil", ["-A", "-d", `sql:${trust}`, "-n", "office", "-t", "C,,", "-i", path.join(folder, "authority.pem")]);
const group = limited(MEMORY * 1024 * 1024);
const within = group ? group.within : [];
const taken = [];
let version = "";
hasBrowser(async (own) => {
  const context = await opened([...within, program], own.home, { args: ARGUMENTS, width: 360, height: 740, env: { HOME: path.join(folder, "user") } });
  const seen = watched(context.id);
  taken.push(seen);
  context.ended.then(seen.stop);
  version = await context.version();
  await context.grant(origin, ["geolocation"]).catch(() => {});
  await context.setPlace({ latitude: -33.92, longitude: 18.42, accuracy: 12 });
  Object.assign(own, { page: context.page, dies: context.dies });
  return context;
});
await speaks("en");

// A photograph of twelve megapixels, as a phone takes it.
async function picksALargeOne(page) {
  const picture = fs.readFileSync(await ask("picture"));
  await page.setInputFiles("#pick", [{ name: "IMG_1.jpg", buffer: picture }]);
  await page.waitForFunction(() => document.querySelectorAll(".photos li img[src]").length > 1, null, { timeout: 60000 });
}

async function visit() {
  const own = phone("old");
  let page = await own.open();
  const [token, code] = (await ask("link")).split(" ");
  await joins(own, token, "1234");
  ok(true, `a link and a PIN let ${version} in`);
  await toPlaces(page);
  await isReady(page);
  await own.shot("today");
  await ask("down");
  await own.context.setOffline(true);
  await page.reload();
  await unlocks(page, "1234");
  await page.waitForSelector("ol.rows");
  ok(true, "without a signal it begins again after a reload");
  await begins(page);
  ok((await begun(page)) === 1, "a visit that is begun by two touches is one visit");
  await answers(own, async () => {
    await takes(page);
    await picksALargeOne(page);
    await picks(page);
    await page.click("summary");
    await page.fill("#note", "Two taps drip");
    await page.waitForTimeout(600);
    await own.shot("count");
    await page.reload();
    await unlocks(page, "1234");
    await page.waitForSelector("#note");
    ok((await page.inputValue("#note")) === "Two taps drip" && (await page.inputValue("#n")) === "8", "a reload loses nothing");
    await page.waitForFunction(() => document.querySelectorAll(".photos li img[src]").length === 3);
    const kept = await photographs(page);
    await own.dies();
    page = await own.open();
    await own.context.setOffline(true);
    await page.goto(`${origin}/field`);
    await unlocks(page, "1234");
    await page.waitForSelector("#note");
    own.hashes = (await photographs(page)).map(({ hash }) => hash);
    ok(kept.length === 3 && kept.map(({ hash }) => hash).join() === own.hashes.join(), "nor does a dead battery, to the byte");
  });
  await own.shot("review");
  await sends(page);
  await own.shot("waits");
  await own.context.setOffline(false);
  // Connections that are open end each time: whatever is on its way then comes again.
  for (let round = 0; round < 4; round += 1) {
    await ask("cut 30");
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.waitForTimeout(400);
  }
  ok(await isSafe(page), "with the network cut again and again it is safe in the end");
  ok(Boolean(await page.$(".slip .code")), "there is a receipt with a code");
  await own.shot("safe");
  const arrived = await ask(`arrived ${own.hashes.join(" ")}`);
  ok(arrived === "yes", `every photograph is on the server, to the byte, once${arrived === "yes" ? "" : `: ${arrived}`}`);
  ok((await ask(`accept ${code}`)) === "yes", "the checker accepts it");
  await own.context.close();
}

try {
  await visit();
  const most = Math.max(...taken.map((one) => one.most));
  ok(most > 50 && most < 2 * MEMORY, `all processes of the browser took ${most} MB at most, with the pages of the program itself`);
  if (group) console.log(`said: it had a limit of ${MEMORY} MB, and ${group.had()} MB of its own at most`);
  else console.log("said: nobody may make a group with a limit of memory here: the browser had what there is");
} catch (error) {
  if (last) await last.shot("failed").catch(() => {});
  console.log(`fail: ${String(error.stack || error).split("\n").slice(0, 6).join(" | ")}`);
  if (last) await last.context.dies().catch(() => {});
}
for (const one of taken) one.stop();
if (group) await group.gone();
console.log("done");
process.exit(0);
