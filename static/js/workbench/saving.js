// Saving in place: undo and redo without a new page, and the state in the bar.

import { ask, inspector, keep } from "./page.js";

const words = document.querySelector("[data-saving-words]")?.dataset ?? {};

function say(state, text) {
  const saved = document.getElementById("saved");
  if (!saved) return;
  saved.dataset.state = state;
  saved.querySelector("[data-words]").textContent = text;
}

const writes = (event) => event.detail.requestConfig?.verb !== "get";

let before = [];

document.addEventListener("htmx:beforeRequest", (event) => {
  const saved = document.getElementById("saved");
  if (!writes(event) || !saved) return;
  if (saved.dataset.state !== "saving") {
    before = [saved.dataset.state, saved.querySelector("[data-words]").textContent];
  }
  say("saving", words.saving);
});

// Refused, or nothing to do: the form says so, and what was saved before still is.
document.addEventListener("htmx:afterRequest", (event) => {
  if (writes(event) && [204, 409, 422].includes(event.detail.xhr?.status)) say(...before);
});

document.addEventListener("htmx:sendError", (event) => {
  if (writes(event)) say("offline", words.offline);
});

document.addEventListener("htmx:responseError", (event) => {
  if (!writes(event)) return;
  say("offline", words.refused);
  document.dispatchEvent(new CustomEvent("notice", { detail: { text: words.refused } }));
});

// A whole page instead of a region: somebody is no longer signed in. They come back to this place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (!/^\s*<!doctype/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  const page = new URL(xhr.responseURL);
  if (page.searchParams.has("next")) page.searchParams.set("next", location.pathname + location.search);
  if (xhr.status < 400) location.assign(page);
});

// The server may have chosen another box than the address names.
document.addEventListener("bench:at", (event) => {
  keep((params) => {
    params.delete("box");
    params.delete("relation");
    const { box, relation } = event.detail;
    if (box) params.set("box", box);
    else if (relation) params.set("relation", relation);
  });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-in-place], #messages form")) return;
  event.preventDefault();
  if (form.querySelector("[aria-disabled=true]")) return;
  ask("POST", form.action, { source: form, target: inspector });
});
