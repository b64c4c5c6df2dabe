// What the phone says, in the language that was chosen. The words come from the server's catalogue, by key.
export const LANGUAGES = ["en", "es", "fr"];
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur", "ps"];

let said = {};
let spoken = "en";
let rules = new Intl.PluralRules("en");

// The language the device asks for, where it is one of ours.
export function preferred(wished) {
  const found = (wished || []).map((tag) => String(tag).slice(0, 2).toLowerCase()).find((code) => LANGUAGES.includes(code));
  return found || "en";
}

export function language() {
  return spoken;
}

export function use(code, catalogue) {
  said = catalogue;
  spoken = code;
  rules = new Intl.PluralRules(code);
}

export async function load(code) {
  const answer = await fetch(`/field/words/${code}.json`, { credentials: "omit" });
  if (!answer.ok) throw new Error(`words ${answer.status}`);
  use(code, await answer.json());
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}

// Right to left can be tried in any language: /field?rtl
export function directionOf(code) {
  return RIGHT_TO_LEFT.includes(code) || new URLSearchParams(location.search).has("rtl") ? "rtl" : "ltr";
}

// The sentence of a key. A key that is not there is shown as it is, so that nothing is ever blank.
export function say(key, fill) {
  let text = said[key];
  if (text === undefined) return key;
  if (typeof text !== "string") text = text[rules.select(Number(fill && fill.count))] || text.other;
  return text.replace(/\{ ?\$?([a-z_]+) ?\}/g, (whole, name) => (fill && fill[name] !== undefined ? String(fill[name]) : whole));
}

export function knows(key) {
  return said[key] !== undefined;
}

// Words of an audit: one text, or one for each language.
export function told(words) {
  if (words === null || words === undefined) return "";
  if (typeof words === "string") return words;
  return words[spoken] || words.en || Object.values(words)[0] || "";
}

// A day as people say it here.
export function day(text) {
  const [year, month, date] = String(text).slice(0, 10).split("-").map(Number);
  const at = new Date(Date.UTC(year, (month || 1) - 1, date || 1));
  if (Number.isNaN(at.getTime())) return String(text);
  return new Intl.DateTimeFormat(spoken, { day: "numeric", month: "long", timeZone: "UTC" }).format(at);
}
