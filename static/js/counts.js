// A text field with data-count="{count} of …" says in its hint how long the text is.

function show(field) {
  const hint = document.getElementById(`${field.id}_helptext`);
  // code points, as the server counts, and line ends as one
  if (!hint) return;
  const count = [...field.value].length.toLocaleString(document.documentElement.lang);
  hint.textContent = field.dataset.count.replace("{count}", count);
}

for (const field of document.querySelectorAll("textarea[data-count]")) {
  let waits = false;
  field.addEventListener("input", () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      show(field);
    });
  });
  if (field.value) show(field);
}
