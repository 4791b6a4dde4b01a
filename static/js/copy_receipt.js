// The copy button shows only where copying works.
const button = document.querySelector("[data-copy]");
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    document.getElementById("copied").textContent = button.dataset.copied;
  });
}
