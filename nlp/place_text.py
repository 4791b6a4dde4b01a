"""Words of a text in the plain form in which place names are compared: small letters without dots and accents."""

import re
import unicodedata
from typing import NamedTuple

# Letters that carry their difference inside the letter, so that decomposing them does not help.
_LETTERS = {
    **{"ø": "o", "æ": "a", "đ": "d", "ł": "l", "ß": "s", "ı": "i", "œ": "o", "ð": "d"},
    **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي"},
}
# Accents written apart, Arabic vowel signs, and characters without width that can hide inside a word.
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_WORD = re.compile(r"[^\W_]+(?:[:'’][sS](?!\w))?")
_RUN = re.compile(r"\S+")
_ADDRESS = ("@", "://", "www.")
_BREAKS = re.compile(r"[.!?;:\n]")


class Word(NamedTuple):
    """One word: characters [start, end) of the text and its plain form.

    `written`: as it stands, in small letters. `capital`: it begins with a capital. `breaks`: a sentence ends
    between the word before and this one.
    """

    start: int
    end: int
    plain: str
    written: str
    capital: bool
    breaks: bool

    @property
    def bare(self) -> bool:
        """Whether it is written without accents, in ASCII."""
        return self.written.isascii()


def plain(text: str) -> str:
    """The plain form of a name, as words() gives it: `Älmhult` → `almhult`."""
    return _MARKS.sub("", text).translate(_FOLD)


def words(text: str) -> list[Word]:
    """The words of a text in order. E-mail addresses, handles and links are no words."""
    text_for_words = _blank_addresses(text)
    kept = _kept_positions(text_for_words)
    shown = text_for_words if kept is None else "".join([text_for_words[i] for i in kept])
    folded = shown.translate(_FOLD)
    found = []
    last = 0
    for match in _WORD.finditer(folded):
        start, end = match.span()
        breaks = last == 0 or (start - last > 1 and _BREAKS.search(folded, last, start) is not None)
        form = match.group()
        if len(form) > 2 and form[-2] in ":'’":
            form = form[:-2] + "s"
        where = (start, end) if kept is None else (kept[start], kept[end] if end < len(kept) else len(text))
        found.append(Word(*where, form, shown[start:end].lower(), shown[start].isupper(), breaks))
        last = end
    return found


def _blank_addresses(text: str) -> str:
    if not any(mark in text for mark in _ADDRESS):
        return text
    return _RUN.sub(_blank_if_address, text)


def _blank_if_address(run: re.Match[str]) -> str:
    return " " * len(run.group()) if any(mark in run.group() for mark in _ADDRESS) else run.group()


def _kept_positions(text: str) -> list[int] | None:
    """Positions of the characters that are no marks, or None where there are no marks at all."""
    if text.isascii() or _MARKS.search(text) is None:
        return None
    return [position for position, character in enumerate(text) if _MARKS.match(character) is None]


def _fold_character(character: str) -> str:
    small = character.lower()
    if small in _LETTERS:
        return _LETTERS[small]
    bare = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return bare if len(bare) == 1 else small if len(small) == 1 else character


def _fold_table() -> dict[int, str]:
    """One character to one character, so that positions in the plain text are positions in the text."""
    blocks = (range(0x20, 0x600), range(0x600, 0x700), range(0x1E00, 0x1F00), range(0xFF00, 0xFF60))
    characters = (chr(code) for block in blocks for code in block)
    return {ord(character): _fold_character(character) for character in characters if character.isalpha()}


_FOLD = _fold_table()
