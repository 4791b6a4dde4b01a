"""Where a text happened: the area of a gazetteer that its words name, or None when they do not tell.

Every named place gets a score from how it is written (exact, inflected, misspelt), how telling it is (a square
may be any square) and what part it plays (home, employer and direction count for less than the place itself).
Below THRESHOLD the answer is None: a wrong area costs more than none.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp.gazetteer import GazetteerError, read_gazetteer
from nlp.place_index import PlaceIndex
from nlp.place_roles import (
    DIRECTION,
    HAPPENED,
    HOME,
    TOWARDS,
    WORK,
    between,
    contrasts,
    is_cued,
    is_leant_on,
    is_of_unknown_town,
    is_one_clause,
    is_talked_about,
    role,
    starts_clause,
)
from nlp.place_table import WIDE, Meaning, Parts
from nlp.place_text import Word, words
from nlp.place_words import place_words
from nlp.types import AreaSpan, Gazetteer, Location

__all__ = ["THRESHOLD", "GazetteerError", "Locator", "read_gazetteer"]

THRESHOLD: Final = 0.5

# A town elsewhere that is only a direction or an origin ("the train from Malmö") is not what a text is about.
_OUTSIDE_THRESHOLD = 0.6
_OF_A_NAMED_TOWN = 0.95
_BESIDE_TOWN_NAME = 0.15
_AGAIN = 0.04
_GENERIC = 0.85
# Like a generic word: of the two the first counts, as the square in a text that began with a town elsewhere is there.
_OUTSIDE = 0.73
_GENERIC_PART = 0.9
_EMPLOYER = 0.45
_BEFORE_CONTRAST = 0.8
# Of less account than another place: a home when it happened elsewhere, the ends of a stretch with a place on it.
_SECOND = 0.8
_TALKED_ABOUT = 0.6
_LONGEST_GAP = 2
# More places than anybody tells of: weighing each against each takes its time.
_MOST = 100


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words [first, last) of a text that name a place."""

    first: int
    last: int
    meaning: Meaning
    area: str | None
    score: float

    @property
    def is_generic(self) -> bool:
        return self.meaning.concept is not None


