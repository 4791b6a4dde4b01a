// A tablet that many hands share. Every page is swapped into this one, so that the history holds nothing to go back
// to; what was written goes after a while without a touch; thanks makes room for the next by itself.
const IDLE = 90; // seconds until the question, and then:
const ANSWER = 30;
const PATIENCE = 20_000; // milliseconds that an answer may take
const HOME = document.body.dataset.home;
const ENDS = performance.now() + document.body.dataset.secondsLeft * 1000;
let touched = performance.now();
let sending = false;

const fresh = () => location.replace(HOME);
const find = (selector) => document.querySelector(selector);
const isWritten = () => find("#text")?.value.trim() || find("main [name=text][type=hidden], main :checked:not(option)");

function fail() {
  const offline = find("#offline");
  find("main").prepend(offline);
  offline.hidden = false;
  offline.focus();
}

async function swap(address, told) {
  if (sending) return;
  sending = true;
  const buttons = document.querySelectorAll("main button");
  for (const button of buttons) button.disabled = true;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(told), signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected) fresh();
    else if (!page.body.classList.contains("kiosk")) fail();
    else show(page);
  } catch {
    fail();
  } finally {
    sending = false;
    for (const button of buttons) button.disabled = false;
    touched = performance.now();
  }
}

function show(page) {
  document.title = page.title;
  for (const name of ["lang", "dir"]) document.documentElement[name] = page.documentElement[name];
  document.body.replaceChildren(...page.body.childNodes);
  scrollTo(0, 0);
  (find("#summary") ?? find("#exit-code[aria-invalid]") ?? find("main")).focus();
  find("[data-longer]")?.removeAttribute("hidden");
}

addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  const told = new FormData(event.target);
  if (event.submitter?.name) told.append(event.submitter.name, event.submitter.value);
  swap(event.target.action, told);
});

addEventListener("click", (event) => {
  const link = event.target.closest("[data-home-link], [data-language]");
  const longer = event.target.closest("[data-longer]");
  if (longer) {
    find("[data-reset]").dataset.reset = 60;
    longer.hidden = true;
  }
  if (!link) return;
  event.preventDefault();
  if (!("language" in link.dataset)) return fresh();
  const told = new FormData(find("form[data-concern]")); // another language keeps what is written
  told.append("change", "y");
  swap(link.href, told);
});

for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, () => { touched = performance.now(); });
addEventListener("pageshow", (event) => { if (event.persisted) fresh(); });
addEventListener("pointerdown", () => history.pushState(null, ""), { once: true });
addEventListener("popstate", () => history.pushState(null, "")); // the way back stays here

setInterval(() => {
  if (sending || !HOME) return;
  const quiet = (performance.now() - touched) / 1000;
  const question = find("#still-there");
  const reset = find("[data-reset]")?.dataset.reset;
  if (reset ? quiet >= reset : isWritten() && quiet >= IDLE + ANSWER) fresh();
  else if (!reset && isWritten() && quiet >= IDLE && !question.open) question.showModal();
  else if (!isWritten() && !reset && performance.now() > ENDS) fresh();
}, 500);
