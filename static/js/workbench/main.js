// The workbench: what each module does stands at its head. After every swap the page is dressed again.

import "./several.js";
import "./rowmenu.js";
import "./focusing.js";
import "./aiming.js";
import "./details.js";
import "./dragging.js";
import "./forms.js";
import "./making.js";
import "./overlaps.js";
import "./rehanging.js";
import "./reading.js";
import "./saving.js";
import { bringIntoSight, chosen, mark } from "./choosing.js";
import { placeNumbers } from "./margin.js";
import { inspector, mapHead, outlineBody, outlinePane, rowOf, textBody } from "./page.js";
import { close, repaint } from "./picking.js";
import { dress } from "./tree.js";

// htmx would carry the style attributes of old elements over, which the page's policy forbids
window.htmx.config.attributesToSettle = [];
// a key may follow at once on what was swapped in, so its links work from the start
window.htmx.config.defaultSettleDelay = 0;

dress();
bringIntoSight();

// Panes stay where they were while their content is replaced: the chosen row keeps its height.
let before = null;

function height() {
  const row = rowOf(chosen()?.id)?.firstElementChild ?? null;
  return row ? row.getBoundingClientRect().top : null;
}

document.addEventListener("htmx:beforeSwap", () => {
  before = { text: textBody.scrollTop, outline: outlinePane.scrollTop, row: height() };
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (![inspector, outlineBody, mapHead].includes(event.detail.target)) return;
  dress();
  if (before) {
    textBody.scrollTop = before.text;
    outlinePane.scrollTop = before.outline;
    const now = height();
    const view = outlinePane.getBoundingClientRect();
    const wasSeen = before.row !== null && before.row >= view.top && before.row <= view.bottom;
    if (wasSeen && now !== null) outlinePane.scrollTop += now - before.row;
  }
});

document.addEventListener("htmx:afterSettle", () => {
  mark();
  placeNumbers();
  repaint();
});

// the map changed under the words: the menu goes, and the address names what the server chose
document.addEventListener("map:changed", close);
