// How the workbench looks, as this computer remembers it: where the panes part, quiet text, the
// inspector folded to its head or standing at the side, the moves of a first map. The link to a view is copied.

import { lettersOn } from "./letters.js";
import { bench, isShown, isTyping, outlinePane, textBody } from "./page.js";

const KEY = "argmap.view";
const STEP = 2; // percent of the width
const NAMES = ["folded", "quiet", "side", "unguided"];
const split = document.querySelector(".split");

let view = {};
try {
  view = JSON.parse(localStorage.getItem(KEY)) ?? {};
} catch {
  // a browser that keeps nothing shows the page as it comes
}

function draw() {
  for (const name of NAMES) {
    const isOn = Boolean(view[name]);
    bench.classList.toggle(`is-${name}`, isOn);
    for (const button of bench.querySelectorAll(`[data-keeps="${name}"]`)) {
      if (button.ariaExpanded) button.ariaExpanded = String(!isOn);
      else if (button.ariaPressed) button.ariaPressed = String(isOn);
    }
  }
  bench.style.setProperty("--split", view.split ? `clamp(20rem, ${view.split}%, 100% - 20rem)` : "");
  split.ariaValueNow = Math.round((100 * textBody.offsetWidth) / bench.offsetWidth);
}

function set(name, value) {
  view[name] = value;
  draw();
  try {
    localStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // it holds for this page
  }
}

function part(percent) {
  set("split", Math.min(split.ariaValueMax, Math.max(split.ariaValueMin, percent)));
  // the drawing and the menu at the words measure again
  dispatchEvent(new Event("resize"));
}

// How far along the line a pane begins at, whichever way the page is read.
const isMirrored = () => getComputedStyle(bench).direction === "rtl";

split.addEventListener("pointerdown", (event) => split.setPointerCapture(event.pointerId));
split.addEventListener("pointermove", (event) => {
  if (!split.hasPointerCapture(event.pointerId)) return;
  const box = bench.getBoundingClientRect();
  part((100 * (isMirrored() ? box.right - event.clientX : event.clientX - box.left)) / box.width);
});

split.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key] * (isMirrored() ? -1 : 1);
  if (way) part(Number(split.ariaValueNow) + way);
  else if (event.key === "Home") part(0);
  else if (event.key === "End") part(100);
  else return;
  event.preventDefault();
});

bench.addEventListener("click", (event) => {
  const button = event.target.closest("[data-keeps]");
  if (!button) return;
  set(button.dataset.keeps, !view[button.dataset.keeps]);
  if (!isShown(button)) outlinePane.focus({ preventScroll: true });
});

textBody.addEventListener("keydown", (event) => {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  if (event.key === "q" && isPlain && lettersOn()) set("quiet", !view.quiet);
});

document.addEventListener("htmx:afterSwap", draw);
addEventListener("resize", draw);
draw();

const copies = document.querySelector("[data-copies-view]");
if (copies && !navigator.clipboard) copies.hidden = true;
copies?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  document.dispatchEvent(new CustomEvent("notice", { detail: { text: copies.dataset.done } }));
});
