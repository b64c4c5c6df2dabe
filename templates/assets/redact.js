// Boxes over a picture, drawn with a pointer or with keys. The fields of the form are what is sent, and what is drawn
// follows from them.
const SIDE = 10000;
const STEP = 100;
const LEAST = 50;
const SIDES = ["left", "top", "width", "height"];
const SVG = "http://www.w3.org/2000/svg";

const within = (value, most) => Math.min(Math.max(Math.round(value), 0), most);

function begin(editor) {
  const sheet = editor.querySelector(".covering");
  const layer = editor.querySelector(".covers");
  const says = editor.querySelector("[role=status]");
  const drawn = new Map();

  const rows = () => [...editor.querySelectorAll("fieldset.cover")];
  const field = (row, side) => row.querySelector(`[name="box-${row.dataset.number}-${side}"]`);
  const isEmpty = (row) => SIDES.every((side) => field(row, side).value.trim() === "");
  const name = (row) => row.querySelector("legend").textContent;

  // Shares of 10,000, or nothing where a field is no share: the server says what is wrong with it.
  function read(row) {
    const typed = SIDES.map((side) => field(row, side).value.trim().replace(",", ".").replace(/\s*%$/, ""));
    if (!typed.every((text) => /^\d{1,3}(\.\d{1,2})?$/.test(text))) return null;
    const box = typed.map((text) => Math.round(Number(text) * 100));
    const [left, top, width, height] = box;
    return width && height && left + width <= SIDE && top + height <= SIDE ? box : null;
  }

  function write(row, box) {
    SIDES.forEach((side, at) => {
      field(row, side).value = box ? String(box[at] / 100) : "";
      field(row, side).removeAttribute("aria-invalid");
    });
    row.classList.remove("wrong");
    row.querySelector(".error")?.remove();
    draw();
  }

  function told(row) {
    const sides = SIDES.map((side) => `${field(row, side).labels[0].textContent.trim()} ${field(row, side).value}`);
    return `${name(row)} · ${sides.join(", ")}`;
  }

  function draw() {
    for (const row of rows()) {
      const box = read(row);
      let rect = drawn.get(row);
      row.querySelector(".take").hidden = isEmpty(row);
      if (!box) {
        rect?.remove();
        drawn.delete(row);
        continue;
      }
      if (!rect) {
        rect = document.createElementNS(SVG, "rect");
        rect.setAttribute("tabindex", "0");
        rect.setAttribute("role", "button");
        rect.setAttribute("aria-describedby", "redaction-help");
        rect.addEventListener("keydown", (event) => pressed(event, row));
        drawn.set(row, rect);
        layer.append(rect);
      }
      ["x", "y", "width", "height"].forEach((side, at) => rect.setAttribute(side, box[at]));
      rect.setAttribute("aria-label", told(row));
    }
  }

  // A row without a box; the last one is copied where all of them have one.
  function free() {
    const all = rows();
    const empty = all.find(isEmpty);
    if (empty) return empty;
    const last = all.at(-1);
    const number = Number(last.dataset.number) + 1;
    if (number > Number(editor.dataset.most)) {
      says.textContent = editor.dataset.full;
      return null;
    }
    const row = last.cloneNode(true);
    row.dataset.number = number;
    row.classList.remove("wrong");
    row.querySelector(".error")?.remove();
    row.querySelector("legend").textContent = editor.dataset.box.replace("#", number);
    row.querySelectorAll("input").forEach((input, at) => {
      input.name = `box-${number}-${SIDES[at]}`;
      input.id = at ? `f-box-${number}-${SIDES[at]}` : `f-box-${number}`;
      input.value = "";
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
    last.after(row);
    return row;
  }

  function remove(row) {
    const after = rows().filter((one) => drawn.has(one) && one !== row);
    const next = after.find((one) => Number(one.dataset.number) > Number(row.dataset.number)) ?? after.at(-1);
    write(row, null);
    says.textContent = `${name(row)} · ${editor.dataset.removed}`;
    (drawn.get(next) ?? editor.querySelector(".add")).focus();
  }

  function pressed(event, row) {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(row);
    } else if (across || down) {
      event.preventDefault();
      let [left, top, width, height] = read(row);
      if (event.shiftKey) {
        width = Math.max(within(width + across * STEP, SIDE - left), LEAST);
        height = Math.max(within(height + down * STEP, SIDE - top), LEAST);
      } else {
        left = within(left + across * STEP, SIDE - width);
        top = within(top + down * STEP, SIDE - height);
      }
      write(row, [left, top, width, height]);
      says.textContent = told(row);
    }
  }

  const place = (event) => {
    const box = sheet.getBoundingClientRect();
    return [
      within(((event.clientX - box.left) / box.width) * SIDE, SIDE),
      within(((event.clientY - box.top) / box.height) * SIDE, SIDE),
    ];
  };

  // What the pointer does from where it is pressed: draw a new box, move one, or pull one by its lower right corner.
  let doing = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || doing) return;
    const row = rows().find((one) => drawn.get(one) === event.target) ?? free();
    if (!row) return;
    event.preventDefault();
    const [start, box] = [place(event), read(row)];
    const edge = drawn.get(row)?.getBoundingClientRect();
    const isCorner = edge && edge.right - event.clientX < 16 && edge.bottom - event.clientY < 16;
    doing = { row, start, box, how: box ? (isCorner ? "pull" : "move") : "draw" };
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!doing) return;
    const [[x, y], [fromX, fromY], box] = [place(event), doing.start, doing.box];
    if (doing.how === "move") {
      const [left, top] = [box[0] + x - fromX, box[1] + y - fromY];
      write(doing.row, [within(left, SIDE - box[2]), within(top, SIDE - box[3]), box[2], box[3]]);
    } else if (doing.how === "pull") {
      write(doing.row, [box[0], box[1], Math.max(x - box[0], LEAST), Math.max(y - box[1], LEAST)].map((one, at) => (at < 2 ? one : Math.min(one, SIDE - box[at - 2]))));
    } else {
      const far = Math.abs(x - fromX) >= LEAST && Math.abs(y - fromY) >= LEAST;
      write(doing.row, far ? [Math.min(x, fromX), Math.min(y, fromY), Math.abs(x - fromX), Math.abs(y - fromY)] : null);
    }
  });
  function ended() {
    if (!doing) return;
    const { row } = doing;
    doing = null;
    const rect = drawn.get(row);
    if (!rect) return;
    rect.focus({ preventScroll: true });
    says.textContent = told(row);
  }
  sheet.addEventListener("pointerup", ended);
  sheet.addEventListener("pointercancel", ended);

  editor.querySelector(".add").addEventListener("click", () => {
    const row = free();
    if (!row) return;
    write(row, [3500, 3500, 3000, 3000]);
    drawn.get(row).focus();
    says.textContent = told(row);
  });
  editor.addEventListener("click", (event) => {
    if (event.target.matches(".take")) remove(event.target.closest("fieldset"));
  });
  editor.addEventListener("input", draw);

  layer.replaceChildren();
  editor.querySelectorAll(".drawn").forEach((one) => {
    one.hidden = false;
  });
  draw();
}

document.querySelectorAll(".redaction").forEach(begin);
