// For the page that holds the table: gives each frame the height that its content tells.
(() => {
  const frames = () => document.querySelectorAll("iframe[data-puntari]");
  window.addEventListener("message", ({ data, origin, source }) => {
    if (!data || data.kind !== "puntari-height" || !(data.height > 0)) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source || new URL(frame.src).origin !== origin) continue;
      frame.style.height = `${Math.min(Math.ceil(data.height), 100000)}px`;
      if (data.moved) frame.scrollIntoView({ block: "start" });
    }
  });
})();
