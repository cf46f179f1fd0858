// The forms in the inspector: Ctrl+Enter saves, Escape leaves. Buttons and links do the same.
// What was typed is never lost: where something else is to show, the form is saved first.

import { inspector } from "./page.js";

function isChanged(field) {
  // buttons and the like have nothing to type into
  if (!field.matches("input, select, textarea") || field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return field.value !== first?.value;
}

function typed() {
  const form = inspector.querySelector("form#edit-form");
  const isRefused = form?.querySelector("[aria-invalid=true]");
  return isRefused || [...(form?.elements ?? [])].some(isChanged) ? form : null;
}

// Whether the inspector holds something that was typed and not saved.
export const isTyped = () => Boolean(typed());

// Saves it; the answer is whether the inspector may show something else now.
export function keepTyped() {
  const form = typed();
  if (!form) return Promise.resolve(true);
  return new Promise((resolve) => {
    form.addEventListener("htmx:afterRequest", (event) => resolve(event.detail.xhr.status > 0 && event.detail.xhr.status < 400), { once: true });
    form.requestSubmit();
  });
}

addEventListener("beforeunload", (event) => {
  if (isTyped()) event.preventDefault();
});

inspector.addEventListener("keydown", (event) => {
  const editing = event.target.closest("[data-editing]");
  if (!editing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.closest("form")?.requestSubmit();
  } else if (event.key === "Escape" && !event.defaultPrevented) {
    event.preventDefault();
    event.stopPropagation();
    editing.querySelector("[data-leave]")?.click();
  }
});

// Where a form says that the keyboard starts. Left to the browser, it does so once in a page, and only
// where nothing has the focus; after that it complains.
inspector.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== inspector || !detail.serverResponse.includes("autofocus")) return;
  const answer = document.createElement("template");
  answer.innerHTML = detail.serverResponse;
  for (const field of answer.content.querySelectorAll("[autofocus]")) {
    field.removeAttribute("autofocus");
    field.dataset.starts = "";
  }
  detail.serverResponse = answer.innerHTML;
});

inspector.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target === inspector) inspector.querySelector("[data-starts]")?.focus();
});
