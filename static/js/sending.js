// A form leaves once: without a connection the page with the text stays, and says so; with one, the button rests.
const { sending } = document.getElementById("sending").dataset;
const offline = document.getElementById("offline");

for (const form of document.querySelectorAll("form[data-sends]")) {
  const button = form.querySelector("[type=submit]");
  const words = button.textContent;
  form.addEventListener("submit", (event) => {
    offline.hidden = navigator.onLine;
    if (navigator.onLine) {
      button.disabled = true;
      button.textContent = sending;
      return;
    }
    event.preventDefault();
    form.after(offline);
    offline.focus();
  });
  addEventListener("pageshow", () => { // the way back finds the button as it was
    button.disabled = false;
    button.textContent = words;
  });
}
