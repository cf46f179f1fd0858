// Messages with Undo. The server puts them into the page, or triggers
// "notice" {text, undo} by HX-Trigger; other modules dispatch the same event.
// A message stays ten seconds, and as long as someone points at it or is in it.

const STAY_MS = 10_000;
const box = document.getElementById("messages");
const blank = document.getElementById("message-template");

function expire(message) {
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (message.matches(":hover, :focus-within")) start();
      else message.remove();
    }, STAY_MS);
  };
  message.addEventListener("pointerleave", start);
  message.addEventListener("focusout", start);
  start();
}

function say({ text, undo = "" }) {
  const message = blank.content.firstElementChild.cloneNode(true);
  message.querySelector("span").textContent = text;
  const form = message.querySelector("form");
  if (form) {
    form.hidden = !undo;
    if (undo) form.action = undo;
  }
  box.replaceChildren(message);
  window.htmx?.process(message);
  expire(message);
}

box.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-message]").remove();
});

document.addEventListener("notice", (event) => say(event.detail));

for (const message of box.querySelectorAll("[data-message]")) expire(message);
