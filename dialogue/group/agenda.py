"""The agenda, built from what has changed since the group last met. Pure: from what is known to its points.

The order and the minutes follow the group's ninety minutes: what was decided, what is heard, the round, the problems,
the pledge, the answers, what comes next.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

MINUTES = {
    "carried": 5, "overdue": 10, "heard": 15, "watch": 5, "round": 15, "problem": 20, "pledge": 10, "answer": 5,
    "next": 5,
}  # fmt: skip
"""Kind of point → the minutes that all points of the kind share. The order is the agenda's."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point to be: `kind` and `subject` together name it, so that building twice adds nothing twice."""

    kind: str
    subject: str
    title: str
    background: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that has changed, with its id and words."""

    subject: str
    title: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the group should look at. Each list in its own order of weight."""

    since: date | None
    carried: list[Change] = field(default_factory=list)
    overdue: list[Change] = field(default_factory=list)
    growing: list[Change] = field(default_factory=list)
    reviews: list[Change] = field(default_factory=list)
    problems: list[Change] = field(default_factory=list)
    pledges: list[Change] = field(default_factory=list)
    answers: list[Change] = field(default_factory=list)
    meetings: list[Change] = field(default_factory=list)


def build(changes: Changes, words: dict[str, str]) -> list[Point]:
    """The points in order. `words`: kind → the title of a point that gathers several things."""
    points = [Point("carried", change.subject, change.title, change.told) for change in changes.carried]
    points += _gathered("overdue", changes.overdue, words)
    points += [Point("heard", change.subject, change.title, change.told) for change in changes.growing]
    points += [Point("watch", change.subject, change.title, change.told) for change in changes.reviews]
    points.append(Point("round", "", words["round"]))
    points += [Point("problem", change.subject, change.title, change.told) for change in changes.problems]
    points += _gathered("pledge", changes.pledges, words)
    points += _gathered("answer", changes.answers, words)
    points.append(Point("next", "", words["next"], _lines(changes.meetings)))
    return points


def minutes_of(kinds: Iterable[str]) -> int:
    """How long an agenda with these kinds of points takes."""
    return sum(MINUTES[kind] for kind in set(kinds) if kind in MINUTES)


def _gathered(kind: str, changes: list[Change], words: dict[str, str]) -> list[Point]:
    return [Point(kind, "", words[kind], _lines(changes))] if changes else []


def _lines(changes: list[Change]) -> str:
    return "\n".join(_line(change) for change in changes)


def _line(change: Change) -> str:
    """Title: told. A title that is a sentence ends in no second stop."""
    title = change.title.rstrip(" .")
    return f"{title}{' ' if title.endswith(('?', '!', ':')) else ': '}{change.told}" if change.told else title
