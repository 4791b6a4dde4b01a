"""What grows beyond chance: a prospective space–time permutation scan (Kulldorff et al., PLoS Medicine 2(3):e59, 2005).

Every topic, in every circle of neighbouring areas, over the last one to eight weeks, is held against what the volume
of each area in each week lets expect. Months of silence cost nothing and a busy month raises nothing by itself.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from nlp.emerging.events import MAX_WEEKS, Events, gather_events
from nlp.emerging.neighbours import circles
from nlp.emerging.statistic import Reals, Scan, scan_events
from nlp.emerging.types import Alarm, Observation
from nlp.types import Area

__all__ = ["Alarm", "Observation", "find_alarms"]

# a circle and a length in weeks, less one
Window = tuple[int, int]

# looked at every week, chance alone then gives at most one alarm a quarter
QUARTER_DAYS = 91
# what a class writes in one lesson, or one loud evening, is no growth
MIN_DAYS = 2


def find_alarms(
    observations: Sequence[Observation],
    areas: Sequence[Area],
    last_day: date | None = None,
    *,
    min_recurrence_days: int = QUARTER_DAYS,
    replicates: int = 999,
    seed: int = 0,
) -> tuple[Alarm, ...]:
    """The alarms of the weeks that end with `last_day` (default: the latest observation), the strongest first.

    No two alarms on one topic share an area. An alarm rests on three events on two days at least, and is at
    least as rare as `min_recurrence_days` says. The same observations in any order, and the same seed, give the
    same alarms.
    """
    if not observations:
        return ()
    until = last_day or max(observation.on for observation in observations)
    events = gather_events(observations, until)
    if not len(events.topic):
        return ()
    rings = circles(areas, events.places)
    scanned = scan_events(events, rings, replicates, seed)
    alarms = [
        _alarm(topic, window, events, rings, scanned, until)
        for topic in range(len(events.topics))
        for window in _strongest(scanned.ratio[:, topic], rings)
    ]
    rare = [a for a in alarms if a.distinct_days >= MIN_DAYS and a.recurrence_days >= min_recurrence_days]
    return tuple(sorted(rare, key=lambda alarm: (-alarm.ratio, alarm.topic, alarm.areas)))


def _strongest(ratio: Reals, rings: Sequence[frozenset[int]]) -> list[Window]:
    """One topic's growing windows, the strongest first, none sharing an area with a stronger one."""
    chosen: list[Window] = []
    for place in np.argsort(-ratio, axis=None, kind="stable")[: np.count_nonzero(ratio)].tolist():
        ring, length = divmod(place, MAX_WEEKS)
        if all(rings[ring].isdisjoint(rings[other]) for other, _ in chosen):
            chosen.append((ring, length))
    return chosen


def _alarm(
    topic: int, window: Window, events: Events, rings: Sequence[frozenset[int]], scanned: Scan, until: date
) -> Alarm:
    ring, length = window
    ratio = float(scanned.ratio[ring, topic, length])
    p = scanned.p(ratio)
    places = sorted(rings[ring])
    inside = (events.topic == topic) & np.isin(events.place, places) & (events.week <= length)
    return Alarm(
        topic=events.topics[topic],
        areas=tuple(place for number in places if (place := events.places[number]) is not None),
        first_day=date.fromordinal(max(1, until.toordinal() - 7 * length - 6)),
        last_day=until,
        observed=int(scanned.observed[ring, topic, length]),
        distinct_days=len(np.unique(events.day[inside])),
        expected=round(float(scanned.expected[ring, topic, length]), 2),
        ratio=round(ratio, 3),
        p=round(p, 4),
        recurrence_days=round(7 / p),
    )
