"""How a text is written – tense, capitals, questions, length, now and calm – and which cues it holds: a number each."""

import json
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nlp.corpus import DATA
from nlp.triaging.cues import cue_names, groups, standing

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Swedish weak preterites; the participles that look like them (`blödande`) end otherwise
_WEAK_PAST = re.compile(r"\w{2,}(?:ade|dde|tade|kte|pte|ste|nde)s?")
_NOT_PAST = re.compile(r".*(?:ande|ende)|både|skade|boende")
_SHOUTED = re.compile(r"\b(?:NU|HJÄLP|SNÄLLA|SKYNDA|NOW|HELP|PLEASE)\b")
_MONEY = re.compile(r"\b(?:kr|kronor|tusen|papp|euro)\b|€", re.IGNORECASE)
_QUESTIONS = ("?", "؟")
_MOSTLY, _FEWEST_LETTERS = 0.6, 12
_LONG, _SHORT = 40, 12  # words

MANNERS = 23


def signs(text: str) -> NDArray[np.float32]:
    """0 or 1 for each sign of a text in its own case: first `MANNERS` of how it is written, then one for each cue."""
    lower = text.lower()
    found = groups(lower)
    return np.array([*_style(text), *standing(lower), *(cue in found for cue in cue_names())], dtype=np.float32)


def _style(text: str) -> tuple[bool, ...]:
    words = _WORD.findall(text.lower())
    past = [is_past for is_past in map(_is_past, words) if is_past is not None]
    letters = sum(character.isalpha() for character in text)
    capitals = sum(character.isupper() for character in text)
    asks = any(mark in text for mark in _QUESTIONS)
    return (
        not any(past),
        bool(past) and all(past),
        bool(past) and not any(past),
        bool(past) and past[0],
        bool(past) and past[-1],
        bool(past) and not past[0],
        letters > _FEWEST_LETTERS and capitals > _MOSTLY * letters,
        bool(_SHOUTED.search(text)),
        "!" in text,
        text.count("!") > 1,
        asks,
        asks and text.rstrip().endswith(_QUESTIONS),
        not any(mark in text for mark in ".!?,"),
        len(words) > _LONG,
        len(words) < _SHORT,
        any(character.isdecimal() for character in text),
        bool(_MONEY.search(text)),
    )


def _is_past(word: str) -> bool | None:
    """Whether a word is a verb that tells of the past (True) or of now (False). None: another word."""
    past, present = _verbs()
    if word in past or (_WEAK_PAST.fullmatch(word) and not _NOT_PAST.fullmatch(word)):
        return True
    return False if word in present else None


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    listed = json.loads((DATA / "triage" / "verbs.json").read_text(encoding="utf-8"))
    return frozenset(listed["past"]), frozenset(listed["present"])