class Locator:
    """Finds areas of one gazetteer in texts. Building it takes milliseconds; `locate` never raises on a str."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._index = PlaceIndex(gazetteer)
        self._parents = {area.code: area.parent for area in gazetteer.areas}

    def locate(self, text: str) -> Location:
        """The area the text is about, the outside name if it is about that, and every place it names."""
        spoken = words(text)
        mentions = self._qualified(spoken, self._mentions(spoken))
        if not mentions:
            return Location(None, None, (), 0.0)
        mentions = self._weighed(spoken, mentions)
        spans = tuple(_span(spoken, mention) for mention in mentions if mention.area or mention.meaning.outside)
        best = self._best(mentions)
        if best is None:
            return Location(None, None, spans, max((span.score for span in spans), default=0.0))
        return Location(best.area, best.meaning.outside, spans, min(best.score, 1.0))

    def _mentions(self, spoken: Sequence[Word]) -> list[_Mention]:
        """The first places named, longest names first at each word, none overlapping."""
        found: list[_Mention] = []
        position = 0
        while position < len(spoken) and len(found) < _MOST:
            mention = self._mention_at(spoken, position)
            if mention is None:
                position += 1
            else:
                found.append(mention)
                position = mention.last
        return found

    def _mention_at(self, spoken: Sequence[Word], position: int) -> _Mention | None:
        length, meaning = self._meaning_at(spoken, position)
        if meaning is None or not _is_meant(spoken, position, position + length, meaning):
            return None
        is_one_written_word = length == 1 and meaning.spellings and not spoken[position].bare
        if is_one_written_word and all(_differs(form, spoken[position].written) for form in meaning.spellings):
            return None
        return _Mention(position, position + length, meaning, self._innermost(meaning.areas), meaning.score)

    def _meaning_at(self, spoken: Sequence[Word], position: int) -> tuple[int, Meaning | None]:
        word = spoken[position].plain
        for parts in self._index.phrases_from(word):
            if self._is_phrase(spoken[position + 1 : position + len(parts)], parts):
                return len(parts), self._index.phrase(parts)
        meaning = self._index.word(word)
        if meaning is None and position + 1 < len(spoken) and not spoken[position + 1].breaks:
            joined = self._index.joined(word, spoken[position + 1].plain)
            if joined is not None:
                return 2, joined
        return 1, meaning

    def _is_phrase(self, rest: Sequence[Word], parts: Parts) -> bool:
        """Whether the words after the first are those of the phrase, unbroken, the last perhaps misspelt."""
        if len(rest) != len(parts) - 1 or any(word.breaks for word in rest):
            return False
        same = all(word.plain == part for word, part in zip(rest[:-1], parts[1:-1], strict=True))
        return same and self._index.ends_like(rest[-1].plain, parts[-1])

    def _innermost(self, areas: Sequence[str]) -> str | None:
        """The one area meant: the child where a parent shares its name; None where areas compete."""
        outer = {parent for code in areas for parent in self._ancestors(code)}
        inner = [code for code in areas if code not in outer]
        return inner[0] if len(inner) == 1 else None

    def _ancestors(self, code: str) -> list[str]:
        way = []
        parent = self._parents.get(code)
        while parent is not None and parent not in way:
            way.append(parent)
            parent = self._parents.get(parent)
        return way

    def _qualified(self, spoken: Sequence[Word], mentions: Sequence[_Mention]) -> list[_Mention]:
        """Settle "the station in X": the place beside a generic word says whose station it is."""
        kept: list[_Mention] = []
        for number, mention in enumerate(mentions):
            owner = self._owner(spoken, mentions, number) if mention.is_generic else None
            if mention.is_generic and owner is None and _is_said_of_elsewhere(spoken, mentions[:number], mention):
                continue
            if owner is None:
                if not (mention.is_generic and is_of_unknown_town(spoken, mention.first, mention.last)):
                    kept.append(mention)
            elif mention.area is not None and owner.area in self._ancestors(mention.area):
                kept.append(replace(mention, score=_OF_A_NAMED_TOWN))
            elif owner.area == mention.area:
                kept.append(mention)
        return kept

    def _owner(self, spoken: Sequence[Word], mentions: Sequence[_Mention], number: int) -> _Mention | None:
        mention = mentions[number]
        if number + 1 < len(mentions):
            after = mentions[number + 1]
            between = spoken[mention.last : after.first]
            linked = all(_links(word.plain) for word in between)
            unbroken = not any(word.breaks for word in (*between, spoken[after.first]))
            if not after.is_generic and linked and unbroken and len(between) <= _LONGEST_GAP:
                return after
        if number > 0:
            before = mentions[number - 1]
            if not before.is_generic and before.last == mention.first and not spoken[mention.first].breaks:
                return before
        return None

    def _weighed(self, spoken: Sequence[Word], mentions: Sequence[_Mention]) -> list[_Mention]:
        """The mentions with their scores weighed by the part each plays."""
        named = {mention.area for mention in mentions if not mention.is_generic}
        turns = contrasts(spoken)
        bounds = between(spoken, [(mention.first, mention.last) for mention in mentions])
        weighed = []
        for mention in mentions:
            part = role(spoken, mention.first, mention.last)
            if mention.first in bounds:
                part = min(part, HAPPENED)
            if part == WORK and mention.meaning.is_brand:
                part = _EMPLOYER
            if mention.is_generic:
                score = self._generic_score(spoken, mention, part, named)
            else:
                part *= _BEFORE_CONTRAST if _is_turned_from(spoken, mentions, mention, part, turns) else 1.0
                part *= _SECOND if self._is_second(spoken, mentions, mention, part, bounds) else 1.0
                score = mention.score * part
            weighed.append(replace(mention, score=min(score, _OF_A_NAMED_TOWN * max(part, HAPPENED))))
        return weighed

    def _generic_score(
        self, spoken: Sequence[Word], mention: _Mention, part: float, named: Collection[str | None]
    ) -> float:
        if part >= DIRECTION:
            part = max(part, _GENERIC_PART)
        if is_talked_about(spoken, mention.first):
            part *= _TALKED_ABOUT
        near_home = mention.area is not None and any(area in named for area in self._ancestors(mention.area))
        return mention.score * part + (_BESIDE_TOWN_NAME if near_home else 0.0)

    def _is_second(
        self, spoken: Sequence[Word], mentions: Sequence[_Mention], mention: _Mention, part: float, bounds: set[int]
    ) -> bool:
        """Whether another place is more than this: one between two, or where it happened to somebody from here."""
        if mention.first in bounds:
            return any(_names_another(other, bounds) for other in mentions)
        others = [(other, role(spoken, other.first, other.last)) for other in mentions] if part < HAPPENED else []
        return any(
            (self._is_elsewhere(other, mention.area) and theirs >= HAPPENED)
            or (part == HOME and theirs == TOWARDS and other.first > mention.first and _names_another(other, bounds))
            for other, theirs in others
        )

    def _is_elsewhere(self, generic: _Mention, area: str | None) -> bool:
        """Whether a kind of place is not one of the area: the only library, or a station where there is none."""
        kind = generic.meaning.concept
        if kind is None or generic.area in (None, area):
            return False
        return kind.only or self._index.lacks(area, generic.meaning)

    def _best(self, mentions: Sequence[_Mention]) -> _Mention | None:
        often = Counter(mention.area for mention in mentions if mention.area is not None)
        sure = [mention for mention in mentions if _is_sure(mention)]
        if not sure:
            return None
        best = max(sure, key=lambda mention: (_rank(mention, often[mention.area or ""]), -mention.first))
        inner = [mention for mention in sure if best.area in self._ancestors(mention.area or "")]
        return inner[0] if best.area is not None and inner else best


def _is_said_of_elsewhere(spoken: Sequence[Word], before: Sequence[_Mention], mention: _Mention) -> bool:
    """Whether a clause began with a town elsewhere: in Osby they have cameras at the station."""
    town = next((other for other in reversed(before) if not other.is_generic), None)
    if town is None or town.meaning.outside is None or not starts_clause(spoken, town.first):
        return False
    return is_one_clause(spoken, town.last, mention.first)


def _names_another(other: _Mention, bounds: set[int]) -> bool:
    return other.area is not None and not other.is_generic and other.score > WIDE and other.first not in bounds


def _is_turned_from(
    spoken: Sequence[Word], mentions: Sequence[_Mention], mention: _Mention, part: float, contrasted: Sequence[int]
) -> bool:
    """Whether a "but" leads from this place to another: from a place of the event only to one as plainly named."""
    turns = [turn for turn in contrasted if turn >= mention.last]
    later = [other for other in mentions if (other.area or other.meaning.outside) and turns and other.first > turns[0]]
    if part >= HAPPENED and mention.area is not None:
        return any(
            not other.is_generic and other.area != mention.area and role(spoken, other.first, other.last) >= HAPPENED
            for other in later
        )
    return bool(later)


def _differs(spelling: str, written: str) -> bool:
    """Whether a written accent is not that of the name: känna is not Kånna, but kanna may be."""
    return any(there in "åäöé" and here != there for here, there in zip(spelling, written, strict=False))


def _links(word: str) -> bool:
    """Whether a word can stand between "the station" and the town whose station it is."""
    cues = place_words().roles
    return cues["before_place"].hold(word) or cues["adjective"].hold(word)


def _is_sure(mention: _Mention) -> bool:
    if mention.meaning.outside is not None:
        return mention.score >= _OUTSIDE_THRESHOLD
    return mention.area is not None and mention.score >= THRESHOLD


def _rank(mention: _Mention, times: int) -> float:
    """Order among the sure mentions; of equals the first wins, so spelling must not decide: hence the rounding."""
    score = mention.score
    if mention.is_generic and score < _OF_A_NAMED_TOWN:
        score *= _GENERIC
    if mention.meaning.outside is not None:
        score *= _OUTSIDE
    # a town elsewhere, which is never counted, comes after what is as sure and from here
    return round(score * 10) / 10 + _AGAIN * min(times - 1, 2)


def _is_meant(spoken: Sequence[Word], first: int, last: int, meaning: Meaning) -> bool:
    """Whether words that can name a place do so here."""
    concept = meaning.concept
    if concept is not None:
        return _is_kind_of_place(spoken, first, last, meaning)
    if meaning.outside is not None:
        return (spoken[first].capital or not meaning.needs_cue) and _is_town(spoken, first)
    if meaning.is_brand and is_cued(spoken, first, "article") and spoken[first - 1].bare:
        return False
    return not meaning.needs_cue or spoken[first].capital or not spoken[first].bare or is_cued(spoken, first)


def _is_kind_of_place(spoken: Sequence[Word], first: int, last: int, meaning: Meaning) -> bool:
    concept = meaning.concept
    if concept is None:
        return False
    if first > 0 and not spoken[first].breaks and spoken[first - 1].plain in concept.not_after:
        return False
    if last < len(spoken) and spoken[last].plain in concept.not_before:
        return False
    named = spoken[first].capital and not spoken[first].breaks
    return not concept.needs_place or named or (is_cued(spoken, first, "beside") and not is_leant_on(spoken, first))


def _is_town(spoken: Sequence[Word], first: int) -> bool:
    """A surname such as Lund stands after a name; a town after "in", first in a sentence, or as a word of its own."""
    if is_cued(spoken, first):
        return True
    follows_name = first > 0 and spoken[first - 1].capital and not spoken[first].breaks
    return spoken[first].capital and not follows_name


def _span(spoken: Sequence[Word], mention: _Mention) -> AreaSpan:
    start, end = spoken[mention.first].start, spoken[mention.last - 1].end
    return AreaSpan(start, end, mention.area, round(min(mention.score, 1.0), 4))
