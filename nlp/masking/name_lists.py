"""The lists behind nlp.masking.names: which words are first names, surnames, ordinary words, places."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlp.place_text import plain
from nlp.stopwords import stopwords

_DATA = Path(__file__).parent.parent / "data"
_SURNAME_END = re.compile(
    r".{2,}(?:sson|sén|[kq]vist|str[öo]m|gren|stedt|str[aå]ndh?|blad|l[öo][fv]|löv|dahl|berg|lund|holm|mark|lind|bäck|"
    r"borg|fors|man|ell|én|nius|ić|vic|vić|sk[ia]|wicz|enko|chuk|oğlu|zadeh|dóttir|inen|onen|änen|anen)"
)
# Endings that make a surname of any word before them; the others are also ends of places and plain words.
_SURE_END = re.compile(r".{2,}(?:sson|[kq]vist|stedt|ić|ović|wicz|enko|dóttir|zadeh|oğlu)")
# Case endings beside the genitive s: Finnish, Polish and other Slavic.
_CASES = ("n", "a", "u", "y", "i", "ie", "em", "om", "ą", "ę", "owi", "iem", "ia", "an", "in", "lle", "lla", "lta")
_SCRIPT_CASES = ("", "а", "я", "у", "ю", "і", "и", "ї", "е", "є", "ом", "ем", "єм", "ою", "ею", "ові", "еві", "ой")
_STEM_ENDS = ("", "а", "я", "й", "о")
_ARABIC_PREFIX = re.compile(r"^[وفبلك](?=.{3})")


@dataclass(frozen=True, slots=True)
class NameLists:
    """Everything in lower case."""

    first: frozenset[str]
    last: frozenset[str]
    scripts: frozenset[str]
    also_words: frozenset[str]
    public: frozenset[str]
    places: frozenset[str]
    common: frozenset[str]
    short: frozenset[str]
    """Stop words of all languages: never a name in small letters."""
    short_names: frozenset[str]
    """Those of them that are names of every day all the same, where what follows is what only people do."""

    def first_name(self, word: str, *, cases: bool) -> str:
        """The listed first name that the word is a form of, or nothing; `cases`: more than the genitive s."""
        whole = next((form for form in _forms(word, cases) if form in self.first), "")
        return whole or (word if "-" in word and self._is_double(word) else "")

    def _is_double(self, word: str) -> bool:
        """Whether every part of a name with a hyphen is a first name itself."""
        return all(part in self.first for part in word.removesuffix("s").split("-"))

    def last_name(self, word: str) -> bool:
        """Whether the word may follow a first name as a surname: listed, or with a surname's ending."""
        forms = (word, word[:-1]) if word.endswith("s") else (word,)
        return any(form in self.last or bool(_SURNAME_END.fullmatch(form)) for form in forms)

    def sure_last_name(self, word: str) -> bool:
        """Whether the word can be nothing but a surname, whatever stands before it."""
        forms = (word, word[:-1]) if word.endswith("s") else (word,)
        return any(_SURE_END.fullmatch(form) for form in forms) and not self.is_place(word)

    def script_name(self, word: str) -> str:
        """The listed name in Arabic or Cyrillic letters that the word is a form of, or nothing."""
        for form in (word, _ARABIC_PREFIX.sub("", word)):
            if form in self.scripts:
                return form
        for end in _SCRIPT_CASES:
            stem = word.removesuffix(end) if end else word
            names = [stem + last for last in _STEM_ENDS if stem + last in self.scripts]
            if names and word.endswith(end) and len(stem) > 2:
                return names[0]
        return ""

    def is_place(self, word: str) -> bool:
        """Whether a shipped gazetteer knows the word as a place, in the genitive or not."""
        return word in self.places or word.removesuffix("s") in self.places

    def is_common(self, word: str) -> bool:
        """Whether the word is known as an ordinary one, so that no capital makes it a name."""
        return word in self.common or plain(word) in self.common


def _forms(word: str, cases: bool) -> Iterator[str]:
    yield word
    if word.endswith("s") and len(word) > 3:
        yield word.removesuffix("s")
    if not cases:
        return
    for end in _CASES:
        if word.endswith(end) and len(word) - len(end) >= 4:
            yield word.removesuffix(end)
    if len(word) > 4 and word[-1] in "ęąyei":
        yield word[:-1] + "a"
    if re.search(r".k(?:a|owi|iem)$", word):  # Tomka, Tomkowi, Tomkiem
        yield re.sub(r"k(?:a|owi|iem)$", "ek", word)
    if re.search(r"wł(?:a|owi|em)$", word):  # Pawła
        yield re.sub(r"wł(?:a|owi|em)$", "weł", word)


@cache
def name_lists() -> NameLists:
    """The lists as shipped under data/names, with the gazetteers' places and the everyday words beside them."""
    folder = _DATA / "names"
    return NameLists(
        first=_words(folder / "first_nordic.txt") | _words(folder / "first_world.txt"),
        last=_words(folder / "surnames.txt"),
        scripts=_words(folder / "other_scripts.txt"),
        also_words=_words(folder / "also_words.txt"),
        public=frozenset(_lines(folder / "public.txt")),
        places=frozenset(_places()),
        common=stopwords() | _words(_DATA / "everyday_words.txt") | _words(folder / "no_names.txt"),
        short=stopwords(),
        short_names=_words(folder / "short_names.txt"),
    )


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _words(path: Path) -> frozenset[str]:
    return frozenset(word for line in _lines(path) for word in line.split())


def _places() -> Iterator[str]:
    for path in sorted((_DATA / "areas").glob("*.json")):
        for name in _strings(json.loads(path.read_text(encoding="utf-8"))):
            yield from re.findall(r"[^\W\d_]{3,}", name.lower())


def _strings(item: Any) -> Iterator[str]:
    """Every capitalised string of a gazetteer: its names, aliases and places beside it."""
    if isinstance(item, str):
        if item[:1].isupper():
            yield item
    elif isinstance(item, list):
        for part in item:
            yield from _strings(part)
    elif isinstance(item, dict):
        for part in item.values():
            yield from _strings(part)
