// The drawing under the hand. Scrolling is the browser's own, so a wheel scrolls, and only Ctrl with it,
// a pinch or a button zooms; the ground is dragged, and the overview pressed.

import { goTo, zoomBy, zoomTimes } from "./canvas.js";
import { drawing, outlineBody, outlinePane } from "./page.js";

outlinePane.addEventListener(
  "wheel",
  (event) => {
    if (!drawing() || !event.ctrlKey) return;
    event.preventDefault();
    zoomTimes(Math.exp(-event.deltaY / 200), event);
  },
  { passive: false },
);

// two fingers
let pinch = null;
const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
outlinePane.addEventListener(
  "touchmove",
  (event) => {
    if (!drawing() || event.touches.length !== 2) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const at = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
    const now = apart(event.touches);
    if (pinch) zoomTimes(now / pinch, at);
    pinch = now;
  },
  { passive: false },
);
for (const end of ["touchend", "touchcancel"]) outlinePane.addEventListener(end, () => (pinch = null));

// the ground is dragged, and the overview pressed
let held = null;
outlinePane.addEventListener("pointerdown", (event) => {
  if (!drawing() || event.pointerType === "touch" || event.button > 1) return;
  const map = event.target.closest(".minimap");
  if (!map && event.target.closest("[data-node], .pill, .zoom-keys")) return;
  held = { map, x: event.clientX, y: event.clientY };
  outlinePane.setPointerCapture(event.pointerId);
  if (map) goTo(event, map);
});
outlinePane.addEventListener("pointermove", (event) => {
  if (!held) return;
  if (held.map) {
    goTo(event, held.map);
    return;
  }
  outlinePane.scrollLeft -= event.clientX - held.x;
  outlinePane.scrollTop -= event.clientY - held.y;
  held = { map: null, x: event.clientX, y: event.clientY };
});
for (const end of ["pointerup", "pointercancel"]) outlinePane.addEventListener(end, () => (held = null));

outlineBody.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (button) zoomBy(button.dataset.zoom);
});
