// Words come from the page in the reader's language.
export function word(name) {
  return document.getElementById("script-words")?.dataset[name] ?? "";
}

export function say(text) {
  const region = document.getElementById("live");
  if (region) region.textContent = text;
}
