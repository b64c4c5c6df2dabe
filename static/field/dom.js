// Elements and icons. What people or servers wrote becomes text nodes, never markup.
const SVG = "http://www.w3.org/2000/svg";

// Makes an element. `about` holds attributes; `on` in it holds listeners, `props` properties.
export function el(tag, about, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about || {})) {
    if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, ["click", "submit"].includes(event) ? once(act) : act);
    else if (name === "props") Object.assign(made, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  add(made, children);
  return made;
}

// Whoever touches a slow phone twice means it once: while the first touch is at work, others do nothing.
function once(act) {
  let works = false;
  return (event) => {
    if (event.type === "submit") event.preventDefault();
    if (works) return;
    const work = act(event);
    if (!(work instanceof Promise)) return;
    works = true;
    work.finally(() => {
      works = false;
    });
  };
}

export function add(parent, children) {
  for (const child of children.flat(2)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : String(child));
  }
  return parent;
}

export function empty(node) {
  while (node.firstChild) node.firstChild.remove();
  return node;
}

// Shapes on a square of 24. `f` is filled, everything else is drawn as a line.
const SHAPES = {
  yes: [["circle", { cx: 12, cy: 12, r: 11, class: "f" }], ["path", { d: "M7 12.5l3.4 3.4L17 9", class: "on" }]],
  no: [["circle", { cx: 12, cy: 12, r: 10 }], ["path", { d: "M8.5 8.5l7 7m0-7l-7 7" }]],
  partly: [["circle", { cx: 12, cy: 12, r: 10 }], ["path", { d: "M12 2a10 10 0 0 1 0 20z", class: "f" }]],
  why: [["circle", { cx: 12, cy: 12, r: 10, class: "dots" }], ["path", { d: "M9.6 9.4a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2 1-1.2 1.8M12 16.6v.2" }]],
  open: [["circle", { cx: 12, cy: 12, r: 10 }]],
  dot: [["circle", { cx: 12, cy: 12, r: 10 }], ["circle", { cx: 12, cy: 12, r: 5, class: "f" }]],
  box: [["rect", { x: 3, y: 3, width: 18, height: 18, rx: 3 }]],
  ticked: [["rect", { x: 3, y: 3, width: 18, height: 18, rx: 3, class: "f" }], ["path", { d: "M7 12.5l3.4 3.4L17 9", class: "on" }]],
  camera: [["path", { d: "M3 8h4l2-3h6l2 3h4v11H3z" }], ["circle", { cx: 12, cy: 13, r: 3.6 }]],
  pictures: [["path", { d: "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6" }], ["circle", { cx: 15.5, cy: 9, r: 1.4 }]],
  place: [["path", { d: "M12 22s7-6.6 7-12a7 7 0 0 0-14 0c0 5.4 7 12 7 12z" }], ["circle", { cx: 12, cy: 10, r: 2.4 }]],
  phone: [["rect", { x: 6, y: 2, width: 12, height: 20, rx: 2 }], ["path", { d: "M11 19h2" }]],
  sending: [["path", { d: "M12 20V5M6 11l6-6 6 6" }]],
  safe: [["path", { d: "M12 2l8 3v6c0 5-3.4 9-8 11-4.6-2-8-6-8-11V5z" }], ["path", { d: "M8.5 12l2.5 2.5 4.5-5" }]],
  warn: [["path", { d: "M12 3L2 21h20zM12 10v5m0 2.6v.2" }]],
  shield: [["path", { d: "M12 2l8 3v6c0 5-3.4 9-8 11-4.6-2-8-6-8-11V5z" }]],
  back: [["path", { d: "M15 4l-8 8 8 8" }]],
  go: [["path", { d: "M9 4l8 8-8 8" }]],
  bin: [["path", { d: "M4 7h16M9 7V4h6v3m3 0l-1 13H7L6 7" }]],
  ear: [["path", { d: "M4 9h4l5-5v16l-5-5H4zM17 8a6 6 0 0 1 0 8" }]],
  keep: [["path", { d: "M12 3v12m-5-5l5 5 5-5M4 20h16" }]],
  less: [["path", { d: "M5 12h14" }]],
  more: [["path", { d: "M5 12h14M12 5v14" }]],
};

// A drawing beside words; screen readers pass over it.
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["class", `i i-${name}`], ["aria-hidden", "true"], ["focusable", "false"]])
    svg.setAttribute(key, value);
  for (const [tag, about] of SHAPES[name] || []) {
    const part = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(about)) part.setAttribute(key, String(value));
    svg.append(part);
  }
  return svg;
}

export function button(label, act, about) {
  const { icon: drawn, class: kind, ...rest } = about || {};
  return el("button", { type: "button", class: kind || "quiet", on: { click: act }, ...rest }, drawn && icon(drawn), el("span", {}, label));
}
