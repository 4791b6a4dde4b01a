"""From scores to figures: a threshold of one false alarm a quarter, and what is found with it, how soon."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.bench_emerging.methods import Scores
from tests.bench_emerging.world import HISTORY, Outbreak, World

# an alarm in the week after the last one still tells of the outbreak
_AFTERWARDS = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """False alarms a quarter without outbreaks; for every outbreak the weeks until it was found, or None."""

    false_alarms: float
    delays: tuple[int | None, ...]

    @property
    def power(self) -> float:
        """The share of the outbreaks that was found."""
        return self.within(99)

    def within(self, weeks: int) -> float:
        """The share found in so many weeks from the outbreak's first day."""
        return sum(delay is not None and delay <= weeks for delay in self.delays) / len(self.delays)


def threshold(quiet: Sequence[Scores]) -> float:
    """The lowest score that gives at most one false alarm a quarter, over quarters without outbreaks."""
    peaks = np.concatenate([scores.max(axis=2) for scores in quiet])
    candidates = np.unique(peaks[np.isfinite(peaks)])
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        if false_alarms(quiet, candidates[middle]) <= 1:
            high = middle
        else:
            low = middle + 1
    return float(candidates[low]) if low < len(candidates) else np.inf


def false_alarms(quiet: Sequence[Scores], level: float) -> float:
    """Alarms a quarter: weeks on end with an alarm on the same topic, wherever, are one."""
    return float(np.mean([_begun(scores.max(axis=2) >= level) for scores in quiet]))


def _begun(alarms: np.ndarray) -> int:
    before = np.zeros_like(alarms)
    before[1:] = alarms[:-1]
    return int(np.count_nonzero(alarms & ~before))


def delays(world: World, scores: Scores, level: float) -> list[int | None]:
    """For each outbreak the weeks from its start to the end of the week of the first alarm on it."""
    return [_delay(outbreak, scores, level) for outbreak in world.outbreaks]


def _delay(outbreak: Outbreak, scores: Scores, level: float) -> int | None:
    weeks = range(outbreak.start - HISTORY, outbreak.end - HISTORY + _AFTERWARDS)
    hits = [week for week in weeks if (scores[week, outbreak.topic, sorted(outbreak.areas)] >= level).any()]
    return hits[0] - weeks[0] + 1 if hits else None
