// A card is kept on this device until the server has it: without a network it waits, and goes by itself.
const PREFIX = "puntari.cards.";
const PAUSE = 5000;

const form = document.querySelector("form[data-cards]");

function keyMade() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function storage() {
  try {
    localStorage.setItem(`${PREFIX}try`, "1");
    localStorage.removeItem(`${PREFIX}try`);
    return true;
  } catch {
    return false;
  }
}

const queueKey = PREFIX + location.pathname;
const waiting = () => JSON.parse(localStorage.getItem(queueKey) ?? "[]");
const keep = (cards) => localStorage.setItem(queueKey, JSON.stringify(cards));

function start() {
  const field = form.elements.text;
  const box = form.querySelector("[data-outbox]");
  let sending = false;

  function tell(text) {
    const left = waiting().length;
    box.hidden = left === 0 && !text;
    box.classList.toggle("outbox--sent", !left && text === box.dataset.sent);
    box.textContent = left ? box.dataset.waiting.replace("{n}", left) : text;
    document.getElementById("live").textContent = box.textContent;
  }

  async function refresh() {
    const answer = await fetch(form.dataset.list, { headers: { "X-Requested-With": "cards" } });
    if (answer.ok) document.getElementById("table-cards").outerHTML = await answer.text();
  }

  async function post(card) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("text", card.text);
    body.set("client_key", card.key);
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { "X-Card": "1" }, redirect: "manual" });
    return answer.status;
  }

  async function flush() {
    if (sending) return;
    sending = true;
    try {
      for (let cards = waiting(); cards.length; cards = waiting()) {
        const status = await post(cards[0]);
        if (status === 422) {
          field.value = cards[0].text;
          keep(waiting().filter((card) => card.key !== cards[0].key));
          tell(box.dataset.refused);
          return;
        }
        if (status !== 204) break;
        keep(waiting().filter((card) => card.key !== cards[0].key));
        tell(box.dataset.sent);
        await refresh();
      }
    } catch {
      // No network: the cards wait.
    } finally {
      sending = false;
      if (waiting().length) tell("");
    }
  }

  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) return;
    event.preventDefault();
    keep([...waiting(), { key: keyMade(), text: field.value }]);
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.getElementById("similar").replaceChildren();
    field.focus();
    if (!navigator.onLine) tell("");
    flush();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  window.addEventListener("online", flush);
  setInterval(() => waiting().length && flush(), PAUSE);
  // A card sent while the page was being loaded anew is on the server, but not yet in the list just loaded.
  flush().then(refresh).catch(() => {});
}

if (form && storage()) start();
