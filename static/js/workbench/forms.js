// The forms in the inspector: Ctrl+Enter saves, Escape leaves. Buttons and links do the same.

import { inspector } from "./page.js";

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
