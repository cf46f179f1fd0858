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

document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  held = at === document.body ? null : { row: at.closest("[role=treeitem]")?.id, inside: inspector.contains(at) };
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
    const row = held.row && document.getElementById(held.row);
    if (row) row.focus({ preventScroll: true });
    else if (held.inside) inspector.focus({ preventScroll: true });
    else focusChosen();
  }
});
