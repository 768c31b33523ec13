// Another decision has a reason and a case number of its own: those of the answer in force are emptied when
// another decision is chosen, and come back with it. What was typed in this form is never touched.
const form = document.querySelector(".response-form[data-decision]");

function renew(decision) {
  const another = decision !== form.dataset.decision;
  for (const field of form.querySelectorAll("[data-before]")) {
    if (another && field.value === field.dataset.before) {
      field.value = "";
    } else if (!another && field.value === "") {
      field.value = field.dataset.before;
    }
  }
  form.elements.fresh.value = another ? decision : "";
}

form?.addEventListener("change", (event) => {
  if (event.target.name === "decision") {
    renew(event.target.value);
  }
});
