"""What somebody wrote: cleaned of what no keyboard writes, counted, and what was judged of it."""

import re
import unicodedata
from dataclasses import dataclass

SHORTEST = 3
LONGEST = 1500

_BAR = re.compile(r"⟦[A-Z]{4,12}⟧")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_MANY_LINES = re.compile(r"\n{3,}")
# embeddings, overrides and isolates can make a text read otherwise than it is stored; the two marks
# U+200E and U+200F, which Arabic and Persian need, stay
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The text without what no keyboard writes: control characters, direction overrides, lone surrogates.

    Keeps words, lines and every script as they are; `clean(clean(text)) == clean(text)`.
    """
    plain = "".join(_harmless(character) for character in _LINE_END.sub("\n", text))
    return _MANY_LINES.sub("\n\n", plain).strip()


def _harmless(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category == "Cs" or character in _DIRECTION or character == "\ufeff" else character


def length(text: str) -> int:
    """Characters as the sender counts them: a black bar is one."""
    return len(_BAR.sub("x", text))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What triage said of the masked text: its kind, whether it is urgent, and why."""

    kind: str
    urgent: bool
    reason: str | None
