"""What part a named place plays: where it happened, or only a home, an employer, a direction, a comparison."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nlp.place_text import Word
from nlp.place_words import KEPT, place_words

HERE: Final = 1.12
HAPPENED: Final = 1.0
RELATIVE: Final = 0.72
HOME: Final = 0.7
TOWARDS: Final = 0.58
DIRECTION: Final = 0.56
WORK: Final = 0.55
COMPARED: Final = 0.4

_REACH = 4
_KEPT_PLAIN = {"an": "än"}


def role(words: Sequence[Word], first: int, last: int) -> float:
    """How much the place at words [first, last) counts as the place of the event, 0–1."""
    cues = place_words().roles
    before = _before(words, first)
    if _is_here(before):
        return HERE
    if any(cues["comparing"].hold(word) for word in before[-3:]):
        return COMPARED
    if _is_taken_up(words, last):
        return HERE
    if any(cues["work"].hold(word) for word in before[-3:]) or _work_follows(words, last):
        return WORK
    if _is_theirs(words, last):
        return WORK
    if before and cues["direction"].hold(before[-1]):
        return DIRECTION if cues["from"].hold(before[-1]) else TOWARDS
    return _of_whom(before)


def _of_whom(before: Sequence[str]) -> float:
    """What counts for less because somebody only lives there, or is only related to somebody there."""
    cues = place_words().roles
    if any(cues["home"].hold(word) for word in before) or _we_from_here(before):
        return HOME
    if any(cues["relative"].hold(word) for word in before[-2:]):
        return RELATIVE
    return HAPPENED


def starts_clause(words: Sequence[Word], first: int) -> bool:
    """Whether a sentence begins with the place, or with "in" and the place."""
    return words[first].breaks or (is_cued(words, first) and words[first - 1].breaks)


def is_one_clause(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether nothing between the words [first, last] begins another clause."""
    cues = place_words().roles
    joins = cues["and"].whole | cues["contrast"].whole
    return not any(word.breaks or word.plain in joins for word in words[first : last + 1])


def is_talked_about(words: Sequence[Word], first: int) -> bool:
    """Whether "about" stands just before the place: then nothing need have happened there."""
    return is_cued(words, first, "about")


def is_leant_on(words: Sequence[Word], first: int) -> bool:
    """Whether somebody blames or trusts what follows: the system is then no shop."""
    return first > 1 and place_words().roles["leaning"].hold(words[first - 2].plain)


def between(words: Sequence[Word], places: Sequence[tuple[int, int]]) -> set[int]:
    """The first words of those places [first, last) that only bound a stretch: between one and the other."""
    cues = place_words().roles
    bounds: set[int] = set()
    for (first, last), (other, _) in pairwise(places):
        if other - last == 1 and cues["and"].hold(words[last].plain) and is_cued(words, first, "between"):
            bounds |= {first, other}
    return bounds


def is_cued(words: Sequence[Word], first: int, cue: str = "before_place") -> bool:
    """Whether a word such as "in" or "near" stands just before the place."""
    return first > 0 and not words[first].breaks and place_words().roles[cue].hold(words[first - 1].plain)


def is_of_unknown_town(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a kind of place at words [first, last) is said to be of a town that is no known place.

    So are `Rissne centrum` and `biblioteket i Ekholmen`; for the caller to see that no known place stands there.
    """
    if words[first].capital and not words[first].breaks:
        return False
    before = words[first - 1] if first > 0 else None
    if before is not None and before.capital and not before.breaks and before.end + 1 == words[first].start:
        return True
    after = words[last : last + 2]
    return len(after) == 2 and after[0].written == "i" and after[1].capital and not (after[0].breaks or after[1].breaks)


def contrasts(words: Sequence[Word]) -> list[int]:
    """The positions of words such as "but", which turn from where one lives to what one fears."""
    turning = place_words().roles["contrast"].whole
    return [number for number, word in enumerate(words) if word.plain in turning]


def _before(words: Sequence[Word], first: int) -> list[str]:
    """The words before a place, nearest last, within its sentence and after any "but"."""
    turning = place_words().roles["contrast"].whole
    start = first
    while start > max(0, first - _REACH) and not words[start].breaks and words[start - 1].plain not in turning:
        start -= 1
    return [_plain_or_kept(word) for word in words[start:first]]


def _is_here(before: Sequence[str]) -> bool:
    """Whether it says "here in" or "come here to"."""
    cues = place_words().roles
    if before and cues["from"].hold(before[-1]):
        return False
    near = before[-2:] if before and cues["before_place"].hold(before[-1]) else before[-1:]
    return any(cues["here"].hold(word) for word in near)


def _is_taken_up(words: Sequence[Word], last: int) -> bool:
    """Whether "there" or "where" goes on about the place: not about who lives or works in it, nor how calm it is."""
    cues = place_words().roles
    at = last + 1 if last < len(words) and cues["and"].hold(words[last].plain) else last
    if at >= len(words) or not (cues["there"].hold(words[at].plain) and not _is_unaccented(words[at])):
        return False
    after = [word.plain for word in words[at + 1 : at + 4]]
    return not any(cues[idle].hold(word) for word in after for idle in ("home", "work", "calm"))


def _is_unaccented(word: Word) -> bool:
    """Whether it is some other word than `där`, which looks like it without its accent."""
    return word.plain == "dar" and word.bare


def _is_theirs(words: Sequence[Word], last: int) -> bool:
    """Whether it says "in X they got": those over there, to be compared with."""
    cues = place_words().roles
    after = words[last : last + 2]
    return len(after) == 2 and cues["has"].hold(after[0].plain) and cues["they"].hold(after[1].plain)


def _we_from_here(before: Sequence[str]) -> bool:
    """Whether it says "we in": those who write, not yet what happened."""
    cues = place_words().roles
    return len(before) > 1 and cues["we"].hold(before[-2]) and cues["before_place"].hold(before[-1])


def _plain_or_kept(word: Word) -> str:
    kept = _KEPT_PLAIN.get(word.plain, "")
    return kept if kept in KEPT and not word.bare else word.plain


def _work_follows(words: Sequence[Word], last: int) -> bool:
    follows = last < len(words) and not words[last].breaks
    return follows and place_words().roles["work"].hold(words[last].plain)
