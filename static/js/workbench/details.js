// The inspector folds to its head, and stays so on this computer; the link to a view is copied.

import { inspector } from "./page.js";

const KEY = "argmap.inspector";

function kept() {
  try {
    return localStorage.getItem(KEY) === "folded";
  } catch {
    return false;
  }
}

let folded = kept();

function draw() {
  inspector.toggleAttribute("data-folded", folded);
  inspector.querySelector("[data-folds-inspector]")?.setAttribute("aria-expanded", String(!folded));
}

function turn() {
  folded = !folded;
  draw();
  try {
    localStorage.setItem(KEY, folded ? "folded" : "open");
  } catch {
    // a browser that keeps nothing opens the inspector on every page
  }
}

inspector.addEventListener("click", (event) => {
  if (event.target.closest("[data-folds-inspector]")) turn();
});
document.addEventListener("htmx:afterSwap", draw);
draw();

const copies = document.querySelector("[data-copies-view]");
if (copies && !navigator.clipboard) copies.hidden = true;
copies?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  document.dispatchEvent(new CustomEvent("notice", { detail: { text: copies.dataset.done } }));
});
