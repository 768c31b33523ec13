// Ask before sending: data-confirm on a form or on one of its buttons.

function asking(event) {
  return event.submitter?.closest("[data-confirm]") ?? event.target.closest("form[data-confirm]");
}

function prepare(dialog, source) {
  const yes = dialog.querySelector('button[value="yes"]');
  dialog.querySelector("h2").textContent = source.dataset.confirm;
  yes.className = `button button--${source.dataset.confirmKind ?? "danger"}`;
  yes.firstElementChild.textContent = source.dataset.confirmLabel ?? source.textContent.trim();
  dialog.returnValue = "no";
}

function sendConfirmed(form, submitter) {
  const answer = Object.assign(document.createElement("input"), { type: "hidden", name: "confirmed", value: "yes" });
  form.append(answer);
  form.dataset.confirmedOnce = "yes";
  form.requestSubmit(submitter ?? undefined);
  answer.remove();
  delete form.dataset.confirmedOnce;
}

export function confirmFirst() {
  const dialog = document.getElementById("confirm-dialog");
  if (!dialog?.showModal) return;
  document.addEventListener(
    "submit",
    (event) => {
      const source = asking(event);
      if (!source || event.target.dataset.confirmedOnce) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      prepare(dialog, source);
      const answered = () => dialog.returnValue === "yes" && sendConfirmed(event.target, event.submitter);
      dialog.addEventListener("close", answered, { once: true });
      dialog.showModal();
      dialog.querySelector('button[value="no"]').focus();
    },
    true,
  );
}
