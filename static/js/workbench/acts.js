// What can be done with a row, by key, menu or drag. Moves are made at once and can be undone.

import { choose, chosen, isBehind } from "./choosing.js";
import { find } from "./finder.js";
import { comeBack } from "./focusing.js";
import { lettersOn } from "./letters.js";
import { ask, inspector, isShown, isTyping, outlineBody, reveal, rowAt, rowOf } from "./page.js";

const menu = document.getElementById("row-menu");
const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "outwards", ArrowRight: "inwards" };
const NEEDS_BOX = { M: "target", A: "second" };

export const edits = Boolean(menu);

function post(address, values) {
  return ask("POST", address, { source: outlineBody, target: inspector, values });
}

// Moves a box; the answer says where it is now, or why it stayed.
export async function move(id, where, target = "") {
  await post(`${menu.dataset.nodes}${id}/move/`, { where, target, quick: "1" });
  reveal(rowOf(id)?.firstElementChild);
}

// Makes a box of each line under this one.
export function paste(id, text) {
  return post(`${menu.dataset.nodes}add/`, { kind: "support", to: `box-${id}`, text });
}

export function moveSeveral(ids, target) {
  return post(`${menu.dataset.nodes}several/`, { boxes: ids, act: "move", target });
}

// The inspector's controls say which key is theirs.
async function press(row, key) {
  const id = row.dataset.node;
  const shown = () => inspector.querySelector("[data-inspected]")?.dataset.inspected === id;
  if (isBehind() || !shown()) await choose(id);
  if (!shown()) return;
  const control = inspector.querySelector(`[data-key="${key}"]`);
  if (!control) return;
  comeBack("outline");
  control.click();
}

async function aim(row, key) {
  const id = row.dataset.node;
  const target = await find(menu.dataset[NEEDS_BOX[key]].replace("0", row.dataset.number));
  rowOf(id)?.focus({ preventScroll: true });
  if (target) await move(id, NEEDS_BOX[key], target);
}

// Does what a key or an entry of the menu names.
export function act(row, key) {
  const isMove = key in NEEDS_BOX || key in MOVES;
  if (isMove && chosen()?.id !== row.dataset.node) choose(row.dataset.node, { slow: true });
  if (!isMove) press(row, key);
  else if (edits && key in MOVES) move(row.dataset.node, MOVES[key]);
  else if (edits) aim(row, key);
}

outlineBody.addEventListener("keydown", (event) => {
  const row = rowAt(event);
  if (!edits || !row || !event.altKey || event.ctrlKey || event.metaKey) return;
  if (!(event.key in MOVES)) return;
  const isRightToLeft = getComputedStyle(row).direction === "rtl";
  const swapped = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key];
  event.preventDefault();
  act(row, isRightToLeft && swapped ? swapped : event.key);
});

outlineBody.addEventListener("paste", (event) => {
  const row = rowAt(event);
  const text = event.clipboardData?.getData("text/plain").trim();
  if (!edits || !row || !text) return;
  event.preventDefault();
  paste(row.dataset.node, text);
});

// Ctrl+Z and Ctrl+Y press the buttons in the bar; within a field they are the field's own.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  const which = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
  const form = which && document.querySelector(`#bar-state form[action$="/${which}/"]`);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || isTyping(event.target) || !lettersOn()) return;
  const openers = [...document.querySelectorAll('[data-opens="keys"]')];
  // on a narrow screen the button has no room; the key has
  const opener = openers.find(isShown) ?? openers[0];
  if (!opener) return;
  event.preventDefault();
  opener.click();
});
