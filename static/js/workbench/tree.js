// The outline as a tree: roles, one tab stop, arrow keys, folding. The server sends nested lists.

import { act, edits } from "./acts.js";
import { zoomBy } from "./canvas.js";
import { choose, chosen, mark } from "./choosing.js";
import { beside, idOf, wayOf } from "./drawn.js";
import { lettersOn } from "./letters.js";
import { drawing, isTyping, keep, load, outline, outlineBody, reveal, rowOf } from "./page.js";

const TYPED_MS = 900;
let typed = "";
let typedAt = 0;

export function dress() {
  const tree = outline();
  if (!tree) return;
  tree.setAttribute("role", "tree");
  if (edits) tree.setAttribute("aria-multiselectable", "true");
  for (const list of tree.querySelectorAll("ul")) list.setAttribute("role", "group");
  for (const bracket of tree.querySelectorAll(".bracket")) bracket.setAttribute("role", "none");
  for (const note of tree.querySelectorAll(".left-out")) note.setAttribute("role", "none");
  // with a layer that is a group of its own between them, the drawing's boxes are not the tree's items
  for (const layer of drawing()?.querySelectorAll(":scope > g") ?? []) layer.setAttribute("role", "none");
  for (const row of tree.querySelectorAll("[data-node]")) {
    row.setAttribute("role", "treeitem");
    row.setAttribute("aria-level", row.dataset.level);
    if (drawing()) row.setAttribute("aria-label", row.firstElementChild.getAttribute("aria-label"));
    else row.setAttribute("aria-labelledby", `w-${row.dataset.node}`);
    row.setAttribute("aria-description", row.dataset.says);
    if (row.dataset.fold) row.setAttribute("aria-expanded", String(row.dataset.fold === "open"));
    row.tabIndex = -1;
  }
  for (const link of tree.querySelectorAll("a[data-acts]")) link.setAttribute("aria-haspopup", "menu");
  // within the tree the arrow keys lead; the inspector's links reach all of these
  for (const link of tree.querySelectorAll("a")) link.tabIndex = -1;
  for (const pill of tree.querySelectorAll(".bracket > .pill")) pill.setAttribute("aria-hidden", "true");
  // in the drawing a step is a place of its own
  for (const pill of drawing()?.querySelectorAll(".pill") ?? []) pill.setAttribute("role", "treeitem");
  mark();
  const now = chosen();
  (rowOf(now?.id) ?? tree.querySelector("[data-node]"))?.setAttribute("tabindex", "0");
}

const rows = () => [...outline().querySelectorAll("[data-node]")];

function focusRow(row) {
  if (!row) return;
  for (const other of outline().querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus({ preventScroll: true });
  if (drawing()) reveal(row);
  else row.firstElementChild.scrollIntoView({ block: "nearest" });
  choose(idOf(row), { isStep: !row.dataset.node, slow: true });
}

// Folds or unfolds a row; the choice moves up when it would be hidden.
export async function turn(row) {
  const id = row.dataset.node;
  const folds = row.dataset.fold === "open";
  const within = row.querySelector(".is-chosen");
  keep((params) => {
    const [to, from] = folds ? ["fold", "open"] : ["open", "fold"];
    const kept = params.getAll(from).filter((other) => other !== id);
    params.delete(from);
    for (const other of kept) params.append(from, other);
    if (!params.getAll(to).includes(id)) params.append(to, id);
    if (folds && within) params.set("box", id);
  });
  const hadFocus = row.contains(document.activeElement);
  await load(outlineBody);
  if (folds && within) choose(id);
  if (hadFocus) rowOf(id)?.focus({ preventScroll: true });
}

function above(row) {
  return row.parentElement.closest("[data-node]");
}

function horizontally(row, key) {
  const inwards = (key === "ArrowRight") === (getComputedStyle(row).direction === "ltr");
  if (inwards) {
    if (row.dataset.fold === "folded") turn(row);
    else focusRow(row.querySelector("[data-node]"));
  } else if (row.dataset.fold === "open") turn(row);
  else focusRow(above(row));
}

// An arrow in the drawing goes where it points; what is folded opens first.
function along(item, way) {
  if (way === "in" && item.dataset.fold === "folded") turn(item);
  else focusRow(beside(item, way));
}

function onDrawing(event, item) {
  const { key } = event;
  const way = wayOf(key);
  const isTyped = performance.now() - typedAt < TYPED_MS;
  if (way) along(item, way);
  else if (key === "+" || key === "=") zoomBy("in");
  else if (key === "-") zoomBy("out");
  else if (key === "0" && !isTyped) zoomBy("fit");
  else if (!item.dataset.node) {
    if (key !== "Enter" && key !== " ") return false;
    choose(item.dataset.step, { isStep: true });
  } else return null;
  return true;
}

// The outline and the drawing are one key apart; what is chosen stays.
function otherView() {
  document.getElementById(drawing() ? "go-outline" : "go-map")?.click();
}

function toNumber(key) {
  typed = performance.now() - typedAt > TYPED_MS ? key : typed + key;
  typedAt = performance.now();
  focusRow(rows().find((row) => row.dataset.number === typed));
}

function onKey(event, row) {
  const known = drawing() ? onDrawing(event, row) : null;
  if (known !== null) return known;
  const all = rows();
  const at = all.indexOf(row);
  const key = event.key;
  if (key === "ArrowDown") focusRow(all[at + 1]);
  else if (key === "ArrowUp") focusRow(all[at - 1]);
  else if (key === "Home") focusRow(all[0]);
  else if (key === "End") focusRow(all.at(-1));
  else if (key === "ArrowLeft" || key === "ArrowRight") horizontally(row, key);
  else if (key === " ") {
    if (row.dataset.fold) turn(row);
  } else if (/^[0-9.]$/.test(key) && lettersOn()) toNumber(key);
  else if (key === "Enter" || key === "Delete") act(row, key);
  else if (key === "v" && lettersOn()) otherView();
  else if (/^[a-z]$/.test(key) && lettersOn()) act(row, key.toUpperCase());
  else return false;
  return true;
}

outlineBody.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const row = event.target.closest?.("[role=treeitem]");
  // keys on a link or button within a row are its own
  if (!row || event.target !== row) return;
  if (onKey(event, row)) event.preventDefault();
});

outlineBody.addEventListener("click", (event) => {
  const fold = event.target.closest?.("a[data-turns]");
  if (fold) {
    event.preventDefault();
    event.stopPropagation();
    turn(fold.closest("[data-node]"));
    return;
  }
  // anywhere on a row is on the row
  const row = event.target.closest?.(".row")?.parentElement;
  const selection = getSelection();
  // words selected in the text wait for a box; words selected here are being copied
  const isCopying = !selection.isCollapsed && outlineBody.contains(selection.anchorNode);
  if (!row || event.target.closest("a, button") || isCopying) return;
  choose(row.dataset.node);
});

outlineBody.addEventListener("dblclick", (event) => {
  const row = event.target.closest?.(".row")?.parentElement;
  if (row && !event.target.closest("[data-turns]")) act(row, "Enter");
});
