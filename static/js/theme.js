// The choice between the system's theme, light and dark, kept in this browser.

const root = document.documentElement;

function keep(theme) {
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // storage may be forbidden; the choice then lasts for this page
  }
}

function show(theme) {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

for (const group of document.querySelectorAll("[data-theme-choice]")) {
  const now = root.dataset.theme ?? "system";
  for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === now;
  group.addEventListener("change", (event) => {
    keep(event.target.value);
    show(event.target.value);
  });
}
