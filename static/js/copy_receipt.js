// The buttons show only where copying and printing work.
const copy = document.querySelector("[data-copy]");
const paper = document.querySelector("[data-print]");

if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent);
    document.getElementById("copied").textContent = copy.dataset.copied;
  });
}
paper.hidden = false;
paper.addEventListener("click", () => print());
