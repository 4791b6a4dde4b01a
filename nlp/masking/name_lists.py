"""The lists behind nlp.masking.names: which words are first names, surnames, ordinary words, places."""

import json
import re
from collections.abc import Iterator, Mapping
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
# Spellings of the same sound, the longer first.
_SOUNDS = (
    ("ie", "i"),
    ("ph", "f"),
    ("th", "t"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("ch", "k"),
    ("ck", "k"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    ("aa", "a"),
    ("w", "v"),
    ("c", "k"),
    ("q", "k"),
    ("z", "s"),
    ("y", "i"),
)
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_SPOKEN = 5
# Languages whose readers take the same words for words.
_LIKE = {"da": "sv", "no": "sv"}
_FINNISH = re.compile(r"\w{2,}[ioäöa]s(?:en|ella|elle|elta|eltä|essa|esta|estä|een|ille|illa)")
# Pekan, Matille: Finnish case endings make one consonant of two.
_WEAK = re.compile(r"(\w{1,8}[aeiouyäö]l?n?)([kpt])([aeiouyäö])(?:n|lla|llä|lle|lta|ltä|ssa|sta)")
# Names that Persian joins with a second one: amir + hossein.
_JOINED = ("امیر", "محمد", "علی", "غلام", "حمید", "عبد")
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
    spoken: frozenset[str]
    """How the longer names sound that are no words: what Melwin and Melvin have in common."""
    openers: Mapping[str, frozenset[str]]
    """Language → those of the names that are also words of it, with which a sentence may begin."""
    short_names: frozenset[str]
    """Those of them that are names of every day all the same, where what follows is what only people do."""

    def first_name(self, word: str, *, cases: bool) -> str:
        """The listed first name that the word is a form of, or nothing; `cases`: more than the genitive s."""
        if word in self.first:
            return word
        if not cases:
            whole = word[:-1] if word.endswith("s") and len(word) > 3 and word[:-1] in self.first else ""
        else:
            whole = next((form for form in _forms(word) if form in self.first), "")
        return whole or (word if "-" in word and self._is_double(word) else "")

    def _is_double(self, word: str) -> bool:
        """Whether every part of a name with a hyphen is a first name itself."""
        return all(part in self.first for part in word.removesuffix("s").split("-"))

    def sounds_like_first(self, word: str) -> bool:
        """Whether the word is a listed name spelt otherwise: Jimmie, Fatuma, Melwin."""
        forms = (word, word[:-1]) if word.endswith("s") else (word,)
        return any(len(form) >= _SHORTEST_SPOKEN and _sound(form) in self.spoken for form in forms)

    def last_name(self, word: str) -> bool:
        """Whether the word may follow a first name as a surname: listed, or with a surname's ending."""
        forms = (word, word[:-1]) if word.endswith("s") else (word,)
        return any(form in self.last or bool(_SURNAME_END.fullmatch(form)) for form in forms)

    def is_finnish_last_name(self, word: str) -> bool:
        """Whether the word is a surname in -nen in one of its cases: Mäkisen, Virtaselle."""
        stem = _FINNISH.fullmatch(word)
        return stem is not None and len(word) > 6

    def sure_last_name(self, word: str) -> bool:
        """Whether the word can be nothing but a surname, whatever stands before it."""
        forms = (word, word[:-1]) if word.endswith("s") else (word,)
        return any(_SURE_END.fullmatch(form) for form in forms) and not self.is_place(word)

    def script_name(self, word: str) -> str:
        """The listed name in Arabic or Cyrillic letters that the word is a form of, or nothing."""
        for form in (word, _ARABIC_PREFIX.sub("", word)):
            if form in self.scripts:
                return form
        if word.startswith(_JOINED) and any(
            word[:at] in self.scripts and word[at:] in self.scripts for at in (3, 4, 5)
        ):
            return word
        for end in _SCRIPT_CASES:
            stem = word.removesuffix(end) if end else word
            names = [stem + last for last in _STEM_ENDS if stem + last in self.scripts]
            if names and word.endswith(end) and len(stem) > 2:
                return names[0]
        return ""

    def is_place(self, word: str) -> bool:
        """Whether a shipped gazetteer knows the word as a place, in the genitive or not."""
        return word in self.places or word.removesuffix("s") in self.places

    def may_open(self, word: str, language: str) -> bool:
        """Whether a sentence in that language may begin with the word as a word, though it is a name too."""
        words = self.openers.get(_LIKE.get(language, language))
        return words is None or word in words or self.is_common(word)

    def is_common(self, word: str) -> bool:
        """Whether the word is known as an ordinary one, so that no capital makes it a name."""
        return word in self.common or plain(word) in self.common


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be without the genitive s and without case endings."""
    yield word
    if word.endswith("s") and len(word) > 3:
        yield word[:-1]
    for end in _CASES:
        if word.endswith(end) and len(word) - len(end) >= 4:
            yield word.removesuffix(end)
    weak = _WEAK.fullmatch(word)
    if weak:
        yield f"{weak[1]}{weak[2]}{weak[2]}{weak[3]}"
    yield from _polish_forms(word)


def _polish_forms(word: str) -> Iterator[str]:
    if len(word) > (3 if word[-1] in "ęą" else 4) and word[-1] in "ęąyei":
        yield word[:-1] + "a"
    if re.search(r".k(?:a|owi|iem)$", word):  # Tomka, Tomkowi, Tomkiem
        yield re.sub(r"k(?:a|owi|iem)$", "ek", word)
    if re.search(r"wł(?:a|owi|em)$", word):  # Pawła
        yield re.sub(r"wł(?:a|owi|em)$", "weł", word)


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", word)


@cache
def name_lists() -> NameLists:
    """The lists as shipped under data/names, with the gazetteers' places and the everyday words beside them."""
    folder = _DATA / "names"
    first = _words(folder / "first_nordic.txt") | _words(folder / "first_world.txt")
    also_words = _words(folder / "also_words.txt")
    return NameLists(
        first=first,
        spoken=frozenset(_sound(name) for name in first - also_words if len(name) >= _SHORTEST_SPOKEN),
        last=_words(folder / "surnames.txt"),
        scripts=_words(folder / "other_scripts.txt"),
        also_words=also_words,
        public=frozenset(_lines(folder / "public.txt")),
        places=frozenset(_places()),
        common=stopwords() | _words(_DATA / "everyday_words.txt") | _words(folder / "no_names.txt"),
        short=stopwords(),
        openers={"sv": _words(folder / "openers_sv.txt"), "en": _words(folder / "openers_en.txt")},
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
