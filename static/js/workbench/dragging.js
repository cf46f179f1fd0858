// A drag over linked words selects them: browsers would carry the link away, or press it.

import { article } from "./page.js";

let from = null;

function caretAt(event) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(event.clientX, event.clientY);
    return caret && [caret.offsetNode, caret.offset];
  }
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range && [range.startContainer, range.startOffset];
}

article.addEventListener("mousedown", (event) => {
  const link = event.target.closest("a[data-start]");
  if (!link || event.button || event.detail > 1 || event.shiftKey || event.ctrlKey || event.metaKey) return;
  from = caretAt(event);
  if (!from) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  getSelection().collapse(...from);
});

document.addEventListener("mousemove", (event) => {
  if (!from) return;
  const to = event.buttons & 1 ? caretAt(event) : null;
  if (to && article.contains(to[0])) getSelection().setBaseAndExtent(...from, ...to);
});

document.addEventListener("mouseup", () => {
  from = null;
});
