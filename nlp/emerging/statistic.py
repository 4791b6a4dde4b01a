"""The space–time permutation scan statistic over all topics at once, in numpy.

Under the null hypothesis the topics of an area's events have nothing to do with their weeks. Shuffling them inside
each area keeps the area's volume in every week and its own mix of topics, so neither a campaign that raises
everything nor an area that always complains of one thing can raise an alarm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.emerging.events import MAX_WEEKS, Events

# two events can always be a coincidence
MIN_EVENTS = 3
# An area of few texts says little of its own mix: it is taken as if this many more came from the whole municipality.
_BORROWED = 20
# Events that need no explanation, so that three where almost none is expected do not outweigh ten where three are:
# some at once, and some more a week. Neither touches the p-value, which holds for any way to rank the windows.
_ALLOWANCE = 0.2
_ALLOWANCE_PER_WEEK = 0.3
_CHUNK = 50
# sums taken in another order differ by less
_SAME = 1e-9

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scan:
    """Per circle × topic × length in weeks: events, expected, and the log likelihood ratio less the log of the
    circle's number of areas; and the null's largest of these.
    """

    observed: Reals
    expected: Reals
    ratio: Reals
    null_largest: Reals

    def p(self, ratio: float) -> float:
        """How often chance alone gives a ratio as large as this anywhere: Monte Carlo, never 0."""
        return float((1 + np.count_nonzero(self.null_largest >= ratio - _SAME)) / (1 + len(self.null_largest)))


def scan_events(events: Events, circles: Sequence[frozenset[int]], replicates: int, seed: int) -> Scan:
    """Scan every topic, circle and window that ends with the last week."""
    members = np.zeros((len(circles), len(events.places)))
    for number, circle in enumerate(circles):
        members[number, sorted(circle)] = 1
    counts = events.by_week().astype(np.float64)
    usual, sizes = _Usual(counts), members.sum(axis=1)
    observed, expected = usual.windows(counts[:, None, :, :MAX_WEEKS], members)
    random = np.random.default_rng(seed)
    largest = [
        _growth(*usual.windows(_shuffle(events, size, random), members), sizes).max(axis=(0, 2, 3))
        for size in (min(_CHUNK, replicates - start) for start in range(0, replicates, _CHUNK))
    ]
    return Scan(
        observed=observed[:, 0],
        expected=expected[:, 0],
        ratio=_growth(observed, expected, sizes)[:, 0],
        null_largest=np.concatenate(largest),
    )


class _Usual:
    """What shuffling keeps: each area's topics over all weeks, and its volume in each window."""

    def __init__(self, counts: Reals) -> None:
        topics = counts.sum(axis=(0, 2))
        self._borrowed = (_BORROWED * topics / topics.sum())[:, None]
        self._topics = counts.sum(axis=2)[:, None, :, None]
        self._all = counts.sum(axis=(1, 2))[:, None, None, None]
        self._volume = counts.sum(axis=1)[:, :MAX_WEEKS].cumsum(axis=1)[:, None, None, :]

    def windows(self, counts: Reals, members: Reals) -> tuple[Reals, Reals]:
        """From place × replicate × topic × week: events and expected by circle × replicate × topic × length.

        Expected is what the other topics' events in the window, and all events outside it, let expect.
        """
        inside = counts.cumsum(axis=3)
        others_inside = self._volume - inside
        outside = self._topics - inside
        others_outside = self._all - self._volume - outside
        odds = (outside + self._borrowed) / (others_outside + _BORROWED - self._borrowed + _SAME)
        return np.tensordot(members, inside, axes=1), np.tensordot(members, odds * others_inside, axes=1)


def _growth(observed: Reals, expected: Reals, sizes: Reals) -> Reals:
    """Poisson log likelihood ratio of growth in a window against none, less the log of its number of areas.

    0 where there is no growth or too little. A circle of n areas is taken to be n times less likely than one area
    to be where something grows: there are many large circles, and what they hold mostly grows in a part of them.
    """
    expected = expected + (_ALLOWANCE + _ALLOWANCE_PER_WEEK * np.arange(1, MAX_WEEKS + 1))
    ratios = np.zeros(observed.shape)
    grown = (observed >= MIN_EVENTS) & (observed > expected)
    inside, usual = observed[grown], expected[grown]
    unlikely = np.broadcast_to(np.log(sizes)[:, None, None, None], observed.shape)[grown]
    ratios[grown] = np.maximum(inside * np.log(inside / usual) - inside + usual - unlikely, 0)
    return ratios


def _shuffle(events: Events, replicates: int, random: np.random.Generator) -> Reals:
    """Counts of place × replicate × topic × week, the topics of each place shuffled over its events."""
    topics = len(events.topics)
    counts = np.empty((len(events.places), replicates, topics, MAX_WEEKS))
    for place in range(len(events.places)):
        here = events.place == place
        weeks = np.sort(events.week[here])
        weeks = weeks[weeks < MAX_WEEKS]
        labels = np.tile(events.topic[here].astype(np.int32), (replicates, 1))
        drawn = random.permuted(labels, axis=1)[:, : len(weeks)].astype(np.int64)
        cells = (np.arange(replicates)[:, None] * topics + drawn) * MAX_WEEKS + weeks
        sums = np.bincount(cells.ravel(), minlength=replicates * topics * MAX_WEEKS)
        counts[place] = sums.reshape(replicates, topics, MAX_WEEKS)
    return counts
