// Choosing a box or a step: its row, its passages and the inspector show the same one.
// Every choice is a link with data-box or data-step; without script the link loads the page.

import { article, bench, inspector, isNarrow, isShown, keep, load, outlineBody, reveal, rowOf } from "./page.js";
import { isTyped, keepTyped } from "./forms.js";
import { show } from "./panes.js";

let waiting = 0;

// Whether the inspector does not show yet what is chosen.
export const isBehind = () => waiting !== 0;

export function chosen() {
  const params = new URLSearchParams(location.search);
  const box = params.get("box");
  const step = params.get("relation");
  return box ? { id: box, isStep: false } : step ? { id: step, isStep: true } : null;
}

export function passagesOf(id) {
  return [...article.querySelectorAll(`[data-box="${id}"], [data-step="${id}"]`)];
}

// Marks what is chosen, wherever it shows. Called again after each swap.
export function mark() {
  const now = chosen();
  for (const old of bench.querySelectorAll(".is-on, .is-chosen")) old.classList.remove("is-on", "is-chosen");
  for (const row of outlineBody.querySelectorAll("[role=treeitem]")) {
    row.setAttribute("aria-selected", String(Boolean(now) && (row.dataset.node ?? row.dataset.step) === now.id));
  }
  document.dispatchEvent(new CustomEvent("bench:marked"));
  if (!now) return;
  rowOf(now.id)?.classList.add("is-chosen");
  outlineBody.querySelector(`.pill[data-step="${now.id}"]`)?.classList.add("is-chosen");
  for (const passage of passagesOf(now.id)) passage.classList.add("is-on");
}

// `from` is "text", "outline" or "inspector"; `slow` waits for more keys before it asks the server.
export async function choose(id, { isStep = false, from = "outline", slow = false } = {}) {
  if (isTyped() && !(await keepTyped())) return;
  keep((params) => {
    params.delete("box");
    params.delete("relation");
    params.delete("ask");
    if (id) params.set(isStep ? "relation" : "box", id);
  });
  mark();
  document.dispatchEvent(new CustomEvent("bench:chosen"));
  if (isNarrow() && from === "text" && id) show("outline");
  clearTimeout(waiting);
  waiting = 0;
  if (slow) {
    waiting = setTimeout(() => {
      waiting = 0;
      load(inspector);
    }, 160);
  } else {
    const missing = id && !isStep && !rowOf(id);
    await Promise.all([load(inspector), missing ? load(outlineBody) : null]);
  }
  if (id) bringIntoSight(from);
}

// Scrolls each pane but the one the choice came from, and only to what is out of sight.
export function bringIntoSight(from = "") {
  const { id, isStep } = chosen() ?? {};
  if (!id) return;
  if (from !== "outline") reveal(isStep ? outlineBody.querySelector(`.pill[data-step="${id}"]`) : rowOf(id)?.firstElementChild);
  if (from !== "text") revealPassage(id);
  if (isNarrow()) keepAboveInspector(id);
}

function revealPassage(id) {
  const passages = passagesOf(id).filter((passage) => passage.matches(".psg"));
  if (!passages.length || isNarrow()) return;
  const view = article.parentElement.getBoundingClientRect();
  const visible = passages.some((passage) =>
    [...passage.getClientRects()].some((line) => line.bottom > view.top && line.top < view.bottom),
  );
  if (!visible) reveal(passages[0]);
}

// On a narrow screen the inspector, or the tour, is a sheet over the outline's foot.
function keepAboveInspector(id) {
  const row = rowOf(id)?.firstElementChild;
  const sheet = [inspector, document.getElementById("tour")].find(isShown);
  if (!row || !sheet || !isShown(row)) return;
  const over = row.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top + 8;
  if (over > 0) scrollBy(0, over);
}

function paneOf(link) {
  if (article.contains(link)) return "text";
  return inspector.contains(link) ? "inspector" : "outline";
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-box], a[data-step], a[data-acts], a[data-jump], [data-closes-inspector]");
  if (!link || !bench.contains(link)) return;
  event.preventDefault();
  if (link.matches("[data-closes-inspector]")) choose(null);
  else if (link.dataset.jump) jump(link.dataset.jump);
  else if (link.dataset.acts) choose(link.dataset.acts).then(() => inspector.focus());
  else choose(link.dataset.box ?? link.dataset.step, { isStep: !link.dataset.box, from: paneOf(link) });
});

function jump(anchorId) {
  if (isNarrow()) show("text");
  const passage = document.getElementById(`p-${anchorId}`);
  reveal(passage);
  (passage?.matches("a") ? passage : passage?.querySelector("a"))?.focus({ preventScroll: true });
}

// A row under the pointer shows its words in the text.
outlineBody.addEventListener("pointerover", (event) => {
  const row = event.target.closest?.(".row")?.parentElement;
  light(row?.dataset.node);
});
outlineBody.addEventListener("pointerleave", () => light(null));

function light(id) {
  for (const old of article.querySelectorAll(".is-lit")) old.classList.remove("is-lit");
  if (id) for (const passage of passagesOf(id)) passage.classList.add("is-lit");
}
