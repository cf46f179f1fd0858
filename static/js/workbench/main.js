// The workbench: what each module does stands at its head. After every swap the page is dressed again.

import "./several.js";
import "./rowmenu.js";
import "./focusing.js";
import "./aiming.js";
import "./details.js";
import "./dragging.js";
import "./forms.js";
import "./handling.js";
import "./making.js";
import "./overlaps.js";
import "./rehanging.js";
import "./reading.js";
import "./saving.js";
import { animate, bringBack, lay, remember } from "./canvas.js";
import { bringIntoSight, chosen, mark } from "./choosing.js";
import { placeNumbers } from "./margin.js";
import { drawing, inspector, mapHead, outlineBody, outlinePane, rowOf, textBody } from "./page.js";
import { patch } from "./patching.js";
import { close, repaint } from "./picking.js";
import { dress } from "./tree.js";

// htmx would carry the style attributes of old elements over, which the page's policy forbids
window.htmx.config.attributesToSettle = [];
// a key may follow at once on what was swapped in, so its links work from the start
window.htmx.config.defaultSettleDelay = 0;

dress();
lay();
bringIntoSight();

// Panes stay where they were while their content is replaced: the chosen row keeps its height.
let before = null;
let last = chosen()?.id;

// The box at hand: what the server chose just now may not be there yet.
const atHand = () => [chosen()?.id, last].find((id) => rowOf(id));
const placeOf = (id) => rowOf(id)?.firstElementChild.getBoundingClientRect();

document.addEventListener("htmx:beforeSwap", () => {
  const { scrollTop: top, scrollLeft: left } = outlinePane;
  before = { text: textBody.scrollTop, top, left, id: atHand(), at: placeOf(atHand()), isDrawn: Boolean(drawing()) };
  remember();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (![inspector, outlineBody, mapHead].includes(event.detail.target)) return;
  patch();
  dress();
  lay();
  if (before) {
    textBody.scrollTop = before.text;
    if (before.isDrawn === Boolean(drawing())) keepPlace();
    // what came new is seen at once
    if (drawing()) rowOf(chosen()?.id)?.firstElementChild.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  animate();
});

function keepPlace() {
  outlinePane.scrollTop = before.top;
  outlinePane.scrollLeft = before.left;
  const now = placeOf(before.id);
  const view = outlinePane.getBoundingClientRect();
  const wasSeen = before.at && before.at.top >= view.top && before.at.top <= view.bottom;
  if (!wasSeen || !now) return;
  if (drawing()) bringBack(before.at, now);
  else outlinePane.scrollTop += now.top - before.at.top;
}

document.addEventListener("htmx:afterSettle", () => {
  last = chosen()?.id;
  mark();
  placeNumbers();
  repaint();
});

document.addEventListener("bench:chosen", () => (last = chosen()?.id));

// the map changed under the words: the menu goes, and the address names what the server chose
document.addEventListener("map:changed", close);
