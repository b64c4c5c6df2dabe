// Large answers, told by word and shape, and fields for numbers and words.
import { button, el, icon } from "../dom.js";
import { say } from "../words.js";

// One of several (or several), each a large target. `pick` is told what is chosen.
export function choices(name, options, chosen, pick, { several, label } = {}) {
  const is = (id) => (several ? chosen.includes(id) : chosen === id);
  const each = options.map(({ id, words, mark, tone, small }) => {
    const input = el("input", {
      type: several ? "checkbox" : "radio",
      id: `${name}-${id}`,
      name,
      autocomplete: "off",
      props: { checked: is(id) },
      on: { change: (event) => pick(id, event.target.checked) },
    });
    const drawn = several ? [icon("box"), icon("ticked")] : mark ? icon(mark) : [icon("open"), icon("dot")];
    return el("div", { class: `choice ${tone || ""}` }, input, el("label", { for: `${name}-${id}` }, drawn, el("span", {}, words, small ? el("small", {}, small) : null)));
  });
  return el("div", { class: "choices", role: several ? "group" : "radiogroup", "aria-label": label || say("phone-answers") }, each);
}

export function yesNo(name, chosen, pick, labels) {
  const [yes, no] = labels || [say("visit-answer-yes"), say("visit-answer-no")];
  return choices(name, [{ id: "yes", words: yes, mark: "yes", tone: "good" }, { id: "no", words: no, mark: "no", tone: "not" }], chosen, pick);
}

const PLAIN = { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "none" };

// A number. Whole ones have keys to go up and down by one.
export function number(id, label, value, type, { whole, unit, hint } = {}) {
  const input = el("input", { ...PLAIN, id, class: "number", inputmode: whole ? "numeric" : "decimal", "aria-describedby": hint ? `${id}-hint` : null, props: { value: value || "" }, on: { input: (event) => type(event.target.value) } });
  const step = (by) => () => {
    const now = /^-?\d+$/.test(input.value.trim()) ? Number(input.value) : 0;
    input.value = String(Math.max(0, now + by));
    type(input.value);
  };
  const keys = whole
    ? [
        el("button", { type: "button", class: "step", "aria-label": say("phone-one-less", { what: label }), on: { click: step(-1) } }, icon("less")),
        el("button", { type: "button", class: "step", "aria-label": say("phone-one-more", { what: label }), on: { click: step(1) } }, icon("more")),
      ]
    : [];
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    hint ? el("small", { id: `${id}-hint` }, hint) : null,
    el("div", { class: `amount ${whole ? "stepped" : ""}` }, keys[0], input, keys[1], unit ? el("span", { class: "unit" }, unit) : null),
  );
}

export function text(id, label, value, type, { hint, long, most } = {}) {
  const about = { ...PLAIN, autocapitalize: "sentences", id, maxlength: most || 10000, "aria-describedby": hint ? `${id}-hint` : null, props: { value: value || "" }, on: { input: (event) => type(event.target.value) } };
  if (long) delete about.type;
  return el("div", { class: "field" }, el("label", { for: id }, label), hint ? el("small", { id: `${id}-hint` }, hint) : null, el(long ? "textarea" : "input", long ? { ...about, rows: 4 } : about));
}

export function time(id, label, value, type) {
  const input = el("input", { id, type: "time", autocomplete: "off", props: { value: value || "" }, on: { input: (event) => type(event.target.value.slice(0, 5)) } });
  const now = () => {
    const at = new Date();
    input.value = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
    type(input.value);
  };
  return el("div", { class: "field" }, el("label", { for: id }, label), el("div", { class: "amount" }, input, button(say("phone-now"), now, { class: "step wide" })));
}
