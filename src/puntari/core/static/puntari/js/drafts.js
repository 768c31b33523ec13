// form[data-draft="name"]: what is typed is kept on this device until the server has it.
import { say, word } from "./words.js";

const PREFIX = "puntari.draft.";
const KEPT_DAYS = 7;
const PAUSE = 400;
const NEVER = ':disabled, [type="password"], [type="file"], [type="hidden"], [data-no-draft]';

const keyOf = (form) => `${PREFIX}${location.pathname}#${form.dataset.draft}`;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function controls(form) {
  return [...form.elements].filter((control) => control.name && "value" in control && !control.matches(NEVER));
}

const ticked = (control) => control.type === "checkbox" || control.type === "radio";

function identity(control) {
  return ticked(control) ? `${control.name}=${control.value}` : control.name;
}

function snapshot(form) {
  const fields = controls(form).filter((control) => control.localName !== "button");
  return Object.fromEntries(
    fields.map((control) => [identity(control), ticked(control) ? control.checked : valueOf(control)]),
  );
}

function valueOf(control) {
  return control.multiple ? [...control.selectedOptions].map((option) => option.value) : control.value;
}

function fill(control, value) {
  if (ticked(control)) control.checked = value;
  else if (Array.isArray(value)) for (const option of control.options) option.selected = value.includes(option.value);
  else control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

function restore(form, values) {
  for (const control of controls(form)) {
    const name = identity(control);
    if (name in values && control.localName !== "button") fill(control, values[name]);
  }
}

function offerDiscard(form, key, original) {
  const box = Object.assign(document.createElement("div"), { className: "notice notice--info" });
  const text = Object.assign(document.createElement("p"), { textContent: word("draftRestored") });
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button--secondary button--small",
    textContent: word("draftDiscard"),
  });
  const body = Object.assign(document.createElement("div"), { className: "notice__body" });
  body.append(text, button);
  box.append(body);
  button.addEventListener("click", () => {
    restore(form, original);
    localStorage.removeItem(key);
    box.remove();
    controls(form)[0]?.focus();
  });
  form.prepend(box);
  say(word("draftRestored"));
}

function savedElsewhere(draft) {
  if (!draft.sent) return false;
  if (document.querySelector('[data-message="success"]')) return true;
  const from = document.referrer && new URL(document.referrer);
  return Boolean(from) && from.origin === location.origin && from.pathname === draft.path && location.pathname !== draft.path;
}

function tidy() {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const draft = read(key);
    if (!draft || draft.at < oldest || savedElsewhere(draft)) localStorage.removeItem(key);
  }
}

function keep(form) {
  const key = keyOf(form);
  const original = snapshot(form);
  const draft = read(key);
  const differs = draft && JSON.stringify(draft.values) !== JSON.stringify(original);
  if (differs) {
    restore(form, draft.values);
    offerDiscard(form, key, original);
  }
  const save = (sent) => write(key, { path: location.pathname, at: Date.now(), sent, values: snapshot(form) });
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => save(false), PAUSE);
  });
  window.addEventListener("pagehide", () => {
    const sent = read(key)?.sent;
    if (!sent && JSON.stringify(snapshot(form)) !== JSON.stringify(original)) save(false);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    save(true);
  });
}

export function keepDrafts() {
  try {
    tidy();
    for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
  } catch {
    // Storage is switched off: the form works as it is.
  }
}
