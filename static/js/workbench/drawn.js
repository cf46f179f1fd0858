// What the drawing adds to the outline's grammar: arrows that go where they point, and the coming box.

import { drawing, wordsOf } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, LINE, MOST, LETTERS] = [204, 19, 3, 27];
const ARROWS = {
  "top-down": { ArrowUp: "out", ArrowDown: "in", ArrowLeft: "before", ArrowRight: "after" },
  "left-right": { ArrowLeft: "out", ArrowRight: "in", ArrowUp: "before", ArrowDown: "after" },
};

export const idOf = (item) => item.dataset.node ?? item.dataset.step;
const items = () => [...drawing().querySelectorAll("[data-node], .pill")];

function under(id) {
  const found = items().filter((item) => item.dataset.above === id);
  const at = new Map(found.map((item) => [item, item.getBoundingClientRect()]));
  const isAcross = drawing().dataset.view === "top-down";
  return found.sort((a, b) => {
    const [dx, dy] = [at.get(a).left - at.get(b).left, at.get(a).top - at.get(b).top];
    return isAcross ? dx || dy : dy || dx;
  });
}

// Where an arrow leads from a box or step: out to what it hangs under, in, or along its siblings.
export const wayOf = (key) => ARROWS[drawing().dataset.view][key] ?? null;

export function beside(item, way) {
  if (way === "out") return items().find((other) => idOf(other) === item.dataset.above) ?? null;
  if (way === "in") return under(idOf(item))[0] ?? null;
  const all = under(item.dataset.above);
  return all[all.indexOf(item) + (way === "after" ? 1 : -1)] ?? null;
}

// Whether a box hangs somewhere under another.
export function hangsUnder(item, other) {
  for (let at = item; at; at = beside(at, "out")) if (at === other) return true;
  return false;
}

// Whether siblings stand below each other, where this box stands.
export function isStacked(item) {
  if (drawing().dataset.view === "left-right") return true;
  const { left } = item.getBoundingClientRect();
  return under(item.dataset.above).some((other) => other !== item && Math.abs(other.getBoundingClientRect().left - left) < 2);
}

function made(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function broken(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > LETTERS) lines.push(word);
    else lines[lines.length - 1] += lines.at(-1) ? ` ${word}` : word;
  }
  return lines.length > MOST ? [...lines.slice(0, MOST - 1), `${lines[MOST - 1]} …`] : lines;
}

// Draws the box to come, dashed, at the end of what hangs under its target; `ghost` is the outline's.
export function drawGhost(ghost, to) {
  const svg = drawing();
  const lines = broken(wordsOf(ghost));
  const height = 42 + LINE * (lines.length - 1) + 15;
  const { x, y } = placeFor(to);
  const [atX, atY] = [Math.max(0, Math.min(x, svg.width.baseVal.value - WIDTH - 4)), Math.max(0, Math.min(y, svg.height.baseVal.value - height - 4))];
  const kind = [...ghost.classList].find((name) => name.startsWith("k-"));
  const box = made("g", { class: `ghost ${kind}`, transform: `translate(${atX} ${atY})` });
  const number = ghost.querySelector("[data-number]").textContent;
  const word = ghost.querySelector(".rel").textContent;
  box.append(
    made("rect", { class: "box-bg", x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1, rx: 3 }),
    made("text", { class: "w", x: 15, y: 20 }, word),
    made("text", { class: "n", x: WIDTH - 14, y: 20, "text-anchor": "end" }, number),
    ...lines.map((line, n) => made("text", { x: 15, y: 42 + LINE * n }, line)),
  );
  svg.append(box);
  box.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function placeFor(to) {
  if (!to?.row) return { x: 24, y: 4 };
  const boxOf = (item) => {
    const { e, f } = item.transform.baseVal.consolidate().matrix;
    const { width, height } = item.querySelector(".box-bg, .j-bg").getBBox();
    return { x: e, y: f, right: e + width, bottom: f + height };
  };
  const last = under(idOf(to.row)).at(-1);
  const own = boxOf(to.row);
  if (drawing().dataset.view === "left-right") return last ? { x: boxOf(last).x, y: boxOf(last).bottom + 12 } : { x: own.right + 40, y: own.y };
  if (!last) return { x: own.x + 18, y: own.bottom + 28 };
  return isStacked(last) ? { x: boxOf(last).x, y: boxOf(last).bottom + 14 } : { x: boxOf(last).right + 28, y: boxOf(last).y };
}
