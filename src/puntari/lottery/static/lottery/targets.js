// Sums of a feature's numbers while they are typed; without scripts the server counts them on "check".
function sum(group, bound) {
  const boxes = [...group.querySelectorAll(`input[data-bound="${bound}"]`)];
  return boxes.reduce((total, box) => total + (Number.parseInt(box.value, 10) || 0), 0);
}

function update(group, size) {
  const least = sum(group, "min");
  const most = sum(group, "max");
  group.querySelector('[data-sum="min"]').textContent = least;
  group.querySelector('[data-sum="max"]').textContent = most;
  const verdict = least > size ? "high" : most < size ? "low" : "ok";
  for (const line of group.querySelectorAll("[data-case]")) line.hidden = line.dataset.case !== verdict;
}

for (const form of document.querySelectorAll("form[data-targets]")) {
  form.addEventListener("input", ({ target }) => {
    const group = target.closest("[data-group]");
    if (group) update(group, Number(form.dataset.size));
  });
}
