"""Unicode folded to plain characters, with the way back: tricks must not hide a number or a name.

Full-width forms and the digits of every script become ASCII digits, letters that only look Latin become Latin
inside words that are otherwise Latin, unusual spaces and hyphens become usual ones, characters without width and
accents written apart disappear into what they belong to.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Cyrillic and Greek letters that are drawn as Latin ones.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαι",
    "aeopcyxijsdhABEKMHOPCTYXIJSABEZHIKMNOPTYXoai",
)
_LOOKALIKE = re.compile("[аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαι]")
_MIXED_WORD = re.compile(r"(?=[^\W_]*[A-Za-z0-9])[^\W_]+")
_HYPHENS = dict.fromkeys("‐‑‒–—―−﹣－⁃", "-")
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text and, for each of its characters and for its end, where it stood in the input."""

    text: str
    offsets: tuple[int, ...] | None
    """None where nothing moved: position i is position i."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The input's [start, end) for the plain text's [start, end); what disappeared inside is inside."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1] if end > start else self.offsets[start]
        after = next((at for at in self.offsets[end:] if at > last), self.offsets[-1])
        return self.offsets[start], max(after, last)


def fold(text: str) -> Folded:
    """Plain text for pattern matching. Linear in the length; never raises, not even on lone surrogates."""
    if _UNMOVED.fullmatch(text):
        return Folded(text, None)
    pieces: list[str] = []
    offsets: list[int] = []
    base = -1  # the piece that an accent written apart belongs to
    for at, character in enumerate(text):
        plain = _plain(character)
        if unicodedata.combining(character) and base >= 0:
            pieces[base] = _joined(pieces[base], character)
            plain = ""
        elif plain:
            base = len(pieces)
        pieces.append(plain)
        offsets.extend([at] * len(plain))
    folded = "".join(pieces)
    if _LOOKALIKE.search(folded):
        folded = _MIXED_WORD.sub(_latinise, folded)
    moved = len(folded) != len(text) or any(at != place for place, at in enumerate(offsets))
    return Folded(folded, (*offsets, len(text)) if moved else None)


def _latinise(word: re.Match[str]) -> str:
    return word.group().translate(_LOOKALIKES)


def _joined(letter: str, accent: str) -> str:
    """The letter with an accent written apart; where the two have no letter in common, without it."""
    whole = unicodedata.normalize("NFC", letter + accent)
    return whole if len(whole) == len(letter) else letter


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return " " if character in "\t\x00" else character
    if character in _HYPHENS:
        return "-"
    if character in _SPACES:
        return " "
    if unicodedata.category(character) in {"Cf", "Cs", "Cc"}:
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    # A letter may become several (ﬁ → fi); signs that would become words or spaces (ﷺ, ½) stay as they are.
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) <= 3 and " " not in folded and "⁄" not in folded else character


def _unmoved() -> re.Pattern[str]:
    """Matches texts of the letters, digits and signs that folding leaves as they are: nearly all texts."""
    codes = (
        *range(0x20, 0x7F),
        *range(0xA1, 0x180),
        *range(0x0621, 0x064B),
        *range(0x2018, 0x2027),
        0x27E6,
        0x27E7,
        0xFFFC,
    )
    pictures = range(0x1F300, 0x1FB00)
    letters = "".join(re.escape(chr(code)) for code in (*codes, *pictures) if _plain(chr(code)) == chr(code))
    return re.compile(f"[\\n\\r{letters}]*")


_UNMOVED = _unmoved()
