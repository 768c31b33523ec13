// A job block replaces itself every second: only a changed announcement is spoken, and focus stays in it.
import { say } from "./words.js";

export function watchJobs() {
  const heard = new Map();
  for (const job of document.querySelectorAll(".job[id]")) heard.set(job.id, job.dataset.announce);
  let focused = false;
  document.addEventListener("htmx:beforeSwap", ({ target }) => {
    focused = Boolean(target.closest?.(".job")?.contains(document.activeElement));
  });
  document.addEventListener("htmx:load", ({ detail }) => {
    const job = detail.elt.closest?.(".job[id]");
    if (job && focused && !job.contains(document.activeElement)) job.focus();
    if (!job || heard.get(job.id) === job.dataset.announce) return;
    heard.set(job.id, job.dataset.announce);
    say(job.dataset.announce);
  });
}
