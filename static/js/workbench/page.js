// The parts of the page that modules share, and the address that keeps the reader's place.

export const bench = document.querySelector(".bench-panes");
export const article = document.getElementById("essay-text");
export const textBody = document.getElementById("text-body");
export const outlinePane = document.getElementById("outline-pane");
export const mapHead = document.getElementById("map-head");
export const outlineBody = document.getElementById("outline-body");
export const inspector = document.getElementById("inspector");

const narrow = matchMedia("(width < 56.25rem)");

export const isNarrow = () => narrow.matches;
// The map as it shows: a nested list, or the drawing. In both every box is an element with data-node
// whose first child is the box itself.
export const outline = () => document.getElementById("outline");
export const drawing = () => outlineBody.querySelector("svg.drawing");
export const rowOf = (id) => document.getElementById(`n-${id}`);
export const isShown = (element) => element.getClientRects().length > 0;

// The box that has the focus; keys on a link or button within it are its own.
export function rowAt(event) {
  const row = event.target.closest?.("[role=treeitem]");
  return row === event.target && row?.dataset.node ? row : null;
}

// What a box says.
export function wordsOf(row) {
  const text = row.querySelector(".row-text");
  if (text) return text.textContent;
  return [...row.querySelectorAll(":scope > .row > text:not([class])")].map((line) => line.textContent).join(" ");
}

// The first of the premises of a step.
export function premiseOf(step) {
  const pill = outline()?.querySelector(`.pill[data-step="${step}"]`);
  return pill?.closest(".bracket")?.querySelector("[data-node]") ?? outline()?.querySelector(`[data-above="${step}"]`) ?? null;
}

export function isTyping(element) {
  return Boolean(element?.closest?.("input, textarea, select, [contenteditable], dialog"));
}

export function query() {
  return new URLSearchParams(location.search);
}

// Keeps the place in the address without a new entry in the browser's history.
export function keep(change) {
  const params = query();
  change(params);
  const text = params.toString();
  history.replaceState(history.state, "", `${location.pathname}${text ? `?${text}` : ""}`);
}

// Sends a request and puts the answer into a region. Settles either way: a request that fails is
// told by htmx's own events, and one that a later key overtook is nobody's loss.
export function ask(verb, address, { source, target = source, values = {} }) {
  return window.htmx.ajax(verb, address, { source, target, swap: "innerHTML", values }).catch(() => {});
}

// Loads one region from the server, for the place the address names. What it still waits for is
// of another place by now.
export function load(region) {
  window.htmx.trigger(region, "htmx:abort");
  return ask("GET", `${location.pathname}${location.search}`, { source: region });
}

// Scrolls an element into sight within its own pane, and only if it is out of sight.
export function reveal(element, { always = false } = {}) {
  if (!element || !isShown(element)) return;
  const pane = element.closest(".pane-body");
  const box = element.getBoundingClientRect();
  const view = isNarrow() || !pane ? { top: 48, bottom: innerHeight - 52 } : sides(pane);
  const isDrawn = Boolean(element.closest("svg.drawing"));
  if (isDrawn) Object.assign(view, sides(pane));
  const isSeen = box.top >= view.top && box.bottom <= view.bottom && (!isDrawn || (box.left >= view.left && box.right <= view.right));
  if (!always && isSeen) return;
  if (isDrawn) {
    pane.scrollTop += box.top - view.top - Math.max(0, (pane.clientHeight - box.height) / 2);
    pane.scrollLeft += box.left - view.left - Math.max(0, (pane.clientWidth - box.width) / 2);
  } else if (isNarrow() || !pane) element.scrollIntoView({ block: "center" });
  else pane.scrollTop += box.top - view.top - Math.max(0, (pane.clientHeight - box.height) / 2);
}

// The drawing scrolls in its own pane on every screen.
function sides(pane) {
  const { top, bottom, left, right } = pane.getBoundingClientRect();
  return { top, bottom, left, right };
}
