import { word } from "./words.js";

// form[data-guard]: leaving with unsent changes asks the browser's own question.
export function guardForms() {
  const dirty = new Set();
  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.("form[data-guard]");
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) dirty.delete(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
}

export function focusErrors() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  document.title = `${summary.dataset.titlePrefix} ${document.title}`;
  summary.focus();
}

// [data-count]: how many characters are left; spoken only when the writer pauses.
export function countCharacters(root) {
  for (const field of root.querySelectorAll("[data-count]:not([data-counting])")) {
    const limit = Number(field.dataset.count || field.maxLength);
    if (limit > 0) attachCounter(field, limit);
  }
}

function attachCounter(field, limit) {
  const seen = Object.assign(document.createElement("p"), { className: "characters" });
  const heard = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  seen.setAttribute("aria-hidden", "true");
  heard.setAttribute("role", "status");
  field.dataset.counting = "yes";
  field.after(seen, heard);
  let pause;
  const update = () => {
    const left = limit - field.value.length;
    const text = `${Math.abs(left)} ${word(left < 0 ? "charactersOver" : "charactersLeft")}`;
    seen.textContent = text;
    seen.classList.toggle("characters--over", left < 0);
    return text;
  };
  field.addEventListener("input", () => {
    const text = update();
    clearTimeout(pause);
    pause = setTimeout(() => (heard.textContent = text), 1200);
  });
  update();
}
