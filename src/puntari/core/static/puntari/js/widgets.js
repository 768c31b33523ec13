import { say, word } from "./words.js";

export function closeMenus() {
  const close = (menu) => menu.removeAttribute("open");
  for (const menu of document.querySelectorAll("details[data-menu]")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close(menu);
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) close(menu);
    });
    document.addEventListener("click", ({ target }) => menu.contains(target) || close(menu));
  }
}

// Style sheets open the list on wide screens; browsers that cannot are helped here.
export function openStages() {
  if (CSS.supports("selector(::details-content)")) return;
  const wide = window.matchMedia("(min-width: 64rem)");
  const follow = () => {
    for (const list of document.querySelectorAll("details[data-stages]")) list.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
}

export function printButtons() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// [data-copy]: the text itself, or "#id" of the element that holds it.
export function copyButtons() {
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-copy]");
    if (!button || !navigator.clipboard) return;
    const wanted = button.dataset.copy;
    const source = wanted.startsWith("#") ? document.querySelector(wanted) : null;
    await navigator.clipboard.writeText(source ? (source.value ?? source.textContent.trim()) : wanted);
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = word("copied");
    say(word("copied"));
    setTimeout(() => (label.textContent = before), 2500);
  });
}
