// Before a form leaves: is anybody there? If not, the page with the text stays; if so, it is sent once.
const { probe, sending } = document.getElementById("sending").dataset;
const offline = document.getElementById("offline");
const PATIENCE = 10000;

async function reachable() {
  try {
    return (await fetch(probe, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}

for (const form of document.querySelectorAll("form[data-sends]")) {
  const button = form.querySelector("[type=submit]");
  const words = button.textContent;
  const rest = () => { button.disabled = false; button.textContent = words; };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    button.textContent = sending;
    offline.hidden = true;
    if (await reachable()) return form.submit();
    rest();
    form.after(offline);
    offline.hidden = false;
    offline.focus();
  });
  addEventListener("pageshow", rest); // the way back finds the button as it was
}
