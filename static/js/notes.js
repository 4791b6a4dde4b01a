// Ctrl + Enter (or ⌘ + Enter) saves: hands stay on the keyboard while people talk.
const form = document.querySelector("[data-quick]");

if (form) {
  form.querySelector("[data-keys]").hidden = matchMedia("(pointer: coarse)").matches;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}
