// Brings words that are marked on the picture of a page, or in its text, into the field for a quotation.
const field = document.getElementById("f-quote");
const words = [...document.querySelectorAll(".sheet text")];
const text = document.querySelector(".read");
const chosen = (range) => words.filter((word) => range.intersectsNode(word));

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!field || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const marked = chosen(range).map((word) => word.textContent);
  if (marked.length) field.value = marked.join(" ");
  else if (text && text.contains(range.commonAncestorContainer)) field.value = selection.toString().trim();
});

// Browsers do not agree on how letters in a drawing are marked; from the word that is pressed to the one where it ends.
let pressed = -1;
document.addEventListener("pointerdown", (event) => {
  pressed = words.indexOf(event.target);
});
document.addEventListener("pointerup", (event) => {
  const ended = words.indexOf(document.elementFromPoint(event.clientX, event.clientY));
  if (pressed < 0 || ended < 0 || pressed === ended) return;
  const [first, last] = [words[Math.min(pressed, ended)], words[Math.max(pressed, ended)]];
  // After the browser's own idea of what was marked.
  setTimeout(() => {
    getSelection().setBaseAndExtent(first.firstChild, 0, last.firstChild, last.textContent.length);
  }, 0);
});
