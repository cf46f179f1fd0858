// Several boxes chosen together: Ctrl or Shift with a click, Shift with the arrows, Ctrl+Space.
// Two or more open their own form in the inspector; without script that form is a page.

import { chosen } from "./choosing.js";
import { edits } from "./acts.js";
import { keepTyped } from "./forms.js";
import { ask, inspector, load, outline, outlineBody, reveal, rowAt, rowOf } from "./page.js";

const menu = document.getElementById("row-menu");
const words = menu?.dataset ?? {};
const WAIT_MS = 200;
let together = new Set();
let timer = 0;

const rows = () => [...outline().querySelectorAll("[data-node]")];

// The boxes chosen together, at least two.
export const several = () => (together.size > 1 ? [...together] : []);

export function paint() {
  for (const row of outlineBody.querySelectorAll("[role=treeitem]")) {
    const isIn = together.size > 1 && together.has(row.dataset.node);
    row.classList.toggle("is-picked", isIn);
    if (together.size > 1) row.setAttribute("aria-selected", String(isIn));
  }
}

function show() {
  paint();
  const count = together.size;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (count < 2) {
      load(inspector);
      return;
    }
    const query = [...together].map((id) => `box=${id}`).join("&");
    ask("GET", `${words.nodes}several/?${query}`, { source: inspector });
  }, WAIT_MS);
}

function begin() {
  const id = chosen()?.id;
  if (!together.size && id && rowOf(id)) together.add(id);
}

export async function toggle(row) {
  if (!(await keepTyped())) return;
  begin();
  const id = row.dataset.node;
  if (together.has(id) && together.size > 1) together.delete(id);
  else together.add(id);
  show();
}

function stretch(to) {
  begin();
  const all = rows();
  const from = all.findIndex((row) => together.has(row.dataset.node));
  const [first, last] = [from < 0 ? all.indexOf(to) : from, all.indexOf(to)].sort((a, b) => a - b);
  together = new Set(all.slice(first, last + 1).map((row) => row.dataset.node));
  show();
}

function step(row, by) {
  const all = rows();
  const next = all[all.indexOf(row) + by];
  if (!next) return;
  begin();
  // back over a row that was taken leaves the one just left out
  if (together.has(next.dataset.node) && together.size > 1) together.delete(row.dataset.node);
  else together.add(row.dataset.node).add(next.dataset.node);
  for (const other of outline().querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  reveal(next.firstElementChild);
  show();
}

function drop() {
  together.clear();
  clearTimeout(timer);
  paint();
}

if (edits) {
  outlineBody.addEventListener(
    "click",
    (event) => {
      const row = event.target.closest?.(".row")?.parentElement;
      if (!row?.dataset.node || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
      event.preventDefault();
      event.stopPropagation();
      getSelection().removeAllRanges();
      if (event.shiftKey) stretch(row);
      else toggle(row);
      row.focus({ preventScroll: true });
    },
    true,
  );

  outlineBody.addEventListener("keydown", (event) => {
    const row = rowAt(event);
    if (!row || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && event.shiftKey) step(row, by);
    else if (event.key === " " && (event.ctrlKey || event.metaKey)) toggle(row);
    else if (event.key === "Escape" && together.size) {
      drop();
      load(inspector);
    } else if (event.key === "Delete" && together.size > 1) {
      inspector.querySelector('[name="act"][value="delete"]')?.focus();
    } else return;
    event.preventDefault();
  });

  document.addEventListener("bench:chosen", drop);
  document.addEventListener("map:changed", drop);
  document.addEventListener("bench:marked", paint);
}
