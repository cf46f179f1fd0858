// Looking at the map in another way: depth, filters, focus, finding, questions. Every control is a
// link or a GET form whose data-goes names what it changes of the address; the rest of the address
// stays as the reader has it now, whatever the link was made for.

import { bringIntoSight, chosen } from "./choosing.js";
import { article, ask, bench, inspector, isNarrow, keep, load, mapHead, outlinePane, query, reveal, rowOf, textBody } from "./page.js";
import { keepTyped } from "./forms.js";
import { lettersOn } from "./letters.js";
import { show } from "./panes.js";

const says = document.getElementById("read-says");
const tour = document.getElementById("tour");

// Asks the server for the map as these changes show it, and keeps them in the address.
export async function go(names, values, { region = mapHead } = {}) {
  const change = (params) => {
    for (const name of names) params.delete(name);
    for (const [name, value] of values) if (names.includes(name)) params.append(name, value);
  };
  if (region === inspector) {
    keep(change);
    await load(inspector);
    return;
  }
  const params = query();
  change(params);
  // the address changes after the request has left, so that the server knows the place before
  const done = ask("GET", `${location.pathname}?${params}`, { source: mapHead });
  keep(change);
  await done;
  bench.dataset.view = isNarrow() && bench.dataset.view === "text" ? "text" : query().get("view") ?? "outline";
  const touring = query().has("tour");
  tour.hidden = !touring;
  bench.parentElement.classList.toggle("has-tour", touring);
  says.textContent = [...mapHead.querySelectorAll("[data-says]")].map((one) => one.textContent.trim()).join(". ");
}

// One after the other: a key pressed meanwhile goes on from what the one before brings.
let before = Promise.resolve();

function inTurn(act) {
  before = before.then(act, act).catch(() => {});
}

const follow = (link) => inTurn(() => goTo(document.getElementById(link.id) ?? link));

async function goTo(link) {
  if (!link.matches("[data-goes]") || !(await keepTyped())) return;
  const { goes, region, view } = link.dataset;
  const id = link.id;
  const values = new URL(link.href).searchParams;
  if (id === "fold-all") chooseTop(values);
  await go(goes.split(" "), values, { region: region === "inspector" ? inspector : mapHead });
  if (view && isNarrow()) show(view);
  bringIntoSight();
  if (view === "text") reveal(article.querySelector(".found.is-now"));
  refocus(id);
}

// The way to a chosen box stays open: to fold all, the choice goes up to the root.
function chooseTop(values) {
  let row = rowOf(chosen()?.id);
  for (let above = row; above; above = above.parentElement.closest("[data-node]")) row = above;
  values.delete("box");
  if (row) values.set("box", row.dataset.node);
}

// What was pressed may be gone: the focus then goes to what stands in its place.
function refocus(id) {
  const next = { "go-find": "find-words", "find-close": "go-find", "go-tour": "tour-next", "tour-leave": "go-tour" }[id];
  const now = document.activeElement;
  if (!next && now && now !== document.body) return;
  const there = [next, id, "focus", "go-find"].map((one) => one && document.getElementById(one));
  (there.find((one) => one?.getClientRects().length) ?? outlinePane).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-goes]");
  if (!link) return;
  event.preventDefault();
  follow(link);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-goes]");
  if (!form) return;
  event.preventDefault();
  const values = [...new FormData(form)];
  inTurn(async () => {
    await go(form.dataset.goes.split(" "), values);
    bringIntoSight();
    // the first place found is at hand at once
    if (form.querySelector("[type=search]")) document.getElementById("found-1")?.click();
  });
});

document.addEventListener("input", (event) => {
  if (event.target.id === "depth") event.target.closest("form").querySelector("output").value = event.target.value;
});

document.addEventListener("change", (event) => {
  if (["depth", "tour-by"].includes(event.target.id)) event.target.form.requestSubmit();
});

function onTour(event) {
  const inTree = event.target.closest?.("[role=tree]");
  const typing = event.target.closest?.("input, textarea, select, dialog");
  if (!query().has("tour") || typing) return null;
  if (event.key === "PageDown") return "tour-next";
  if (event.key === "PageUp") return "tour-back";
  if (event.key === "ArrowRight" && !inTree) return "tour-next";
  if (event.key === "ArrowLeft" && !inTree) return "tour-back";
  if (event.key === "Escape" && tour.contains(event.target)) return "tour-leave";
  return null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  const button = event.key === " " ? target.closest?.("a[role=button][data-goes]") : null;
  const within = [outlinePane, textBody, inspector].some((pane) => pane.contains(target)) || target === document.body;
  const typing = target.closest?.("input, textarea, select, dialog");
  const pressed = button
    ?? document.getElementById(onTour(event) ?? "")
    ?? (event.key === "/" && lettersOn() && within && !typing ? document.getElementById("find-words") ?? document.getElementById("go-find") : null)
    ?? (event.key === "Escape" && target.closest?.("#find") ? document.getElementById("find-close") : null);
  if (!pressed) return;
  event.preventDefault();
  if (pressed.id === "find-words") pressed.select();
  else if (pressed.matches("[data-goes]")) follow(pressed);
});

// A link without a box leads to the tour's step: the address says so from then on.
if (query().has("tour") && !query().has("box")) {
  const row = document.querySelector(".outline .is-chosen");
  keep((params) => row && params.set("box", row.dataset.node));
}
const word = query().get("q");
if (word === "") document.getElementById("find-words")?.focus();
if (query().has("hit")) reveal(article.querySelector(".found.is-now"));
