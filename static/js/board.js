// Keys of the desk: arrows between rows, Enter opens, / to the choices, u to undo, ? lists the keys.
const rows = [...document.querySelectorAll("[data-row]")];
const keys = document.getElementById("keys");

function opener(row) {
  return row.querySelector("a");
}

function step(by) {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (next) opener(next)?.focus();
}

const actions = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  "/": () => document.querySelector(".filters select, .filters input")?.focus(),
  "?": () => keys?.showModal(),
  u: () => document.querySelector("[data-undo]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog");
  const action = actions[event.key];
  if (typing || !action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});

for (const row of document.querySelectorAll("tr[data-row]")) {
  row.addEventListener("click", (event) => {
    if (!event.target.closest("a, button") && !String(getSelection())) opener(row)?.click();
  });
}
