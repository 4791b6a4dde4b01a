// Paper notes at typing speed: a return gives the next row, and what is typed is saved by itself.
const form = document.getElementById("papers");
const list = form.querySelector(".notes");
const saved = document.getElementById("saved");
const unsaved = document.getElementById("unsaved");
const PAUSE = 3000; // milliseconds without a key before it is saved
let timer = 0;
let saving = null;
let isDirty = false;

function addRow(told = { text: "", area: "", age: "" }) {
  const row = list.lastElementChild.cloneNode(true);
  const number = list.children.length + 1;
  row.querySelector(".error")?.remove();
  const label = row.querySelector(".number");
  label.htmlFor = `text-${number}`;
  label.lastChild.textContent = number;
  const text = row.querySelector("textarea");
  text.id = label.htmlFor;
  for (const name of ["aria-invalid", "aria-describedby"]) text.removeAttribute(name);
  text.value = told.text;
  for (const select of row.querySelectorAll("select")) {
    select.setAttribute("aria-label", select.getAttribute("aria-label").replace(/\d+$/, number));
    select.value = told[select.name];
  }
  list.append(row);
}

async function post() {
  isDirty = false;
  let why = form.dataset.failed;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const told = await answer.json();
    why = told.problem ?? why;
    form.elements.version.value = told.version.toString(); // none where it was refused: that is a failure too
    told.added.forEach(addRow);
    saved.textContent = told.said;
    unsaved.textContent = told.added.length ? form.dataset.merged : "";
  } catch {
    isDirty = true;
    unsaved.textContent = why;
  }
}

function later() {
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function save() {
  clearTimeout(timer);
  if (saving || !isDirty) return;
  saving = post().finally(() => {
    saving = null;
    if (isDirty) later();
  });
}

form.addEventListener("input", ({ target }) => {
  later();
  if (target.closest(".note") === list.lastElementChild) addRow();
});
form.addEventListener("focusout", save);
form.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || target.name !== "text") return;
  event.preventDefault();
  const row = target.closest(".note");
  if (row === list.lastElementChild) addRow();
  row.nextElementSibling.querySelector("textarea").focus();
});
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (saving) { // two savings at once would meet as if they came from two places
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
    return;
  }
  isDirty = false;
});
addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
