"""Place names as they sound when written with Cyrillic or Arabic letters: `Ліаторп`, `لياتورب` → `liatorp`."""

import re

_CYRILLIC = {
    **{"а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "э": "e", "ж": "zh"},
    **{"з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o"},
    **{"п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh"},
    **{"щ": "sh", "ы": "y", "ю": "u", "я": "a", "ь": "", "ъ": ""},
}
_ARABIC = {
    **{"ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "t", "ج": "g", "چ": "ch", "ح": "h", "خ": "k", "د": "d"},
    **{"ذ": "d", "ر": "r", "ز": "s", "ژ": "s", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "d"},
    **{"ع": "a", "غ": "g", "ف": "v", "ق": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h"},
    **{"و": "o", "ي": "i", "أ": "a", "إ": "a", "آ": "a"},
}
_LETTERS = {**_CYRILLIC, **_ARABIC}
_OTHER = re.compile("[" + "".join(_LETTERS) + "]")
# Prefixes that Arabic writes together with the word: the, in, to, and.
_PREFIXES = ("وال", "بال", "لل", "ال", "ب", "ل", "و", "ف")
_SOUNDS = str.maketrans({"p": "b", "w": "v", "f": "v", "c": "k", "q": "k", "x": "k", "z": "s", "g": "k"})
_WEAK = re.compile("[aeiouyjh]")
_DOUBLED = re.compile(r"(.)\1+")


def is_other_script(word: str) -> bool:
    """Whether the plain word is written with Cyrillic or Arabic letters."""
    return _OTHER.match(word) is not None


def to_latin(word: str) -> list[str]:
    """The word letter by letter in Latin, whole and without each Arabic prefix it may carry."""
    forms = [word] + [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    latin = ["".join(_LETTERS.get(letter, letter) for letter in form) for form in forms]
    return list(dict.fromkeys(form for form in latin if len(form) >= 3))


def skeleton(word: str) -> str:
    """The consonants of a Latin word, sounds alike made one: what two spellings of a name share."""
    return _DOUBLED.sub(r"\1", _WEAK.sub("", word.replace("ck", "k").translate(_SOUNDS)))
