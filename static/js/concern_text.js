// Counts the characters, and blacks out numbers before they leave the phone. Nothing is kept.
const LONGEST = 1500;
const NEAR = 150;

// the number-like rules of nlp/masking/numbers.py as far as they hang on form alone (capitals for plates: "den 112" is none)
const SEP = "[ \\t./()\\u00a0‐-―-]";
const DATE = `\\d\\d${SEP}?(?:0[1-9]|1[0-2])${SEP}?(?:[0-3]\\d|[6-9]\\d)`;
const NO_DATE = "(?!\\d{1,2}[.:]\\d\\d ?[-–] ?\\d{1,2}[.:]\\d\\d|000|0?\\d{1,2}[-/. ]\\d{1,2}[-/. ](?:19|20)\\d\\d)";
const RULES = [
  ["[\\p{L}\\d_.+%-]{1,64}@[\\p{L}\\d_-]{1,63}(?:\\.[\\p{L}\\d_-]{1,63}){0,5}", "EMAIL"],
  [`(?<![\\d:])(?!07[02369]\\d{7}(?!\\d))(?:(?:19|20)${SEP}?)?${DATE}${SEP}{0,3}\\+?${SEP}?(?:\\d${SEP}?){3}\\d(?!\\d)`, "PERSONNUMMER"],
  ["(?<!\\d)(?:19|20)?\\d{6} ?[-+–] ?\\d{4}(?!\\d)", "PERSONNUMMER"],
  [`(?<!\\d)(?<!\\d[.:])(?<!(?:19|20)\\d\\d-)${NO_DATE}(?:(?:\\+|00) ?\\d{1,3}|\\(?0)(?:${SEP}{0,3}\\d){6,12}(?!\\d)`, "PHONE"],
  ["(?<![\\p{L}\\d_@])[A-HJ-PR-UW-Z]{3}[ -]?\\d{2} ?[\\dA-HJ-PR-UW-Z](?![\\p{L}\\d_])", "PLATE"],
].map(([rule, type]) => [new RegExp(rule, "gu"), `⟦${type}⟧`]);

function say(text) {
  const count = document.getElementById("text-count");
  const length = [...text.value.trim().replace(/⟦[A-Z]{4,12}⟧/g, "x")].length;
  count.textContent = count.dataset.said.replace("{n}", length.toLocaleString(document.documentElement.lang));
  count.classList.toggle("error", length > LONGEST);
  count.setAttribute("aria-live", length > LONGEST - NEAR ? "polite" : "off");
}

// heard on the window, for on a tablet the form is put in anew
addEventListener("input", ({ target }) => target.id === "text" && say(target));
addEventListener("pageshow", () => say(document.getElementById("text")));
addEventListener("submit", ({ target }) => {
  if (!("concern" in target.dataset)) return;
  const { text } = target.elements;
  text.value = RULES.reduce((told, [rule, bar]) => told.replace(rule, bar), text.value);
}, true);
document.getElementById("summary")?.focus();
