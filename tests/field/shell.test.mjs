// The shell is whole: every word is in the catalogue, every module is fetched at once, nothing is inline, all of it is small.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../../static/field/", import.meta.url));
const assets = fileURLToPath(new URL("../../templates/", import.meta.url));
const folders = (path) => readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? folders(join(path, entry.name)) : [join(path, entry.name)]));
const files = folders("");
const text = (name) => readFileSync(join(root, name), "utf8");
const modules = files.filter((name) => name.endsWith(".js"));
const catalogue = (code) => new Set(readFileSync(join(assets, "words", `${code}.ftl`), "utf8").split("\n").map((line) => (/^([a-z0-9_-]+) =/.exec(line) || [])[1]));

test("every word that the phone says is in the catalogue", () => {
  const known = catalogue("en");
  const all = modules.map(text).join("\n");
  const asked = new Set([...all.matchAll(/["`]((?:phone|visit|intake)-[a-z0-9_-]*[a-z0-9])["`]/g)].map((found) => found[1]));
  assert.ok(asked.size > 150);
  assert.deepEqual([...asked].filter((key) => !known.has(key)), []);
  const built = /^phone-(state|trouble)-/;
  const unused = [...known].filter((key) => key && key.startsWith("phone-") && !asked.has(key) && !built.test(key));
  assert.deepEqual(unused, []);
});

test("the first screen needs few modules, all named in the page; the rest is asked for at once", () => {
  const page = text("index.html");
  const imports = (name) => [...text(name).matchAll(/^import [^;]*?"(\.[^"]+)";|^import "(\.[^"]+)";/gm)].map((found) => join(name, "..", found[1] || found[2]));
  const first = new Set(["app.js"]);
  for (const name of first) imports(name).forEach((other) => first.add(other));
  assert.ok(first.size <= 9, [...first].join(" "));
  assert.deepEqual([...first].filter((name) => !page.includes(`"/field/${name}"`)), []);
  const behind = new Set(imports("inside.js"));
  const rest = modules.filter((name) => !first.has(name) && !["sw.js", "inside.js", "old.js"].includes(name));
  assert.deepEqual(rest.filter((name) => !behind.has(name)), []);
});

test("every module that is asked for is there", () => {
  for (const name of modules) {
    for (const [, asked] of text(name).matchAll(/from "(\.[^"]+)"/g)) assert.ok(files.includes(join(name, "..", asked)), `${name}: ${asked}`);
  }
});

test("nothing is inline, nothing is markup, and nothing is newer than 2018", () => {
  const page = text("index.html");
  assert.doesNotMatch(page, /<script>|<style|style=|\son[a-z]+=|https?:\/\//);
  for (const name of modules) {
    const source = text(name);
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|sessionStorage/, name);
    if (name !== "last.js") assert.doesNotMatch(source, /localStorage/, name);
    assert.doesNotMatch(source, /\?\?|\?\.[a-z([]|\|\|=|&&=|\d_\d/, name);
    assert.doesNotMatch(source, /\.at\(|structuredClone|replaceAll|replaceChildren|randomUUID|Object\.(hasOwn|fromEntries)|\.findLast|AbortSignal\.timeout|allSettled|Promise\.any|globalThis|\.matchAll\(\/|blob\.(arrayBuffer|text)\(/, name);
    assert.match(source, /^\/\/ \S/, `${name} says first what it is`);
  }
  // What tells that a browser is too old is read by those, too.
  assert.doesNotMatch(text("old.js"), /=>|^\s*(const|let|class|async) |`|\.\.\./m);
  assert.match(page, /<script defer src="\/field\/old.js"><\/script>\n<script type="module"/);
  const style = text("field.css");
  assert.doesNotMatch(style, /(margin|padding|border)-(left|right)|text-align: (left|right)|[\s;]gap:|margin-inline:|padding-inline:|[\s;]inset(-[a-z]+)*:|:is\(/);
});

test("the whole phone is below 100 KB compressed, with the words of one language", () => {
  const packed = (bytes) => gzipSync(bytes, { level: 6 }).length;
  const shell = files.reduce((sum, name) => sum + packed(readFileSync(join(root, name))), 0);
  const faces = readFileSync(join(assets, "assets", "plex-serif-600.woff2")).length;
  const words = readFileSync(join(assets, "words", "fr.ftl"), "utf8").split("\n").filter((line) => /^(phone|visit|intake)-/.test(line)).join("\n");
  const all = { shell, face: faces, words: packed(words), total: shell + faces + packed(words) };
  console.log(JSON.stringify(all));
  assert.ok(all.total < 100_000, `total ${all.total}`);
});
