// Counts the characters, and blacks out numbers before they leave the phone. Nothing is kept.
const form = document.querySelector("form[data-concern]");
const text = form.elements.text;
const count = document.getElementById("text-count");
const LONGEST = 1500;
const NEAR = 150;

// the server's rules, the strict half: what is missed here is found there
const RULES = [
  [/[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63}){1,4}/gu, "EMAIL"],
  [/(?<!\d)(?:19|20)?\d{2}[01]\d[0-3]\d[-+ ]?\d{4}(?!\d)/g, "PERSONNUMMER"],
  [/(?<![\d+])(?:\+|00)\d{1,3}(?:[ ()/-]{0,2}\d){6,12}(?!\d)/g, "PHONE"],
  [/(?<!\d)0\d{1,3}(?:[ /-]{0,2}\d){5,9}(?!\d)/g, "PHONE"],
  [/(?<![\p{L}\d])[A-HJ-PR-UW-Z]{3} ?\d{2}[A-HJ-NPR-UW-Z\d](?![\p{L}\d])/gu, "PLATE"],
];

function say() {
  const length = [...text.value.trim().replace(/⟦[A-Z]{4,12}⟧/g, "x")].length;
  count.textContent = count.dataset.said.replace("{n}", length.toLocaleString(document.documentElement.lang));
  count.classList.toggle("error", length > LONGEST);
  count.setAttribute("aria-live", length > LONGEST - NEAR ? "polite" : "off");
}

text.addEventListener("input", say);
addEventListener("pageshow", say);
form.addEventListener("submit", () => {
  text.value = RULES.reduce((told, [rule, type]) => told.replace(rule, `⟦${type}⟧`), text.value);
});
document.getElementById("summary")?.focus();
