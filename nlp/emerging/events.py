"""From texts to events, and from events to counts: topic × area × week, the last week first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from nlp.emerging.types import Observation

MAX_WEEKS = 8
# older texts tell more of another time than of what is usual now
_HISTORY_WEEKS = 104

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Events:
    """Distinct topic × area × day × channel. `week` is 0 for the last seven days; beyond the windows MAX_WEEKS.

    `topic` and `place` are positions in `topics` and `places`, both sorted; the events are sorted too, so that
    the order in which texts came says nothing.
    """

    topics: tuple[str, ...]
    places: tuple[str | None, ...]
    topic: Counts
    place: Counts
    week: Counts
    day: Counts

    def by_week(self) -> Counts:
        """Counts of place × topic × week, the last column being all weeks before the windows."""
        counts = np.zeros((len(self.places), len(self.topics), MAX_WEEKS + 1), dtype=np.int64)
        np.add.at(counts, (self.place, self.topic, self.week), 1)
        return counts


def gather_events(observations: Iterable[Observation], last_day: date) -> Events:
    """What happened until the last day, as events: a class that writes in one lesson is one."""
    seen = {(o.topic, o.area, (last_day - o.on).days, o.channel) for o in observations if o.on <= last_day}
    recent = [event for event in seen if event[2] < 7 * _HISTORY_WEEKS]
    recent.sort(key=lambda event: (event[0], event[1] is not None, event[1] or "", event[2], event[3]))
    topics = sorted({event[0] for event in recent})
    places = sorted({event[1] for event in recent}, key=lambda place: (place is not None, place or ""))
    days = np.array([event[2] for event in recent], dtype=np.int64)
    return Events(
        topics=tuple(topics),
        places=tuple(places),
        topic=_positions([event[0] for event in recent], topics),
        place=_positions([event[1] for event in recent], places),
        week=np.minimum(days // 7, MAX_WEEKS),
        day=days,
    )


def _positions(values: Sequence[str | None], known: Sequence[str | None]) -> Counts:
    position = {value: number for number, value in enumerate(known)}
    return np.array([position[value] for value in values], dtype=np.int64)
