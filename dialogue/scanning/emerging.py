"""The board's alarms: what the worker found to grow beyond chance, and the bursts that count as one event."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import AlarmKind, Area, EmergingAlarm, Municipality, Topic

MOST = 20


@dataclass(frozen=True, slots=True)
class Growth:
    """One alarm with its evidence. `areas`: (code, name); none where the texts name no place.

    `observed` events where `expected` were; chance alone gives as much once in `recurrence_days`.
    """

    topic: str
    name: str
    areas: tuple[tuple[str, str], ...]
    first_day: date
    last_day: date
    observed: int
    expected: float
    distinct_days: int
    texts: int
    recurrence_days: int


@dataclass(frozen=True, slots=True)
class Alarms:
    """What the panel above the board shows; `looked_on` is the day of the latest look, None before the first."""

    growing: tuple[Growth, ...]
    bursts: tuple[Growth, ...]
    looked_on: date | None


def board_alarms(session: Session, viewer: Viewer) -> Alarms:
    """The alarms of the viewer's municipality, the rarest first; the bursts, the largest first."""
    names = dict(
        session.execute(select(Area.code, Area.name).where(Area.municipality_id == viewer.municipality_id)).all()
    )
    query = (
        select(EmergingAlarm, Topic.code, Topic.own_label, Topic.name)
        .join(Topic, Topic.id == EmergingAlarm.topic_id)
        .where(EmergingAlarm.municipality_id == viewer.municipality_id)
        .order_by(EmergingAlarm.recurrence_days.desc(), EmergingAlarm.texts.desc(), EmergingAlarm.id)
        .limit(2 * MOST)
    )
    looked_on = session.scalar(select(Municipality.looked_on).where(Municipality.id == viewer.municipality_id))
    told = [(row, _growth(row, code, own or name, names)) for row, code, own, name in session.execute(query)]
    growing = tuple(growth for row, growth in told if row.kind is AlarmKind.GROWTH)
    bursts = tuple(growth for row, growth in told if row.kind is AlarmKind.BURST)
    return Alarms(growing[:MOST], bursts[:MOST], looked_on)


def _growth(row: EmergingAlarm, code: str, name: str, names: dict[str, str]) -> Growth:
    areas = tuple((area, names[area]) for area in row.areas if area in names)
    return Growth(
        code, name, areas, row.first_day, row.last_day, row.observed, row.expected, row.distinct_days, row.texts,
        row.recurrence_days,
    )  # fmt: skip
