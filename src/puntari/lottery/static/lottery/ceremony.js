// The ceremony by keys: right or Page Down goes on, left or Page Up goes back, as a presenter's remote sends them.
const ways = {
  ArrowRight: "[data-next]",
  PageDown: "[data-next]",
  ArrowLeft: "[data-previous]",
  PageUp: "[data-previous]",
};

document.addEventListener("keydown", (event) => {
  const way = ways[event.key];
  const link = way && document.querySelector(way);
  if (!link || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  link.click();
});
