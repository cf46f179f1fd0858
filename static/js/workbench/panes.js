// Moving between the panes: tabs on a narrow screen, F6 on any, and the next unmapped sentence.

import { lettersOn } from "./letters.js";
import { rangeOf } from "./offsets.js";
import { article, bench, drawing, inspector, isNarrow, isShown, isTyping, keep, load, mapHead, outline, outlinePane, reveal, textBody } from "./page.js";

const tabs = document.querySelector(".tabs-phone");
const scrolled = { text: 0, outline: 0, map: 0 };
// where the unmapped sentence began that was selected last
let last = -1;

// Shows one pane of a narrow screen, where the reader left it.
export function show(view) {
  if (bench.dataset.view === view) return;
  scrolled[bench.dataset.view] = scrollY;
  bench.dataset.view = view;
  for (const tab of tabs.querySelectorAll("a")) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  keep((params) => (view === "outline" ? params.delete("view") : params.set("view", view)));
  if (view !== "text" && (view === "map") !== Boolean(drawing())) load(mapHead);
  if (isNarrow()) scrollTo(0, scrolled[view] ?? 0);
  document.dispatchEvent(new CustomEvent("bench:shown"));
}

tabs.addEventListener("click", (event) => {
  const tab = event.target.closest("a[data-view]");
  if (!tab) return;
  event.preventDefault();
  show(tab.dataset.view);
});

function stops() {
  const tree = outline()?.querySelector('[role="treeitem"][tabindex="0"]') ?? outlinePane;
  return [textBody, tree, inspector].filter(isShown);
}

function nextPane(step) {
  const found = stops();
  const active = document.activeElement;
  const at = found.findIndex((stop) => stop.contains(active) || (stop.matches("[role=treeitem]") && outlinePane.contains(active)));
  found[(at + step + found.length) % found.length]?.focus();
}

// Selects the next sentence that nothing covers, so that keys alone make a box of it; Shift and
// arrows change where it ends.
function nextUnmapped() {
  const open = [...article.querySelectorAll("[data-unmapped]")];
  const next = open.find((place) => Number(place.dataset.unmapped) > last) ?? open[0];
  if (!next) return;
  last = Number(next.dataset.unmapped);
  if (isNarrow()) show("text");
  const range = rangeOf(article, last, Number(next.dataset.end));
  reveal(range.startContainer.parentElement);
  textBody.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "F6") {
    event.preventDefault();
    nextPane(event.shiftKey ? -1 : 1);
  }
});

textBody.addEventListener("keydown", (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key.toLowerCase() === "n" && plain && lettersOn() && !isTyping(event.target)) nextUnmapped();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-next-unmapped]")) return;
  event.preventDefault();
  nextUnmapped();
});
