// Brings words that are marked on the picture of a page, or in its text, into the field for a quotation.
const field = document.getElementById("f-quote");
const words = document.querySelectorAll(".sheet text");
const text = document.querySelector(".read");
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!field || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const chosen = [...words].filter((word) => range.intersectsNode(word)).map((word) => word.textContent);
  if (chosen.length) field.value = chosen.join(" ");
  else if (text && text.contains(range.commonAncestorContainer)) field.value = selection.toString().trim();
});
