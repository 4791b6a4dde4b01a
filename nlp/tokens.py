"""Text made safe to read, and cut into words: the one tokeniser of classify, cluster and label."""

import re
import unicodedata

MAX_CHARACTERS = 2_000

_PLACEHOLDER = re.compile(r"⟦[A-Z_]+⟧")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MIN_LETTERS = 2


def clean(text: str) -> str:
    """NFC text of at most 2,000 characters without NUL, control marks, lone surrogates and mask tokens.

    Mask tokens (⟦NAME⟧) say that something was hidden, never what the text is about.
    """
    text = _SURROGATE.sub("\ufffd", text[: 2 * MAX_CHARACTERS])
    text = _CONTROL.sub(" ", _PLACEHOLDER.sub(" ", text))
    return unicodedata.normalize("NFC", text)[:MAX_CHARACTERS].strip()


def words(text: str) -> list[str]:
    """The lower-case words of a text, in order; digits, signs, mask tokens and single letters left out."""
    return [word for word in _WORD.findall(clean(text).lower()) if len(word) >= _MIN_LETTERS]
