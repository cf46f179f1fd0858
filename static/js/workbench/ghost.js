// Where a box would land: a dashed row at its place in the outline while a choice is at hand.

import { drawGhost } from "./drawn.js";
import { drawing, outline } from "./page.js";

const template = document.getElementById("ghost-template");
const menu = document.getElementById("selmenu");
const HANGS = new Set(["support", "objection", "evidence"]);

// The sentence that the server would make of the words; until it has come, the words without
// the signs around them.
let said = { of: null, text: "" };

function sentenceOf(words) {
  if (said.of === words) return said.text;
  said = { of: words, text: words.words.replace(/\s+/gu, " ").replace(/^[^\p{L}\p{N}"'‘“«]+|[\s,;:–—-]+$/gu, "") };
  ask(words);
  return said.text;
}

async function ask(words) {
  const address = `${menu.dataset.says}?start=${words.start}&end=${words.end}`;
  // without an answer the words stand as they are
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || said.of !== words) return;
  said.text = await answer.text();
  for (const ghost of document.querySelectorAll(".ghost .row-text")) ghost.textContent = said.text;
}

// Takes the ghost away.
export function lay() {
  for (const ghost of document.querySelectorAll(".ghost")) ghost.remove();
  for (const over of document.querySelectorAll("#outline-body .is-over")) over.classList.remove("is-over");
}

function ghostOf(button, number, words) {
  const ghost = template.content.firstElementChild.cloneNode(true);
  ghost.classList.add([...button.classList].find((name) => name.startsWith("k-")) ?? "k-claim");
  ghost.querySelector("[data-number]").textContent = number;
  const rel = ghost.querySelector(".rel");
  rel.append(button.querySelector(".i").cloneNode(true), button.dataset.word);
  ghost.querySelector(".row-text").textContent = sentenceOf(words);
  return ghost;
}

// Draws what this button of the menu would make of the words.
export function haunt(button, to, words) {
  lay();
  const kind = button.dataset.make;
  const tree = outline();
  if (!tree || !words) return;
  if (kind === "passage") to?.row?.classList.add("is-over");
  if (kind === "thesis") put(ghostOf(button, "1", words), null, (ghost) => tree.prepend(ghost));
  if (!HANGS.has(kind) || !to?.row || button.getAttribute("aria-disabled") === "true") return;
  const children = [...to.row.querySelectorAll(":scope > ul > [data-node], :scope > ul > .bracket > ul > [data-node]")];
  const next = Number(to.isStep ? to.row.dataset.last : to.row.dataset.next);
  const ghost = ghostOf(button, `${to.row.dataset.number}.${next}`, words);
  put(ghost, to, () => hang(ghost, to.row, children, next));
}

// The same coming box, where it lands in the outline or in the drawing.
function put(ghost, to, hangs) {
  if (drawing()) drawGhost(ghost, to);
  else hangs(ghost);
}

function hang(ghost, row, children, next) {
  const behind = children.find((child) => Number(child.dataset.number.split(".").at(-1)) >= next);
  let list = row.querySelector(":scope > ul");
  if (!list) {
    list = document.createElement("ul");
    list.className = "ghost";
    list.setAttribute("role", "none");
    row.append(list);
  }
  if (behind?.parentElement === list) behind.before(ghost);
  else list.append(ghost);
  ghost.scrollIntoView({ block: "nearest" });
}
