// Dialogs: a control with data-opens="id" opens one (its href or form works without
// script), data-closes closes it, and a dialog with data-modal that arrives in the
// page opens by itself. Focus goes to [autofocus] and returns where it came from.

let cameFrom = null;

function open(dialog) {
  if (!dialog || dialog.open) return;
  cameFrom = document.activeElement;
  dialog.showModal();
  dialog.addEventListener(
    "close",
    () => {
      if (cameFrom?.isConnected) cameFrom.focus();
    },
    { once: true },
  );
}

function openArrived(root) {
  for (const dialog of root.querySelectorAll("dialog[data-modal]:not([open])")) open(dialog);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (!dialog) return;
    event.preventDefault();
    open(dialog);
    return;
  }
  const dialog = event.target.closest?.("dialog[open]");
  if (!dialog) return;
  // the dialog itself is only hit beside its content, on the backdrop
  if (event.target === dialog || event.target.closest("[data-closes]")) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("htmx:afterSettle", () => openArrived(document));
openArrived(document);
