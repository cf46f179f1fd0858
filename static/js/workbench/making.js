// The menu under selected words: one click, or one letter, makes the box.

import { chosen } from "./choosing.js";
import { comeBack } from "./focusing.js";
import { isTyped, keepTyped } from "./forms.js";
import { haunt, lay } from "./ghost.js";
import { lettersOn } from "./letters.js";
import { ask, inspector, isShown, isTyping, outline, premiseOf, reveal, rowOf, textBody, wordsOf } from "./page.js";
import { close, drop, isOpen, pickedWords } from "./picking.js";

const menu = document.getElementById("selmenu");
const toNumber = menu?.querySelector("[data-to-number]");
const toWords = menu?.querySelector("[data-to-words]");
const TYPED_MS = 900;
let other = null;
let typed = "";
let typedAt = 0;

// What the words would belong to: a box chosen for this once, the chosen box, or the thesis.
export function target() {
  if (other) return other;
  const now = chosen();
  if (now?.isStep) return stepTarget(now.id);
  const row = (now && rowOf(now.id)) ?? outline()?.querySelector(".li-thesis");
  return row ? boxTarget(row) : null;
}

export function boxTarget(row) {
  return {
    value: `box-${row.dataset.node}`,
    number: row.dataset.number,
    words: wordsOf(row),
    row,
  };
}

function stepTarget(id) {
  const head = inspector.querySelector(`[data-inspected="${id}"]`);
  return { value: `step-${id}`, number: head?.dataset.name ?? "", words: "", row: premiseOf(id), isStep: true };
}

export function aim(found) {
  other = found;
  show();
}

function show() {
  if (!isOpen()) return;
  const to = target();
  toNumber.textContent = to?.number ?? "";
  toWords.textContent = to ? to.words : menu.dataset.noTarget;
  for (const button of menu.querySelectorAll("[data-needs-target]")) {
    if (to) button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
    button.title = to ? "" : menu.dataset.noTarget;
  }
}

// A number aims at its box, as it goes to it in the outline; while one is typed, "." belongs to it.
function aimByNumber(key) {
  const goesOn = performance.now() - typedAt < TYPED_MS;
  if (!/^[0-9]$/.test(key) && !(key === "." && goesOn)) return false;
  typed = goesOn ? `${typed}${key}` : key;
  typedAt = performance.now();
  const row = outline()?.querySelector(`[data-node][data-number="${typed}"]`);
  aim(row ? boxTarget(row) : null);
  return true;
}

async function make(button) {
  const words = pickedWords();
  if (!words || menu.getAttribute("aria-busy") === "true") return;
  if (button.getAttribute("aria-disabled") === "true") return;
  menu.setAttribute("aria-busy", "true");
  lay(null);
  const values = { ...words, kind: button.dataset.make, target: target()?.value ?? "" };
  try {
    if (isTyped() && !(await keepTyped())) return;
    await ask("POST", menu.dataset.action, { source: menu, target: inspector, values });
  } finally {
    menu.removeAttribute("aria-busy");
  }
}

function onKey(event) {
  if (!isOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || outline()?.contains(event.target)) return;
  if (event.key === "Escape") close();
  else if (event.key === "Tab" && !event.shiftKey && !menu.contains(event.target)) {
    menu.querySelector("button").focus({ preventScroll: true });
  } else if (event.key === "Tab" && event.shiftKey && event.target === menu.querySelector("button")) {
    textBody.focus({ preventScroll: true });
  } else {
    if (!lettersOn()) return;
    if (aimByNumber(event.key)) {
      event.preventDefault();
      return;
    }
    const button = menu.querySelector(`[data-letter="${event.key.toUpperCase()}"]`);
    if (!button || event.shiftKey) return;
    button.click();
  }
  event.preventDefault();
}

if (menu) {
  menu.addEventListener("click", (event) => {
    const button = event.target.closest("[data-make]");
    if (button) make(button);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("words:picked", () => {
    other = null;
    typedAt = 0;
    show();
  });
  document.addEventListener("words:dropped", () => {
    other = null;
    lay(null);
  });
  // a click on another box, or step, aims at it
  document.addEventListener("bench:chosen", () => aim(null));
  document.addEventListener("htmx:afterSettle", show);
  for (const kind of ["pointerover", "focusin"]) {
    menu.addEventListener(kind, (event) => {
      const button = event.target.closest("[data-make]");
      if (button) haunt(button, target(), pickedWords());
    });
  }
  for (const kind of ["pointerleave", "focusout"]) menu.addEventListener(kind, () => lay(null));

  // the server says that the words are on the map, and whether their sentence wants editing
  document.addEventListener("words:used", (event) => {
    drop();
    reveal(rowOf(chosen()?.id)?.firstElementChild);
    const edit = inspector.querySelector("[data-edit]");
    if (event.detail.edit && edit && isShown(inspector)) {
      comeBack("text");
      edit.click();
    } else textBody.focus({ preventScroll: true });
  });
}
