// Words under two passages: a short list offers both boxes.

import { choose } from "./choosing.js";
import { article, textBody } from "./page.js";

const list = document.getElementById("both");

function passagesAt(link) {
  const found = [];
  for (let at = link; at && at !== article; at = at.parentElement) {
    if (at.matches(".psg")) found.push(at);
  }
  return found;
}

function itemFor(passage) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const ref = document.getElementById(`r-${passage.dataset.anchor}`);
  link.href = passage.getAttribute("href") ?? passage.dataset.href;
  link.className = [...passage.classList].find((name) => name.startsWith("k-")) ?? "";
  link.append(ref?.querySelector(".i")?.cloneNode(true) ?? "", ref?.getAttribute("aria-label") ?? "");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    hide({ refocus: true });
    choose(passage.dataset.box ?? passage.dataset.step, { isStep: !passage.dataset.box, from: "text" });
  });
  item.append(link);
  return item;
}

function hide({ refocus = false } = {}) {
  if (list.hidden) return;
  list.hidden = true;
  if (refocus) list.opener?.focus({ preventScroll: true });
}

article.addEventListener("click", (event) => {
  hide();
  const link = event.target.closest?.("a.psg");
  if (!link || event.ctrlKey || event.metaKey) return;
  const passages = passagesAt(link);
  if (passages.length < 2) return;
  event.preventDefault();
  list.replaceChildren(...passages.map(itemFor));
  list.hidden = false;
  list.opener = link;
  const line = [...link.getClientRects()].at(-1);
  const pane = textBody.getBoundingClientRect();
  list.style.insetBlockStart = `${line.bottom - pane.top + textBody.scrollTop + 4}px`;
  list.style.insetInlineStart = `${Math.max(8, Math.min(line.left - pane.left, pane.width - 260))}px`;
  list.querySelector("a").focus({ preventScroll: true });
});

list.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") hide({ refocus: true });
  else if (event.key === "ArrowDown") links[(at + 1) % links.length].focus();
  else if (event.key === "ArrowUp") links[(at - 1 + links.length) % links.length].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

list.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !list.contains(event.relatedTarget)) hide();
});
