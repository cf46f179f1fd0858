// Other box: type a number or words, choose from what the server finds.

import { aim } from "./making.js";
import { ask, premiseOf, rowOf } from "./page.js";

const menu = document.getElementById("selmenu");
const field = document.getElementById("other-box");
const list = document.getElementById("other-boxes");
const opener = menu?.querySelector("[data-other]");
const WAIT_MS = 150;
let timer = 0;

const options = () => [...list.querySelectorAll("[data-target]")];

function setOpen(isOpen) {
  field.closest("[data-finder]").hidden = !isOpen;
  opener.setAttribute("aria-expanded", String(isOpen));
  field.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return;
  field.value = "";
  list.replaceChildren();
  field.focus({ preventScroll: true });
  find().then(() => menu.scrollIntoView({ block: "nearest" }));
}

async function find() {
  const url = `${menu.dataset.targets}?q=${encodeURIComponent(field.value)}`;
  await ask("GET", url, { source: list });
  point(options()[0]);
}

function point(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function take(option) {
  if (!option) return;
  const id = option.dataset.target.replace(/^(box|step)-/, "");
  const isStep = option.dataset.target.startsWith("step-");
  const first = isStep ? premiseOf(id) : rowOf(id);
  setOpen(false);
  aim({
    value: option.dataset.target,
    number: option.dataset.number,
    words: option.querySelector("[data-text]").textContent,
    row: first ?? null,
    isStep,
  });
  menu.querySelector("[data-make]").focus({ preventScroll: true });
}

if (menu) {
  opener.addEventListener("click", () => setOpen(opener.getAttribute("aria-expanded") !== "true"));
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") point(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") point(all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter") take(all[at]);
    else if (event.key === "Escape") {
      setOpen(false);
      opener.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("click", (event) => take(event.target.closest("[data-target]")));
  document.addEventListener("words:dropped", () => setOpen(false));
}
