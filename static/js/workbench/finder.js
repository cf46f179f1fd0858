// A dialog that finds a box or step by number or words, for keys that need a second box.

const dialog = document.getElementById("finder");
const field = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const WAIT_MS = 150;
let timer = 0;
let taken = null;
let asked = null;
let answered = null;

const options = () => [...list.querySelectorAll("[data-target]")];

// Asks for a box or step; the answer is its value, or null when somebody thought better of it.
export function find(title) {
  dialog.querySelector("h2").textContent = title;
  field.value = "";
  list.replaceChildren();
  taken = null;
  answered = null;
  dialog.showModal();
  look();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(taken), { once: true });
  });
}

async function look() {
  asked = field.value;
  const typed = asked;
  const answer = await fetch(`${dialog.dataset.targets}?q=${encodeURIComponent(typed)}`).catch(() => null);
  // a later question has its own answer
  if (!answer?.ok || asked !== typed) return;
  list.innerHTML = await answer.text();
  answered = typed;
  // the other finder of the page may hold options with the same ids
  for (const option of list.children) option.id = `found-${option.id}`;
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
  taken = option.dataset.target;
  dialog.close();
}

if (dialog) {
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  field.addEventListener("keydown", async (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") point(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") point(all[(at - 1 + all.length) % all.length]);
    else if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.key !== "Enter") return;
    // what was typed last may not have been looked for yet
    clearTimeout(timer);
    if (answered !== field.value) {
      await look();
      take(options()[0]);
    } else take(all[at]);
  });
  list.addEventListener("click", (event) => take(event.target.closest("[data-target]")));
}
