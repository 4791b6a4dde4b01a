"""Four ways to look at the same weekly counts: each gives a score to every watched week × topic × area.

A method raises an alarm where its score reaches its threshold.
"""

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from nlp.emerging import find_alarms
from tests.bench_emerging.world import AREAS, HISTORY, START, TOPICS, WATCHED, World

Scores = NDArray[np.float64]

_COLUMN = {area.code: number for number, area in enumerate(AREAS)}


def scan(world: World) -> Scores:
    """The scan of `nlp.emerging`, every Sunday evening; the score is the ratio that its p-value is worked out from."""
    scores = np.full((WATCHED, TOPICS, len(AREAS)), -np.inf)
    for week in range(WATCHED):
        now = HISTORY + week
        until = START.fromordinal(START.toordinal() + 7 * now + 6)
        for alarm in find_alarms(world.until(now), AREAS, until, min_recurrence_days=0, replicates=1):
            scores[week, int(alarm.topic[1:]), [_COLUMN[area] for area in alarm.areas]] = alarm.ratio
    return scores


def fixed(world: World, weeks: int = 4) -> Scores:
    """So many events of a topic in an area within four weeks."""
    return _trailing(world.weekly(), weeks).sum(axis=-1).astype(np.float64)[HISTORY:]


def ears_c2(world: World, floor: float = 1.0) -> Scores:
    """EARS C2: the week against mean and deviation of seven weeks, two weeks back."""
    counts = world.weekly().astype(np.float64)
    baseline = _trailing(counts, 7)[:-3]
    deviation = np.maximum(baseline.std(axis=-1, ddof=1), floor)
    scores = np.full(counts.shape, -np.inf)
    scores[3:] = (counts[3:] - baseline.mean(axis=-1)) / deviation
    return scores[HISTORY:]


def cusum(world: World, slack: float = 0.5, floor: float = 0.3) -> Scores:
    """One-sided CUSUM of standardised counts, mean and deviation from the year before; started anew each quarter."""
    counts = world.weekly().astype(np.float64)
    usual = np.maximum(counts[:HISTORY].mean(axis=0), floor)
    deviation = np.maximum(counts[:HISTORY].std(axis=0, ddof=1), np.sqrt(usual))
    scores = np.zeros(counts.shape)
    for week in range(HISTORY, len(counts)):
        scores[week] = np.maximum(0, scores[week - 1] + (counts[week] - usual) / deviation - slack)
    return scores[HISTORY:]


def _trailing(counts: NDArray[np.number], weeks: int) -> NDArray[np.number]:
    """For each week the last `weeks` counts along a new last axis; weeks before the start are empty."""
    padded = np.concatenate([np.zeros((weeks - 1, *counts.shape[1:]), dtype=counts.dtype), counts])
    return sliding_window_view(padded, weeks, axis=0)


METHODS: dict[str, Callable[[World], Scores]] = {
    "scan": scan,
    "fixed thresholds": fixed,
    "EARS C2": ears_c2,
    "CUSUM": cusum,
}
