// Words being selected: what they are, how they look, and the menu that opens under them.

import { selectedIn, rangeOf } from "./offsets.js";
import { article, isNarrow, isShown, isTyping, textBody } from "./page.js";

const SETTLED_MS = 250;
const menu = document.getElementById("selmenu");

let picked = null;
// the words whose menu somebody closed: it stays closed until other words are selected
let shut = null;
let held = false;
let timer = 0;

export const pickedWords = () => picked;
// a tour hides the menu whatever its state
export const isOpen = () => Boolean(menu) && isShown(menu);

function paint() {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("picked");
  const range = picked && rangeOf(article, picked.start, picked.end);
  if (range) CSS.highlights.set("picked", new Highlight(range));
}

function place() {
  menu.style.insetBlockStart = "";
  if (isNarrow()) return;
  const range = rangeOf(article, picked.start, picked.end);
  const lines = range ? [...range.getClientRects()] : [];
  const bottom = Math.max(...lines.map((line) => line.bottom));
  if (!Number.isFinite(bottom)) return;
  menu.style.insetBlockStart = `${bottom - textBody.getBoundingClientRect().top + textBody.scrollTop + 8}px`;
}

function open() {
  const opened = menu.hidden;
  menu.hidden = false;
  place();
  paint();
  document.dispatchEvent(new CustomEvent("words:picked"));
  if (opened && !isNarrow()) menu.scrollIntoView({ block: "nearest" });
}

// Closes the menu. The selection itself stays, so that it can be copied or extended.
export function close() {
  if (!menu || menu.hidden) return;
  if (menu.contains(document.activeElement)) textBody.focus({ preventScroll: true });
  menu.hidden = true;
  shut = picked;
  picked = null;
  paint();
  document.dispatchEvent(new CustomEvent("words:dropped"));
}

export function drop() {
  close();
  getSelection().removeAllRanges();
}

// After a swap the same words are found by their place.
export function repaint() {
  if (!picked) return;
  paint();
  place();
}

function read() {
  if (held || menu.contains(document.activeElement) || isTyping(document.activeElement)) return;
  const selection = getSelection();
  const found = document.querySelector(".has-tour") ? null : selectedIn(article, selection);
  if (found) {
    const isSame = (other) => found.start === other?.start && found.end === other?.end;
    if (isSame(picked) || isSame(shut)) return;
    shut = null;
    picked = found;
    open();
  } else if (selection.isCollapsed && article.contains(selection.anchorNode)) {
    close();
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(read, wait);
}

// the end of a selection that began on a link is no click on it
article.addEventListener(
  "click",
  (event) => {
    if (getSelection().isCollapsed || event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

if (menu) {
  article.addEventListener("pointerdown", () => {
    held = true;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      held = false;
      later(10);
    });
  }
  // keys and the handles of a touch screen
  document.addEventListener("selectionchange", () => {
    if (getSelection().isCollapsed) shut = null;
    if (!held) later(SETTLED_MS);
  });
  // a press on the menu would end the selection
  menu.addEventListener("pointerdown", (event) => {
    if (!isTyping(event.target)) event.preventDefault();
  });
  addEventListener("resize", repaint);
}
