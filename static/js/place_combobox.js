// Turns the list of places into a field one can type in: names and what people call them.
// Without this script the <select> works by itself; its value stays what is sent.
const select = document.getElementById("area");
const said = select.dataset;
const MOST = 8;

const places = [...select.options].map((option) => ({ option, names: [option.label] }));
const plain = (name) => name.toLocaleLowerCase("sv").replace(/[-\s]+/g, " ").trim();

const box = make("div", { class: "combobox" });
const input = make("input", {
  type: "text", id: "area", autocomplete: "off", role: "combobox", "aria-autocomplete": "list",
  "aria-controls": "area-list", "aria-describedby": "area-hint", "aria-expanded": "false",
  placeholder: select.options[0].label,
});
const list = make("ul", { id: "area-list", role: "listbox" });
const hint = make("p", { id: "area-hint", class: "hint" }, said.hint);
const status = make("p", { class: "hint", role: "status" });

let shown = [];
let active = -1;
let asked = false;

function make(tag, attributes, words = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = words;
  return element;
}

async function learn() {
  if (asked) return;
  asked = true;
  try {
    const known = await (await fetch(said.places)).json();
    for (const place of places) place.names.push(...(known[place.option.value] ?? []));
    if (document.activeElement === input && input.value !== chosen()) open();
  } catch {
    asked = false; // offline: the names of the areas themselves are still found
  }
}

// 0: begins so, 1: a word in it begins so, 2: somewhere in it
function rank(name, typed) {
  const at = plain(name).indexOf(typed);
  return at < 0 ? 9 : at === 0 ? 0 : plain(name)[at - 1] === " " ? 1 : 2;
}

// a place and the one of its names that fits best
function match(place, typed) {
  const ranks = place.names.map((name) => rank(name, typed));
  const best = Math.min(...ranks);
  return { ...place, rank: best, name: place.names[ranks.indexOf(best)] };
}

function find() {
  const typed = plain(input.value);
  if (!typed) return places.map((place) => ({ ...place, name: place.option.label }));
  return places
    .map((place) => match(place, typed))
    .filter(({ rank }) => rank < 9)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST);
}

function open() {
  shown = find();
  list.replaceChildren(...shown.map(({ option, name }, at) => {
    const words = name === option.label ? name : `${option.label} – ${name}`;
    const item = make("li", { id: `area-${at}`, role: "option", "aria-selected": "false" }, words);
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(at); });
    return item;
  }));
  input.setAttribute("aria-expanded", shown.length > 0);
  status.textContent = input.value && (shown.length === 1
    ? said.one.replace("{name}", shown[0].option.label)
    : shown.length ? said.found.replace("{n}", shown.length) : said.none);
  point(-1);
}

function point(at) {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = at;
  const item = list.children[at];
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) input.setAttribute("aria-activedescendant", item.id);
  else input.removeAttribute("aria-activedescendant");
}

function close() {
  list.replaceChildren();
  input.setAttribute("aria-expanded", false);
  point(-1);
}

function choose(at) {
  select.value = shown[at].option.value;
  input.value = chosen();
  status.textContent = "";
  close();
}

function chosen() {
  return select.value ? select.selectedOptions[0].label : "";
}

// leaving the field: the only match is taken; a word that is no place leaves "vet inte"
function settle() {
  if (input.value === chosen()) return close();
  const typed = plain(input.value);
  shown = typed ? find() : [];
  if (shown.length === 1) return choose(0);
  select.value = shown.find(({ names }) => names.some((name) => plain(name) === typed))?.option.value ?? "";
  input.value = chosen() || input.value;
  close();
}

input.addEventListener("focus", learn);
input.addEventListener("input", open);
input.addEventListener("click", open);
input.addEventListener("blur", settle);
input.addEventListener("keydown", (event) => {
  const last = list.children.length - 1;
  if (event.key === "ArrowDown") last < 0 ? open() : point(active < last ? active + 1 : 0);
  else if (event.key === "ArrowUp") last < 0 ? open() : point(active > 0 ? active - 1 : last);
  else if (event.key === "Enter" && last >= 0) choose(Math.max(active, 0));
  else if (event.key === "Escape" && last >= 0) close();
  else return;
  event.preventDefault();
});

select.id = "area-select";
select.hidden = true;
select.before(box);
box.append(input, list);
box.before(hint);
box.after(status);
addEventListener("pageshow", () => { input.value = chosen(); });
