// The menu of a row: all that can be done with it, by click, by touch, and by Shift+F10.
// Without script its link opens the box with the same choices beside the outline.

import { act } from "./acts.js";
import { toggle } from "./several.js";
import { outlineBody, rowAt, rowOf } from "./page.js";

const menu = document.getElementById("row-menu");
const APART = 4;
let owner = null;

const items = () => [...menu.querySelectorAll("[role=menuitem]")].filter((item) => !item.hidden);

function open(row, { focus }) {
  owner = row.dataset.node;
  const isThesis = row.matches(".li-thesis");
  const hangs = Number(row.dataset.level) > 1;
  for (const item of menu.querySelectorAll("[data-hangs]")) item.hidden = !hangs;
  for (const item of menu.querySelectorAll("[data-moves]")) item.hidden = isThesis;
  menu.setAttribute("aria-label", menu.dataset.label.replace("0", row.dataset.number));
  menu.showPopover();
  const at = (row.querySelector(":scope > .row > .row-menu") ?? row.firstElementChild).getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  const below = innerHeight - at.bottom - APART;
  menu.style.top = `${box.height > below ? Math.max(APART, at.top - box.height - APART) : at.bottom + APART}px`;
  menu.style.left = `${Math.max(APART, Math.min(at.right - box.width, innerWidth - box.width - APART))}px`;
  if (focus) items()[0].focus();
}

function close() {
  menu.hidePopover();
  rowOf(owner)?.focus({ preventScroll: true });
}

if (menu) {
  // before the link itself acts
  outlineBody.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-acts]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(link.closest("[data-node]"), { focus: true });
  });

  outlineBody.addEventListener("keydown", (event) => {
    const row = rowAt(event);
    if (!row) return;
    if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
    event.preventDefault();
    open(row, { focus: true });
  });

  menu.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 };
    if (event.key in steps) all[steps[event.key] % all.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  menu.addEventListener("click", (event) => {
    const item = event.target.closest("[data-act]");
    if (!item) return;
    const row = rowOf(owner);
    close();
    if (!row) return;
    if (item.dataset.act === "several") toggle(row);
    else act(row, item.dataset.act);
  });
}
