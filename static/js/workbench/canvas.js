// The drawing on its canvas: its size, what part is in sight, and boxes that move to their new place.

import { chosen } from "./choosing.js";
import { drawing, outlineBody, outlinePane, reveal, rowOf } from "./page.js";

const LEAST = 0.1;
const MOST = 2;
const STEP = 1.25;
const MOVE_MS = 180;
const still = matchMedia("(prefers-reduced-motion: reduce)");
let scale = 1;
let isNew = true;
let places = null;
let inset = null; // px left of a drawing that is narrower than the pane

const sizeOf = (svg) => ({ width: svg.width.baseVal.value, height: svg.height.baseVal.value });
const canvas = () => drawing()?.parentElement;

function fitted() {
  const { width, height } = sizeOf(drawing());
  return Math.min(outlinePane.clientWidth / width, outlinePane.clientHeight / height, 1);
}

// Gives the drawing its size; called again after each swap.
export function lay() {
  const svg = drawing();
  if (!svg) {
    isNew = true;
    return;
  }
  if (isNew) scale = fitted() > 0.8 ? fitted() : 1;
  const { width, height } = sizeOf(svg);
  svg.style.transform = scale === 1 ? "" : `scale(${scale})`;
  canvas().style.inlineSize = `${width * scale}px`;
  canvas().style.blockSize = `${height * scale}px`;
  if (isNew) inset = null;
  inset ??= (outlinePane.clientWidth - width * scale) / 2;
  canvas().style.marginInlineStart = `${Math.max(0, inset)}px`;
  if (isNew) reveal((rowOf(chosen()?.id) ?? svg.querySelector("[data-node]"))?.firstElementChild, { always: true });
  isNew = false;
  look();
}

// Moves the view so that what stood at one place of the screen, and now stands at another, is back.
export function bringBack(from, to) {
  const { scrollLeft } = outlinePane;
  outlinePane.scrollLeft += to.left - from.left;
  outlinePane.scrollTop += to.top - from.top;
  // where nothing is left to scroll, the drawing itself moves over
  const rest = to.left - from.left - (outlinePane.scrollLeft - scrollLeft);
  if (!rest) return;
  inset = Math.max(0, inset) - rest;
  canvas().style.marginInlineStart = `${Math.max(0, inset)}px`;
}

// Zooms so that one point of the screen, by itself the middle of the pane, stays where it is.
function zoom(to, at = middle()) {
  const before = canvas().getBoundingClientRect();
  const [x, y] = [(at.clientX - before.left) / scale, (at.clientY - before.top) / scale];
  scale = Math.min(MOST, Math.max(LEAST, to));
  inset = null;
  lay();
  const after = canvas().getBoundingClientRect();
  outlinePane.scrollLeft += after.left + x * scale - at.clientX;
  outlinePane.scrollTop += after.top + y * scale - at.clientY;
  look();
}

function middle() {
  const { left, top } = outlinePane.getBoundingClientRect();
  return { clientX: left + outlinePane.clientWidth / 2, clientY: top + outlinePane.clientHeight / 2 };
}

// Zooms by a factor.
export const zoomTimes = (factor, at) => zoom(scale * factor, at);

// Zooms as a key or button says: in, out, or fit.
export function zoomBy(how) {
  if (how === "fit") zoom(fitted());
  else zoom(how === "in" ? scale * STEP : scale / STEP);
}

// The frame over the overview. What moves it is an animation that stands still: unlike a style, its
// change lets Chromium leave the layers of the whole page as they are.
function frameOver(map) {
  const found = map.parentElement.querySelector(".mm-view");
  if (found) return found;
  const frame = document.createElement("div");
  frame.className = "mm-view";
  map.parentElement.append(frame);
  frame.animate([], { duration: 1, fill: "both" }).pause();
  return frame;
}

// The overview shows which part is in sight.
function look() {
  const map = outlineBody.querySelector(".minimap");
  const on = map?.getScreenCTM();
  if (!on) return;
  const frame = frameOver(map);
  const from = canvas().getBoundingClientRect();
  const pane = outlinePane.getBoundingClientRect();
  const corner = map.parentElement.getBoundingClientRect();
  const { width, height } = sizeOf(drawing());
  const x = on.e - corner.left + (on.a * Math.max(0, pane.left - from.left)) / scale;
  const y = on.f - corner.top + (on.d * Math.max(0, pane.top - from.top)) / scale;
  const transform = `translate(${x}px, ${y}px)`;
  frame.getAnimations()[0].effect.setKeyframes([{ transform }, { transform }]);
  frame.style.width = `${on.a * Math.min(width, outlinePane.clientWidth / scale)}px`;
  frame.style.height = `${on.d * Math.min(height, outlinePane.clientHeight / scale)}px`;
}

export function goTo(event, map) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  const from = canvas().getBoundingClientRect();
  const at = middle();
  outlinePane.scrollLeft += from.left + point.x * scale - at.clientX;
  outlinePane.scrollTop += from.top + point.y * scale - at.clientY;
}

const placeOf = (box) => box.transform.baseVal.consolidate().matrix;

// Remembers where every box stands, before the drawing is replaced.
export function remember() {
  const boxes = drawing()?.querySelectorAll("[data-node]") ?? [];
  places = new Map([...boxes].map((box) => [box.id, placeOf(box)]));
}

// Moves the boxes of the new drawing from where they stood.
export function animate() {
  const svg = drawing();
  if (!svg || !places?.size || still.matches) return;
  let moved = false;
  for (const box of svg.querySelectorAll("[data-node]")) {
    const [from, to] = [places.get(box.id), placeOf(box)];
    if (from && from.e === to.e && from.f === to.f) continue;
    moved = true;
    const at = `translate(${to.e}px, ${to.f}px)`;
    const start = from ? { transform: `translate(${from.e}px, ${from.f}px)` } : { transform: at, opacity: 0 };
    box.animate([start, { transform: at, opacity: 1 }], { duration: MOVE_MS, easing: "cubic-bezier(.2,.7,.2,1)" });
  }
  if (!moved) return;
  for (const line of svg.querySelectorAll("#map-lines > g, #map-pills > a")) line.animate([{ opacity: 0 }, { opacity: 1 }], MOVE_MS);
}

let waits = false;
outlinePane.addEventListener("scroll", () => {
  if (waits || !drawing()) return;
  waits = true;
  requestAnimationFrame(() => {
    waits = false;
    if (drawing()) look();
  });
});
addEventListener("resize", () => drawing() && look());
