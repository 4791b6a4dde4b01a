"""Names of private persons: from lists of names, from the words around them, from the form of surnames.

A name that is also a word (björn, sten, lilja) is one only where its capital, its neighbours or the words before it
say so. Names of places, shops, animals and public offices stay.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from nlp.language import detect_language
from nlp.masking import name_cues as cues
from nlp.masking.name_lists import NameLists, name_lists
from nlp.masking.script_names import find_script_names
from nlp.types import PersonalData, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = frozenset({"von", "af", "av", "de", "la", "da", "van", "der", "al", "el", "bin", "ibn", "abu"})
_MONTHS = frozenset({"maj", "juni", "juli", "april", "augusti", "august", "may", "june", "mai"})
_QUALIFIERS = frozenset(
    {"norra", "södra", "östra", "västra", "stora", "lilla", "gamla", "nya", "övre", "nedre", "restaurang", "hotell"}
)
_AND = frozenset({"och", "o", "å", "and", "iyo"})
_INITIAL = re.compile(r"(?:^|[.!?…\n•*:;(\"”“–-])[ \n\"”“(-]{0,3}$")
_NUMBER_CUE = re.compile(
    r"[ ,:;(/-]{1,3}(?:(?:tel|tfn|telefon|mob|mobil|nr|nummer|född|f|pnr|pers\.? ?nr|personnr|personnummer|på|"
    r"samordningsn\w{1,8})\.?[ :]{0,2})?"
)
_LONGEST_NAME = 4
_INFLECTING = frozenset({"fi", "et", "pl", "bs", "lt", "hu"})


class _Word(NamedTuple):
    """`capital`: begins with a capital, in a text that is not all capitals."""

    start: int
    end: int
    lower: str
    capital: bool


def find_names(text: str, known: Sequence[Span]) -> Iterator[Span]:
    """Spans of folded text that name private persons, none inside `known` (what the other finders found)."""
    yield from find_script_names(text)
    words = _words(text, known)
    reader = _Reader(
        text,
        words,
        name_lists(),
        frozenset(span.start for span in known),
        cues.tells(text),
        cache(partial(detect_language, text)),
    )
    at = last = 0
    while at < len(words):
        length, is_private = reader.read(at)
        if not length and reader.is_second(at, last):
            length, is_private = 1, True
        if is_private:
            last = at + length
            yield Span(words[at].start, words[at + length - 1].end, PersonalData.NAME)
        at += length or 1


def _words(text: str, known: Sequence[Span]) -> list[_Word]:
    shouting = _is_shouting(text)
    words = []
    for match in _WORD.finditer(text):
        said = match.group()
        words.append(_Word(*match.span(), said.lower(), said[0].isupper() and not shouting))
    blocked = sorted((span.start, span.end) for span in known)
    return [word for word in words if not _is_blocked(word, blocked)] if blocked else words


def _is_shouting(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    return capitals > 12 and 20 < sum(map(str.isalpha, text)) < capitals / 0.6


def _is_blocked(word: _Word, blocked: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(blocked, (word.start, sys.maxsize))
    return any(begin < word.end and word.start < stop for begin, stop in blocked[max(0, before - 3) : before + 1])


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    words: Sequence[_Word]
    lists: NameLists
    numbers: frozenset[int]
    tells: Sequence[int]
    """Where words end that say what somebody is called."""
    language: Callable[[], str]
    """The text's language, asked for only where it makes a difference."""

    def read(self, at: int) -> tuple[int, bool]:
        """How many words from here on are one name, 0 if none begins here; and whether it is a private person's."""
        word = self.words[at]
        length = self._capital(at) if word.capital else self._small(at)
        if not length:
            return 0, False
        if cues.names_no_private_person(self.text, word.start):
            return length, False
        is_animal = cues.is_animal(self.text, self.words[at + length - 1].end)
        return length, not (is_animal or self._is_of_a_place(at, length) or self._is_public(at))

    def is_second(self, at: int, after: int) -> bool:
        """Whether an unknown word with a capital is joined by "and" to the name that ends before word `after`."""
        word = self.words[at]
        if after == 0 or at != after + 1 or not word.capital or self.words[after].lower not in _AND:
            return False
        between = self.text[self.words[after - 1].end : word.start]
        is_written_so = between == f" {self.words[after].lower} " and self.text[word.start : word.end].istitle()
        return is_written_so and not self._is_known_word(word.lower) and len(word.lower) > 2

    def _is_of_a_place(self, at: int, length: int) -> bool:
        """Stinas Livs, Livs in it, or a place, a shop, a work that is said to be called so."""
        word, last = self.words[at], self.words[at + length - 1]
        before = self.words[at - 1] if at > 0 else None
        if cues.place_follows(self.text, last.end):
            return True
        if before is not None and before.capital and cues.place_follows(self.text, before.end):
            return True
        return cues.names_thing(self.text, word.start) and not (length > 1 and bool(self._first(word)))

    def _is_public(self, at: int) -> bool:
        """Kalle Anka, Hesa Fredrik: the word alone or with a neighbour is what no private person is called."""
        near = [word.lower for word in self.words[max(0, at - 1) : at + 2]]
        pairs = {" ".join(near[:2]), " ".join(near[-2:]), self.words[at].lower}
        return bool((pairs | {pair.removesuffix("s") for pair in pairs}) & self.lists.public)

    def _capital(self, at: int) -> int:
        word = self.words[at]
        if word.lower in _QUALIFIERS:
            return 0
        if len(word.lower) == 1 and self._is_initial(at):
            return 2
        first = self._first(word)
        length = self._extended(at)
        if first and self._is_meant(at, first, length):
            return length
        if self._is_last_name(at):
            return length
        return length if self._is_unknown_name(at, length) else 0

    def _is_initial(self, at: int) -> bool:
        """Whether a surname follows the letter: J. Bergström."""
        if at + 1 >= len(self.words):
            return False
        word, follows = self.words[at], self.words[at + 1]
        is_next = self.text[word.end : follows.start] in (". ", ".") and follows.capital
        return is_next and self.lists.last_name(follows.lower) and not self.lists.is_place(follows.lower)

    def _is_meant(self, at: int, first: str, length: int) -> bool:
        """Whether a listed first name with a capital is a person here and no word, month or place."""
        word = self.words[at]
        if not self._is_also_word(word.lower, first):
            return not (self.lists.is_place(word.lower) and length == 1 and not self._pointed_at(word))
        follows = self.words[at + length - 1].lower
        if length > 1 and (word.lower not in self.lists.short or self._is_listed(follows)):
            return True
        if self._pointed_at(word) or self._before_number(at, length):
            return True
        if self._is_somebody(word, first, self.words[at + length - 1].end) or self._is_one_of_two(at + length):
            return True
        if self.lists.is_common(word.lower) and cues.is_visited(self.text, word.start):
            return False
        is_date = word.lower in _MONTHS and cues.reads_as_date(self.text, word.start)
        may_be_word = self._begins(word) and self.lists.may_open(word.lower, self.language())
        return not (may_be_word or is_date or self.lists.is_place(word.lower) or word.lower in self.lists.short)

    def _is_somebody(self, word: _Word, first: str, end: int) -> bool:
        """Whether what follows only a person is, does or owns. Small words of a language seldom mean that."""
        if word.lower not in self.lists.short or word.lower in self.lists.short_names:
            return cues.acts(self.text, end) or (first != word.lower and cues.owns(self.text, end))
        return False

    def _is_one_of_two(self, at: int) -> bool:
        """Whether "and" with a name that is no word follows: Rolle o Conny."""
        if at + 1 >= len(self.words) or self.words[at].lower not in _AND or not self.words[at + 1].capital:
            return False
        other = self.words[at + 1].lower
        is_name = bool(self.lists.first_name(other, cases=False))
        return is_name and not (self._is_also_word(other) or self.lists.is_place(other))

    def _is_also_word(self, *forms: str) -> bool:
        return any(form in self.lists.also_words or form in self.lists.short for form in forms)

    def _is_listed(self, lower: str) -> bool:
        return self.lists.last_name(lower) or bool(self._listed_first(lower))

    def _first(self, word: _Word) -> str:
        """The first name that a capital word is; Willys is the shop, never Willy's."""
        first = self._listed_first(word.lower)
        is_unknown = not first and not self._is_known_word(word.lower) and not self._begins(word)
        if is_unknown and self.lists.sounds_like_first(word.lower):
            return word.lower
        return "" if first != word.lower and self.lists.is_common(word.lower) else first

    def _listed_first(self, lower: str) -> str:
        """The name it is a form of. The language is asked only where more than the genitive makes a difference."""
        first = self.lists.first_name(lower, cases=False)
        if first:
            return first
        first = self.lists.first_name(lower, cases=True)
        return first if first and self.language() in _INFLECTING else ""

    def _is_last_name(self, at: int) -> bool:
        """Petterssons grabb; fru Lilja; hos Bergs."""
        lower = self.words[at].lower
        if self.lists.sure_last_name(lower):
            return True
        if self.lists.is_finnish_last_name(lower):
            return not self._begins(self.words[at]) and self.language() == "fi"
        if not self.lists.last_name(lower) or self.lists.is_place(lower):
            return False
        is_word = self.lists.is_common(lower) or (lower in self.lists.also_words and lower not in self.lists.last)
        return self._pointed_at(self.words[at]) or (not is_word and cues.acts(self.text, self.words[at].end))

    def _is_unknown_name(self, at: int, length: int) -> bool:
        """A capital word on no list: after words that announce a name, before a surname, or before a number."""
        word = self.words[at]
        if self._is_known_word(word.lower) or len(word.lower) < 2:
            return False
        if cues.names_a_person(self.text, word.start) and not cues.follows_comma(self.text, word.start):
            return True
        follows = self.words[at + 1] if length > 1 else None
        if follows is None or self.lists.is_place(follows.lower):
            return False
        listed = self.lists.sure_last_name(follows.lower) or follows.lower in self.lists.last
        return listed or self._before_number(at, length)

    def _is_known_word(self, lower: str) -> bool:
        return self.lists.is_common(lower) or self.lists.is_place(lower) or cues.is_kin(lower)

    def _extended(self, at: int) -> int:
        """The number of words from here that stand together as one name would: first names, particles, a surname."""
        length = 1
        while length < _LONGEST_NAME and at + length < len(self.words) and self._continues(at + length):
            length += 1
        while length > 1 and not self.words[at + length - 1].capital:
            length -= 1
        return length

    def _continues(self, at: int) -> bool:
        word, before = self.words[at], self.words[at - 1]
        if self.text[before.end : word.start] != " " or cues.place_follows(self.text, before.end):
            return False
        if not word.capital or word.lower in _PARTICLES:
            return word.lower in _PARTICLES and at + 1 < len(self.words) and self.words[at + 1].capital
        if self._is_listed(word.lower):
            return True
        if len(word.lower) == 1:
            return word.lower != "i"
        return not self.lists.is_common(word.lower) and not self.lists.is_place(word.lower)

    def _small(self, at: int) -> int:
        """A name in small letters: on the list and no word, or told to be somebody's name."""
        word = self.words[at]
        first = self.lists.first_name(word.lower, cases=False)
        if len(first) > 3 and not self._is_also_word(word.lower, first):
            return 1 + self._small_last_name(at + 1)
        if word.lower in self.lists.short:
            return 2 if word.lower in self.lists.short_names and self._has_small_surname(at + 1) else 0
        if len(word.lower) < 3 and not first:
            return 0
        if first and self._pointed_at(word) and not cues.is_anybody(self.text, word.start):
            return 1 + self._small_last_name(at + 1)
        if first and self._has_small_surname(at + 1):
            return 2
        if first and cues.feels(self.text, word.end) and not self.lists.is_common(word.lower):
            return 1
        if re.fullmatch(r"\w{3,}ssons?", word.lower) and not self.lists.is_place(word.lower):
            return 1
        before = bisect_right(self.tells, word.start)
        is_near = before > 0 and word.start - self.tells[before - 1] <= cues.LONGEST_BRIDGE
        is_told = is_near and cues.says_own_name(self.text, word.start) and not self.lists.is_common(word.lower)
        return 1 + self._small_last_name(at + 1) if is_told else 0

    def _small_last_name(self, at: int) -> int:
        if at >= len(self.words) or self.text[self.words[at - 1].end : self.words[at].start] != " ":
            return 0
        lower = self.words[at].lower
        if self.lists.is_common(lower) or self.lists.is_place(lower):
            return 0
        return int(self.lists.last_name(lower) or bool(self.lists.first_name(lower, cases=False)))

    def _has_small_surname(self, at: int) -> bool:
        """Whether a long surname that is no word and no place follows in small letters: ante wiklund."""
        return bool(self._small_last_name(at)) and len(self.words[at].lower) > 5

    def _pointed_at(self, word: _Word) -> bool:
        return cues.names_a_person(self.text, word.start) or cues.aims_at_somebody(self.text, word.start)

    def _begins(self, word: _Word) -> bool:
        """Whether the word's capital may come from its place alone."""
        return bool(_INITIAL.search(self.text, max(0, word.start - 6), word.start)) or word.start == 0

    def _before_number(self, at: int, length: int) -> bool:
        """Whether a personnummer, phone or address of the same person comes right after."""
        end = self.words[at + length - 1].end
        match = _NUMBER_CUE.match(self.text, end)
        return bool(match) and match is not None and match.end() in self.numbers
