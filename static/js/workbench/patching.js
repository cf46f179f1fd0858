// Writes into the page what an edit changed of map and text. The server sends it in templates
// within #patches: new and changed elements, and in data-patch what to do with the others.

import { outline, outlineBody } from "./page.js";

const box = document.getElementById("patches");
const NUMBER = /(?<![\w.])\d+(?:\.\d+)*(?!\w|\.\d)/g;
const NARROW = 9; // from this level on lists move in by less

// The version that every region shows, or nothing where they differ.
function shown() {
  const saved = document.getElementById("saved")?.dataset.version;
  return saved && outline()?.dataset.version === saved ? saved : null;
}

document.addEventListener("htmx:configRequest", (event) => {
  const version = event.detail.verb === "get" ? null : shown();
  if (version) event.detail.headers["Argmap-Shown"] = version;
});

function renumber(region, pairs) {
  const numbers = new Map(pairs);
  if (!numbers.size) return;
  const renewed = (words) => words.replace(NUMBER, (found) => numbers.get(found) ?? found);
  const write = (element) => {
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) node.data = renewed(node.data);
  };
  for (const ref of region.querySelectorAll(".ref")) {
    write(ref);
    ref.setAttribute("aria-label", renewed(ref.getAttribute("aria-label")));
  }
  for (const row of region.querySelectorAll("[data-number]")) {
    const was = row.dataset.number;
    const is = numbers.get(was);
    const own = row.firstElementChild;
    for (const words of own.querySelectorAll(".mk > :is(.num, .rel, .tag)")) write(words);
    row.dataset.says = renewed(row.dataset.says);
    if (!is) continue;
    row.dataset.number = is;
    for (const control of own.querySelectorAll(".fold, .row-menu")) {
      control.setAttribute("aria-label", control.getAttribute("aria-label").replace(was, is));
    }
  }
}

const listOf = (element) => element.querySelector(":scope > ul");

// Puts changed elements in the place of the old ones, which keep what hangs under them; returns the new.
function replaceParts(parts) {
  const fresh = new Map();
  for (const part of parts) {
    const old = document.getElementById(part.id);
    fresh.set(part.id, part);
    if (!old) continue;
    const below = listOf(old);
    if (below && listOf(part)) listOf(part).append(...below.children);
    else if (below) part.append(below);
    old.replaceWith(part);
  }
  return fresh;
}

function place([id, owner, behind], fresh) {
  const found = (one) => fresh.get(one) ?? document.getElementById(one);
  const element = found(id);
  const holder = owner === "outline" ? null : found(owner);
  let list = !holder ? outline() : holder.matches("g") ? holder : listOf(holder);
  if (!list) {
    list = document.createElement("ul");
    if (Number(holder.dataset.level) >= NARROW) list.className = "narrow";
    holder.append(list);
  }
  const before = behind ? found(behind) : null;
  if (before) before.after(element);
  else list.prepend(element);
}

function restance(row, template) {
  row.querySelector(":scope > .row .stance")?.remove();
  row.querySelector(":scope > .row .rel").after(template.content.cloneNode(true));
}

// What of the drawing only moved, its size, and the overview.
function redraw({ drawing, shift, moved }, parts) {
  const svg = outline();
  const [dx, dy] = shift;
  const tenth = (value) => Math.round(value * 10) / 10;
  const put = (piece, x, y) => piece.setAttribute("transform", `translate(${tenth(x)} ${tenth(y)})`);
  if (dx || dy) {
    for (const piece of svg.querySelectorAll(":scope > g > *")) {
      const { e, f } = piece.transform.baseVal.consolidate().matrix;
      put(piece, e + dx, f + dy);
    }
  }
  for (const [id, x, y] of moved) put(document.getElementById(id), x, y);
  const { width, height, label } = drawing;
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", label);
  const map = parts.find((part) => part.matches("i")).firstElementChild;
  outlineBody.querySelector(".minimap").replaceWith(map);
}

function write(template) {
  const region = document.getElementById(template.dataset.region);
  const patch = JSON.parse(template.dataset.patch);
  const { numbers = [], small = [], stances = {}, placed = [], gone = [] } = patch;
  renumber(region, numbers);
  let parts = [...template.content.children];
  if (patch.drawing) {
    redraw(patch, parts);
    parts = [...parts[0].children];
  }
  for (const [name, ids] of Object.entries(stances)) {
    const words = parts.find((part) => part.dataset.stance === name);
    for (const id of ids) restance(document.getElementById(id), words);
  }
  for (const [id, values] of small) Object.assign(document.getElementById(id)?.dataset ?? {}, values);
  const fresh = replaceParts(parts.filter((part) => part.id));
  for (const one of placed) place(one, fresh);
  for (const id of gone) document.getElementById(id)?.remove();
  for (const list of region.querySelectorAll("ul:empty")) list.remove();
  for (const part of fresh.values()) window.htmx.process(part);
}

// Called after each swap, before the page is dressed.
export function patch() {
  const templates = [...(box?.querySelectorAll("template") ?? [])];
  if (!templates.length) return;
  for (const template of templates) write(template);
  box.replaceChildren();
  const version = document.getElementById("saved").dataset.version;
  if (outlineBody.contains(outline())) outline().dataset.version = version;
}
