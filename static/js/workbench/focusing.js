// Focus stays where it was: on its row after a swap, and back where a form was opened from.

import { chosen } from "./choosing.js";
import { inspector, outline, outlinePane, rowOf, textBody } from "./page.js";

let held = null;
let home = null;

// Says where the focus belongs when the form that opens now is saved or left.
export function comeBack(to) {
  home = to;
}

export function focusChosen() {
  const row = rowOf(chosen()?.id) ?? outline()?.querySelector('[role="treeitem"]');
  for (const other of outline()?.querySelectorAll('[tabindex="0"]') ?? []) other.tabIndex = -1;
  if (row) row.tabIndex = 0;
  (row ?? outlinePane).focus({ preventScroll: true });
}

const rows = () => [...(outline()?.querySelectorAll("[data-node]") ?? [])];

// Where the focus is: on a box and between which others, on a passage, on a control of the bar.
function place(at) {
  const row = at.closest("[role=treeitem]");
  const all = rows();
  const index = all.indexOf(row);
  return {
    id: at.id || row?.id,
    near: row ? [...all.slice(index + 1), ...all.slice(0, Math.max(0, index)).reverse()].map((one) => one.id) : [],
    anchor: at.closest("[data-anchor]")?.dataset.anchor,
    action: at.closest("#bar-state form")?.getAttribute("action"),
    inside: inspector.contains(at),
    inText: textBody.contains(at),
  };
}

function again({ id, near, anchor, action, inside, inText }) {
  const there = (one) => one && document.getElementById(one);
  if (there(id)) return there(id);
  if (action) return document.querySelector(`#bar-state form[action="${action}"] button`);
  if (anchor) return document.querySelector(`a[data-anchor="${anchor}"]`) ?? textBody;
  if (inText) return textBody;
  if (inside) return inspector;
  return there(near.find(there));
}

document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  held = at === document.body ? null : place(at);
});

document.addEventListener("htmx:afterSettle", () => {
  const at = document.activeElement;
  const isForm = Boolean(inspector.querySelector("[data-editing]"));
  if (isForm) {
    // a form without a field to start in
    if (at === document.body) inspector.focus({ preventScroll: true });
    return;
  }
  if (at !== document.body && !inspector.contains(at)) return;
  if (home && (held?.inside || at === document.body)) {
    if (home === "text") textBody.focus({ preventScroll: true });
    else focusChosen();
    home = null;
  } else if (at === document.body && held) {
    const back = again(held);
    if (back) back.focus({ preventScroll: true });
    else focusChosen();
  }
});
