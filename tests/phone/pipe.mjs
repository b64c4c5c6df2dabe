// A browser of years ago, driven over the pipe of its own debugger: what drives present ones asks it for things that it does
// not know yet. The part of a page that the hand of an observer needs, under the same names.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

// Runs in the page: what a selector means. Beside CSS it knows text=WORDS and :has-text("WORDS").
const FIND = `(selector) => {
  const plain = (one) => (one.textContent || "").replace(/\\s+/g, " ").trim().toLowerCase();
  const seen = (one) => one.getClientRects().length > 0;
  if (selector.startsWith("text=")) {
    const wanted = selector.slice(5).toLowerCase();
    const all = [...document.querySelectorAll("body *")].filter((one) => seen(one) && plain(one).includes(wanted));
    return all.filter((one) => ![...one.children].some((child) => all.includes(child)));
  }
  const [, before, wanted] = /^(.*):has-text\\("(.*)"\\)$/.exec(selector) || [null, selector, null];
  return [...document.querySelectorAll(before)].filter((one) => wanted === null || plain(one).includes(wanted.toLowerCase()));
}`;

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

// One browser with one page, on a profile in a folder.
export async function opened(program, home, { args, width, height, env }) {
  fs.mkdirSync(home, { recursive: true });
  const all = ["--headless", "--remote-debugging-pipe", `--user-data-dir=${home}`, `--window-size=${width},${height}`, ...args];
  const running = spawn(program[0], [...program.slice(1), ...all], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const own = { id: running.pid, ended: new Promise((resolve) => running.on("exit", resolve)) };
  const waiting = new Map();
  const listeners = new Map();
  let number = 0;
  let session = null;
  const heard = (said) => {
    if (said.method === "Target.receivedMessageFromTarget") heard(JSON.parse(said.params.message));
    else if (said.id) {
      const { resolve, reject, method } = waiting.get(said.id) || {};
      waiting.delete(said.id);
      if (resolve) said.error ? reject(new Error(`${method}: ${said.error.message}`)) : resolve(said.result);
    } else for (const act of listeners.get(said.method) || []) act(said.params);
  };
  let rest = "";
  running.stdio[4].on("data", (some) => {
    const messages = (rest + some).split("\0");
    rest = messages.pop();
    for (const one of messages) heard(JSON.parse(one));
  });
  for (const end of running.stdio.slice(3)) end.on("error", () => {});
  running.on("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("the browser has gone"));
    waiting.clear();
  });
  const send = (method, params, of) =>
    new Promise((resolve, reject) => {
      const id = (number += 1);
      waiting.set(id, { resolve, reject, method });
      running.stdio[3].write(`${JSON.stringify({ id, method, params: params || {}, ...of })}\0`);
    });
  const listen = (method, act) => listeners.set(method, [...(listeners.get(method) || []), act]);
  const once = (method) =>
    new Promise((resolve) => {
      const act = (said) => {
        listeners.set(method, listeners.get(method).filter((one) => one !== act));
        resolve(said);
      };
      listen(method, act);
    });
  // A message to the page travels inside of one to the browser.
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      const id = (number += 1);
      waiting.set(id, { resolve, reject, method });
      send("Target.sendMessageToTarget", { sessionId: session, message: JSON.stringify({ id, method, params: params || {} }) }).catch(reject);
    });

  const { targetId } = await send("Target.createTarget", { url: "about:blank", width, height });
  session = (await send("Target.attachToTarget", { targetId })).sessionId;
  for (const domain of ["Page", "Runtime", "Log", "DOM", "Network"]) await ask(`${domain}.enable`);
  const measures = (tall) => ask("Emulation.setDeviceMetricsOverride", { width, height: tall, deviceScaleFactor: 1, mobile: false });
  await measures(height);

  const page = { timeout: 30000 };
  const evaluated = async (expression, byValue = true) => {
    const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: byValue, userGesture: true });
    if (exceptionDetails) throw new Error(`${exceptionDetails.text} ${(exceptionDetails.exception || {}).description || ""}`);
    return byValue ? result.value : result;
  };
  page.evaluate = (act, given) => evaluated(`(${act})(${given === undefined ? "" : JSON.stringify(given)})`);
  // Asks until it is so; a page that is just going is no fault.
  page.waitForFunction = async (act, given, { timeout } = {}) => {
    const until = Date.now() + (timeout || page.timeout);
    let last = "";
    while (Date.now() < until) {
      const is = await page.evaluate(act, given === undefined ? null : given).catch((error) => {
        last = error.message;
        return false;
      });
      if (is) return is;
      await pause(100);
    }
    throw new Error(`it never was so: ${JSON.stringify(given)} ${last} ${String(act).slice(0, 200)}`);
  };
  const at = (selector, then) => evaluated(`(() => { const found = (${FIND})(${JSON.stringify(selector)}); return (${then})(found[0], found); })()`);
  const seen = (selector) => page.waitForFunction(`(selector) => (${FIND})(selector).some((one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden")`, selector);
  page.waitForSelector = seen;
  page.waitForTimeout = pause;
  page.setDefaultTimeout = (time) => (page.timeout = time);
  page.url = () => evaluated("location.href");
  page.textContent = async (selector) => {
    await page.waitForFunction(`(selector) => (${FIND})(selector).length > 0`, selector);
    return at(selector, "(one) => one.textContent");
  };
  page.inputValue = (selector) => at(selector, "(one) => one.value");
  page.$ = async (selector) => ((await at(selector, "(one, all) => all.length")) ? selector : null);
  page.$$ = async (selector) => Array.from({ length: await at(selector, "(one, all) => all.length") }, () => selector);
  page.$$eval = (selector, act) => at(selector, `(one, all) => (${act})(all)`);
  // A touch where a finger would be: what lies over it would get it.
  page.click = async (selector) => {
    await seen(selector);
    const until = Date.now() + page.timeout;
    for (;;) {
      const where = await at(
        selector,
        `async (one, all) => {
          const it = all.find((other) => other.getClientRects().length) || one;
          if (!it || it.disabled) return null;
          it.scrollIntoView({ block: "center" });
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const { left, top, width, height } = it.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          const under = document.elementFromPoint(x, y);
          return under && (it.contains(under) || under.contains(it) || (it.control && it.control === under)) ? { x, y } : null;
        }`,
      ).catch(() => null);
      if (where) {
        for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) await ask("Input.dispatchMouseEvent", { type, ...where, button: type === "mouseMoved" ? "none" : "left", clickCount: 1 });
        return;
      }
      if (Date.now() > until) throw new Error(`nothing to touch: ${selector}`);
      await pause(100);
    }
  };
  page.fill = async (selector, text) => {
    await seen(selector);
    await at(selector, "(one) => { one.focus(); one.select && one.select(); }");
    if (text) await ask("Input.insertText", { text }).catch(() => null);
    const is = await page.inputValue(selector);
    if (is === text) return;
    await at(selector, `(one) => { one.value = ${JSON.stringify(text)}; one.dispatchEvent(new Event("input", { bubbles: true })); }`);
  };
  page.setInputFiles = async (selector, files) => {
    const names = files.map(({ name, buffer }) => {
      const file = path.join(home, name);
      fs.writeFileSync(file, buffer);
      return file;
    });
    const { objectId } = await evaluated(`document.querySelector(${JSON.stringify(selector)})`, false);
    const { node } = await ask("DOM.describeNode", { objectId });
    await ask("DOM.setFileInputFiles", { files: names, backendNodeId: node.backendNodeId });
  };
  page.goto = async (url) => {
    const loaded = once("Page.loadEventFired");
    const { errorText, loaderId } = await ask("Page.navigate", { url });
    if (errorText) throw new Error(errorText);
    if (loaderId) await Promise.race([loaded, pause(page.timeout)]);
  };
  page.reload = async () => {
    const loaded = once("Page.loadEventFired");
    await ask("Page.reload");
    await Promise.race([loaded, pause(page.timeout)]);
  };
  page.screenshot = async ({ path: file }) => {
    const tall = await evaluated("Math.max(innerHeight, document.documentElement.scrollHeight)");
    await measures(tall);
    await pause(200);
    const { data } = await ask("Page.captureScreenshot", { format: "png" });
    fs.writeFileSync(file, Buffer.from(data, "base64"));
    await measures(height);
  };
  page.on = (what, act) => {
    if (what === "pageerror") listen("Runtime.exceptionThrown", ({ exceptionDetails }) => act(new Error(`${exceptionDetails.text} ${(exceptionDetails.exception || {}).description || ""} ${exceptionDetails.url || ""}`)));
    if (what === "console") listen("Log.entryAdded", ({ entry }) => act({ text: () => entry.text }));
  };
  own.page = page;
  own.version = async () => (await send("Browser.getVersion")).product;
  own.addInitScript = (act) => ask("Page.addScriptToEvaluateOnNewDocument", { source: `(${act})()` });
  own.setOffline = (offline) => ask("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  own.setPlace = (place) => ask("Emulation.setGeolocationOverride", place);
  own.grant = (origin, permissions) => send("Browser.grantPermissions", { origin, permissions });
  own.ignoreCertificates = () => ask("Security.setIgnoreCertificateErrors", { ignore: true });
  own.close = async () => {
    await send("Browser.close").catch(() => {});
    await Promise.race([own.ended, pause(5000)]);
    running.kill("SIGKILL");
  };
  // The battery is empty: nothing is closed in order.
  own.dies = async () => {
    for (const id of family(running.pid)) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // It went by itself.
      }
    }
    await own.ended;
  };
  return own;
}

// A process and all that it started, itself first.
export function family(first) {
  const parents = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const about = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(about.slice(about.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It has gone.
    }
  }
  const all = [first];
  for (const one of all) for (const [id, parent] of parents) if (parent === one) all.push(id);
  return all;
}
