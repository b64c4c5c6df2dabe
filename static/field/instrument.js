// Questions: which are asked after what was answered, and exact comparison of numbers. The same rules as the server's.
const DECIMAL = /^-?[0-9]{1,14}(\.[0-9]{1,12})?$/;
const SCALE = 12;

export function isDecimal(text) {
  return typeof text === "string" && DECIMAL.test(text);
}

// The value times 10^12, exact.
export function exact(text) {
  const [whole, after = ""] = text.replace("-", "").split(".");
  const digits = BigInt(whole + after.padEnd(SCALE, "0"));
  return text.startsWith("-") ? -digits : digits;
}

export function isWhole(text) {
  return /^0*$/.test(text.split(".")[1] || "");
}

export function decimalsOf(text) {
  return (text.split(".")[1] || "").length;
}

// What was typed as a plain number: a comma or another script's digits are as good as ours.
export function plainNumber(typed) {
  const ascii = String(typed)
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/[\u0966-\u096f]/g, (d) => String(d.charCodeAt(0) - 0x966));
  const text = ascii.replace(/[\s\u00a0\u202f]/g, "").replace("\u066b", ".").replace(",", ".").replace("\u2212", "-");
  return isDecimal(text) ? text : null;
}

// The kind of a question and what it says about it: "complaint" or {"count": {…}}.
export function kindOf(asks) {
  return typeof asks === "string" ? asks : Object.keys(asks)[0];
}

export function aboutOf(asks) {
  return typeof asks === "string" ? {} : asks[kindOf(asks)] || {};
}

// The names of the questions that are asked, given values by question. A rule looks only at questions before its own.
export function asked(instrument, values) {
  const found = new Set();
  for (const question of instrument.questions) {
    const rule = question.when;
    const value = rule && values[rule.question];
    const isAsked = !rule || (found.has(rule.question) && value !== undefined && value !== null && holds(rule.answer, value));
    if (isAsked) found.add(question.id);
  }
  return found;
}

export function holds(test, value) {
  const kind = Object.keys(test)[0];
  const wanted = test[kind];
  if (kind === "is") return wordsOf(value).includes(wanted);
  if (kind === "any_of") return wordsOf(value).some((word) => wanted.includes(word));
  const number = numberOf(value);
  if (number === null) return false;
  return kind === "over" ? exact(number) > exact(wanted) : exact(number) < exact(wanted);
}

function wordsOf(value) {
  if (value.yes_no) return [value.yes_no];
  if (value.complaint) return [value.complaint.made];
  if (value.condition) return [value.condition];
  if (value.choice) return value.choice;
  if (value.place) return [value.place.found ? "yes" : "no"];
  return [];
}

function numberOf(value) {
  if (value.count !== undefined) return value.count;
  if (value.measure !== undefined) return value.measure;
  if (value.satisfaction !== undefined) return String(value.satisfaction);
  return null;
}
