// Every write has a key, so that one which is sent again is done once. A form brings its own
// (idempotency_key); what a script sends without a form gets one here.

const FIELD = "idempotency_key";

// not crypto.randomUUID: a school may serve this by plain http
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const keysIn = (root) => root?.querySelectorAll?.(`input[name="${FIELD}"]`) ?? [];

function renew(root) {
  for (const key of keysIn(root)) key.value = newKey();
}

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, parameters, headers } = event.detail;
  if (verb !== "get" && !parameters[FIELD]) headers["Idempotency-Key"] = newKey();
});

// Answered: what the form sends next is another write. Where no answer came, it is still the same.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr?.status) renew(elt.closest?.("form"));
});

// Back to a form that was sent: what is written in it now is another write.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) renew(document);
});
