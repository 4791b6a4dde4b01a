"""A made-up municipality's year of texts: uneven topics and areas, campaigns, meetings, lessons, and outbreaks."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.emerging import Observation
from nlp.emerging.neighbours import circles
from nlp.gazetteer import read_gazetteer
from nlp.types import Area

TOPICS = 30
HISTORY = 52
WATCHED = 13
WEEKS = HISTORY + WATCHED
START = date(2024, 1, 1)
_GAZETTEER = Path(__file__).parents[2] / "nlp" / "data" / "areas" / "almhult.json"
# the town's own row is the sum of its quarters
AREAS: tuple[Area, ...] = tuple(area for area in read_gazetteer(_GAZETTEER).areas if area.code != "almhult")

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outbreak:
    """A topic that grows `risk` times in some areas during the weeks [start, end)."""

    topic: int
    areas: frozenset[int]
    start: int
    end: int
    risk: float


@dataclass(frozen=True, slots=True)
class World:
    """Texts as rows of topic, area, day and channel, and what was planted among them."""

    texts: Counts
    outbreaks: tuple[Outbreak, ...]

    def weekly(self) -> Counts:
        """Distinct days × channels in week × topic × area: the same counts for every method."""
        counts = np.zeros((WEEKS, TOPICS, len(AREAS)), dtype=np.int64)
        events = np.unique(self.texts, axis=0)
        np.add.at(counts, (events[:, 2] // 7, events[:, 0], events[:, 1]), 1)
        return counts

    def until(self, week: int) -> list[Observation]:
        """What is known on the Sunday that ends the week."""
        known = self.texts[self.texts[:, 2] < 7 * (week + 1)]
        return [
            Observation(f"t{topic:02}", AREAS[area].code, START + timedelta(days=day), f"c{channel}")
            for topic, area, day, channel in known.tolist()
        ]


def make_world(per_year: int, seed: int, outbreaks: int) -> World:
    """One year of history and a quarter that is watched, with outbreaks that start in the watched quarter."""
    random = np.random.default_rng(seed)
    rates = _rates(per_year, random)
    volume = _volume(random)
    planted = _plant(rates, outbreaks, random)
    expected = rates * volume[:, None, :]
    for outbreak in planted:
        for area in outbreak.areas:
            expected[outbreak.start : outbreak.end, outbreak.topic, area] *= outbreak.risk
    counts = random.poisson(expected)
    week, topic, place = np.nonzero(counts)
    rows = np.repeat(np.stack([topic, place, 7 * week], axis=1), counts[week, topic, place], axis=0)
    rows[:, 2] += random.integers(7, size=len(rows))
    channel = random.choice(3, size=len(rows), p=[0.7, 0.2, 0.1])
    texts = np.column_stack([rows, channel])
    return World(np.concatenate([texts, *_meetings(rates, random), *_lessons(random)]), planted)


def _rates(per_year: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Texts a week by topic × area: few large topics and areas, many small, each area with a mix of its own."""
    topics = 1 / (2 + np.arange(TOPICS))
    areas = 1 / (1 + random.permutation(len(AREAS)))
    rates = topics[:, None] * areas * random.gamma(2, 0.5, size=(TOPICS, len(AREAS)))
    return per_year / 52 * rates / rates.sum()


def _volume(random: np.random.Generator) -> NDArray[np.float64]:
    """How much more than usual is written, by week × area: noise, and two campaigns a year of one to three weeks."""
    volume = random.gamma(10, 0.1, size=(WEEKS, len(AREAS)))
    for week in np.nonzero(random.random(WEEKS) < 2 / 52)[0]:
        reached = random.random(len(AREAS)) < random.choice([0.2, 1.0])
        volume[week : week + random.integers(1, 4), reached] *= random.uniform(3, 6)
    return volume


def _plant(rates: NDArray[np.float64], count: int, random: np.random.Generator) -> tuple[Outbreak, ...]:
    """Outbreaks in different topics, where texts are wont to come from, in one area or with its nearest neighbour."""
    planted: list[Outbreak] = []
    while len(planted) < count:
        topic, area = divmod(int(random.choice(rates.size, p=rates.ravel() / rates.sum())), len(AREAS))
        if topic in {outbreak.topic for outbreak in planted}:
            continue
        neighbour = _nearest(area) if random.random() < 0.5 else area
        start = int(HISTORY + random.integers(0, 6))
        end = start + int(random.integers(2, 7))
        planted.append(Outbreak(topic, frozenset({area, neighbour}), start, end, float(random.uniform(2, 8))))
    return tuple(planted)


def _nearest(area: int) -> int:
    """The nearest other area, or the area itself where it has no point."""
    pairs = [circle for circle in circles(AREAS, [one.code for one in AREAS]) if len(circle) == 2 and area in circle]
    return min(pairs[0] - {area}) if pairs else area


def _meetings(rates: NDArray[np.float64], random: np.random.Generator) -> list[Counts]:
    """Six a year: one evening, one area, all its topics as usual."""
    meetings = []
    for _ in range(random.poisson(6 * WEEKS / 52)):
        area, day, size = random.integers(len(AREAS)), random.integers(7 * WEEKS), random.integers(15, 41)
        topics = random.choice(TOPICS, size=size, p=rates[:, area] / rates[:, area].sum())
        meetings.append(np.column_stack([topics, np.full((size, 3), [area, day, 3])]))
    return meetings


def _lessons(random: np.random.Generator) -> list[Counts]:
    """Six a year: a class writes of one thing in one place on one day."""
    lessons = []
    for _ in range(random.poisson(6 * WEEKS / 52)):
        row = np.array([*random.integers([TOPICS, len(AREAS), 7 * WEEKS]), 0])
        lessons.append(np.tile(row, (int(random.integers(10, 26)), 1)))
    return lessons
