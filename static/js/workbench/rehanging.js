// Rows dragged with a mouse or pen: onto a box or a step they hang there, between boxes they stand
// there. Words dragged onto a box become a reason for it. The keys for the same stand in acts.js.

import { edits, move, moveSeveral } from "./acts.js";
import { hangsUnder, isStacked } from "./drawn.js";
import { aim, boxTarget } from "./making.js";
import { article, drawing, outlineBody, rowOf } from "./page.js";
import { pickedWords } from "./picking.js";
import { several } from "./several.js";

const FAR = 6; // px before a press is a drag
const EDGE = 0.25; // of a row's height, above and below, that means beside it
let pressed = null;
let dragged = null;
let over = null;

function clear() {
  for (const old of document.querySelectorAll("#outline-body .is-over")) {
    old.classList.remove("is-over");
    delete old.dataset.drop;
  }
  over = null;
}

// Where a row would land: { at: element, where, target }, or null.
function landing(event) {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const pill = under?.closest?.(".pill[data-step]");
  if (pill) return { at: pill.closest(".bracket") ?? pill, where: "target", target: `step-${pill.dataset.step}` };
  const row = under?.closest?.("#outline-body .row");
  const item = row?.parentElement;
  if (!item?.dataset.node || dragged?.contains(item) || (drawing() && dragged && hangsUnder(item, dragged))) return null;
  const box = row.getBoundingClientRect();
  const isAcross = drawing() && !isStacked(item);
  const share = isAcross ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
  const beside = share < EDGE ? "before" : share > 1 - EDGE ? "after" : null;
  const canStand = beside && dragged && !item.matches(".li-thesis") && !several().length;
  return { at: item, where: canStand ? beside : "target", target: `box-${item.dataset.node}` };
}

function show(found) {
  clear();
  over = found;
  if (!found) return;
  found.at.classList.add("is-over");
  found.at.dataset.drop = found.where;
}

function stop() {
  document.body.classList.remove("is-dragging");
  dragged?.classList.remove("is-dragged");
  clear();
  pressed = null;
  dragged = null;
}

function land() {
  const ids = several();
  const id = dragged.dataset.node;
  const { where, target } = over;
  if (ids.includes(id)) moveSeveral(ids, target);
  else move(id, where, target);
}

// The press that ended a drag is no click on what lies below.
function swallow() {
  const stopIt = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", stopIt, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stopIt, { capture: true }));
}

if (edits) {
  outlineBody.addEventListener("pointerdown", (event) => {
    const row = event.target.closest?.(".row")?.parentElement;
    if (event.button || event.pointerType === "touch" || !row?.dataset.node) return;
    if (row.matches(".li-thesis") || event.target.closest(".fold, .row-menu")) return;
    pressed = { row, x: event.clientX, y: event.clientY };
  });
  outlineBody.addEventListener("dragstart", (event) => event.preventDefault());

  document.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    if (!dragged) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FAR) return;
      dragged = pressed.row;
      dragged.classList.add("is-dragged");
      document.body.classList.add("is-dragging");
      getSelection().removeAllRanges();
    }
    show(landing(event));
  });

  document.addEventListener("pointerup", () => {
    if (dragged) {
      if (over) land();
      swallow();
    }
    stop();
  });
  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !dragged) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  }, true);

  // words of the text: the browser's own drag
  const carries = (event) => event.dataTransfer && pickedWords() && !dragged;
  let fromText = false;
  article.addEventListener("dragstart", () => {
    fromText = true;
  });
  article.addEventListener("dragend", () => {
    fromText = false;
    clear();
  });
  outlineBody.addEventListener("dragover", (event) => {
    if (!fromText || !carries(event)) return;
    const found = landing(event);
    show(found);
    if (found?.target.startsWith("box-")) event.preventDefault();
  });
  outlineBody.addEventListener("drop", (event) => {
    const row = over && rowOf(over.target.replace("box-", ""));
    clear();
    if (!fromText || !row) return;
    event.preventDefault();
    aim(boxTarget(row));
    document.querySelector('#selmenu [data-make="support"]').click();
  });
}
