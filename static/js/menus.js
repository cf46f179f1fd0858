// Menus are details elements and open without script. Here: close on Escape, on a
// click elsewhere and when focus leaves; arrow keys walk through the items.

const ITEMS = "a[href], button:not([disabled]), input";

function close(menu, { refocus }) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) close(menu, { refocus: false });
    else if (event.target.closest(".menu-list :is(a, button)")) close(menu, { refocus: false });
  }
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) {
    close(menu, { refocus: false });
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    close(menu, { refocus: true });
    return;
  }
  // radio buttons keep their own arrow keys
  if (event.target.matches("input[type=radio]")) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelector(".menu-list").querySelectorAll(ITEMS)];
  const at = items.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
  items[next]?.focus();
});
