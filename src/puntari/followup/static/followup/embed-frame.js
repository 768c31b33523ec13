// Inside the frame: tells the page around how high the content is, and when the reader went to another page of it.
if (window.parent !== window) {
  // The body is never lower than the frame, so its content is measured.
  const content = document.querySelector("main");
  const tell = (moved) =>
    window.parent.postMessage({ kind: "puntari-height", height: content.getBoundingClientRect().height, moved }, "*");
  new ResizeObserver(() => tell(false)).observe(content);
  tell(document.referrer.startsWith(location.origin + location.pathname));
}
