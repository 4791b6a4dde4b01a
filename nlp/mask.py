"""Personal data in a text, found by form (numbers, accounts, addresses) and by lists and context (names).

Masking goes in rounds until a round finds nothing, so masking a masked text changes nothing. Only letters' and
digits' form counts, never a check digit: a mistyped personnummer points at the same person.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.masking.accounts import find_accounts
from nlp.masking.addresses import find_addresses
from nlp.masking.names import find_names
from nlp.masking.numbers import find_numbers
from nlp.normalise import fold
from nlp.types import Masked, Span

LONGEST = 20_000  # characters looked at; what lies beyond is cut from the masked text
_ROUNDS = 8
_TOKEN = re.compile(r"⟦[A-Z]{4,14}⟧")
_BLANK = "\ufffc"  # no letter, digit or space, so that no pattern reaches into a mask


@dataclass(frozen=True, slots=True)
class _Find:
    """A span and how many of its first characters stay readable: the street's name in an address."""

    span: Span
    kept: int = 0


def mask(text: str) -> Masked:
    """Mask personal data. `spans` are code points of `text`; addresses keep their street. Masking twice is once."""
    text = text[:LONGEST]
    found: list[_Find] = []
    for _ in range(_ROUNDS):
        masked, starts = _render(text, found)
        more = [_placed(find, starts) for find in _finds(masked)]
        if not more:
            break
        found = _resolved([*found, *more])
    return Masked(_render(text, found)[0], tuple(find.span for find in found))


def _render(text: str, found: Iterable[_Find]) -> tuple[str, list[tuple[int, int]]]:
    """The masked text, and for each of its stretches of own text where it begins there and in the original."""
    pieces: list[str] = []
    starts = [(0, 0)]
    at = length = 0
    for find in found:
        token = f"⟦{find.span.type.value}⟧"
        own = text[at : find.span.start + find.kept]
        pieces += [own, token]
        length += len(own) + len(token)
        at = find.span.end
        starts.append((length, at))
    return "".join([*pieces, text[at:]]), starts


def _placed(find: _Find, starts: list[tuple[int, int]]) -> _Find:
    """The find in the original text's positions. It reaches over no token, so one stretch holds it whole."""
    begins, original = starts[bisect_right(starts, (find.span.start, len(starts) + LONGEST)) - 1]
    moved = original - begins
    return _Find(Span(find.span.start + moved, find.span.end + moved, find.span.type), find.kept)


def _finds(text: str) -> list[_Find]:
    """What one round finds, in the positions of the text given."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    folded = fold(_TOKEN.sub(lambda match: _BLANK * len(match.group()), text))
    finds = []
    for find in _all_finds(folded.text):
        start, end = folded.source(*_without_blanks(folded.text, find.span))
        kept = folded.source(find.span.start, find.span.start + find.kept)[1] - start if find.kept else 0
        if not _touches(start, end, tokens):
            finds.append(_Find(Span(start, end, find.span.type), kept))
    return finds


def _without_blanks(text: str, span: Span) -> tuple[int, int]:
    said = text[span.start : span.end]
    return span.start + len(said) - len(said.lstrip()), span.end - len(said) + len(said.rstrip())


def _all_finds(text: str) -> Iterator[_Find]:
    sure = [*find_numbers(text), *find_accounts(text)]
    addresses = list(find_addresses(text))
    yield from (_Find(span) for span in sure)
    yield from (_Find(span, kept) for span, kept in addresses)
    yield from (_Find(span) for span in find_names(text, [*sure, *(span for span, _ in addresses)]))


def _touches(start: int, end: int, tokens: list[tuple[int, int]]) -> bool:
    after = bisect_right(tokens, (start, LONGEST * 2))
    return (after > 0 and tokens[after - 1][1] > start) or (after < len(tokens) and tokens[after][0] < end)


def _resolved(finds: Iterable[_Find]) -> list[_Find]:
    """Finds that overlap become one that covers them all, of the longest one's type."""
    kept: list[_Find] = []
    for find in sorted(finds, key=lambda find: (find.span.start, -find.span.end)):
        if kept and find.span.start < kept[-1].span.end:
            kept[-1] = _united(kept[-1], find)
        else:
            kept.append(find)
    return kept


def _united(first: _Find, second: _Find) -> _Find:
    a, b = first.span, second.span
    longest = first if a.end - a.start >= b.end - b.start else second
    readable = longest.kept if longest.span.start == a.start else 0
    if longest is first:
        readable = min(readable, b.start - a.start)
    return _Find(Span(a.start, max(a.end, b.end), longest.span.type), readable)
