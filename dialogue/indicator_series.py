"""The values of an indicator as they are read: by line (stratum, area, age), with what contradicts what.

No value is ever overwritten. Where two published values for the same period, place and age differ, both stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Area, Indicator, IndicatorKind, IndicatorValue, Membership
from dialogue.suppression import is_small

WIDE_MARGIN = 15.0  # points: a share that may be this far off says too little


@dataclass(frozen=True, slots=True)
class Point:
    """One published value and where it comes from. `value` None: so few lie behind it that it is not shown."""

    id: int
    starts_on: date
    ends_on: date
    value: float | None
    stratum: str
    area: str
    age: str
    n: int | None
    margin: float | None
    source: str
    published_on: date
    definition: str
    note: str
    role: str
    entered_on: date
    is_contradicted: bool = False

    @property
    def place(self) -> tuple[str, str, str]:
        """What of the municipality it tells about: (stratum, area, age); empty words stand for all."""
        return self.stratum, self.area, self.age

    @property
    def is_thin(self) -> bool:
        """Whether its margin is so wide that it says too little."""
        return self.margin is not None and self.margin > WIDE_MARGIN


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator and its values. `lines`: (stratum, area, age) → points by period, then by publication."""

    indicator: Indicator
    lines: dict[tuple[str, str, str], tuple[Point, ...]]

    @property
    def points(self) -> tuple[Point, ...]:
        """All values, the latest period first; values for the same period beside each other."""
        every = [point for line in self.lines.values() for point in line]
        every.sort(key=lambda point: (point.place, point.published_on))
        return tuple(sorted(every, key=lambda point: (point.starts_on, point.ends_on), reverse=True))

    @property
    def contradictions(self) -> tuple[tuple[Point, ...], ...]:
        """The groups of values that tell differently of the same thing."""
        groups: dict[object, list[Point]] = defaultdict(list)
        for point in self.points:
            if point.is_contradicted:
                groups[(point.starts_on, point.ends_on, point.place)].append(point)
        return tuple(tuple(group) for group in groups.values())


def read_series(session: Session, indicator: Indicator, *, public: bool) -> Series:
    """The indicator's values. For the public, values behind which fewer than five lie are hidden."""
    rows = session.execute(
        select(IndicatorValue, Area.name, Membership.role)
        .outerjoin(Area, Area.id == IndicatorValue.area_id)
        .outerjoin(
            Membership,
            (Membership.staff_id == IndicatorValue.entered_by_id)
            & (Membership.municipality_id == IndicatorValue.municipality_id),
        )
        .where(IndicatorValue.indicator_id == indicator.id)
        .order_by(IndicatorValue.period_start, IndicatorValue.period_end, IndicatorValue.published_on,
                  IndicatorValue.id)
    )  # fmt: skip
    told: dict[object, set[float]] = defaultdict(set)
    read = []
    for value, area, role in rows:
        told[_what(value)].add(value.value)
        read.append((value, area or "", role.value if role else ""))
    lines: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for value, area, role_name in read:
        hidden = public and is_hidden(indicator.kind, value)
        point = _point(value, area, role_name, hidden=hidden, contradicted=len(told[_what(value)]) > 1)
        lines[point.place].append(point)
    return Series(indicator, {place: tuple(points) for place, points in lines.items()})


def is_hidden(kind: IndicatorKind, value: IndicatorValue) -> bool:
    """Whether too few answers or events lie behind a value for it to be shown: reported crime is itself a count."""
    behind = value.value if kind is IndicatorKind.CRIME and value.n is None else value.n
    return behind is not None and is_small(round(behind))


def latest_of(points: Sequence[Point]) -> list[Point]:
    """One value a period: the one published last. The points are ordered by period, then publication."""
    by_period = {(point.starts_on, point.ends_on): point for point in points}
    return list(by_period.values())


def indicators_by_id(session: Session, ids: Iterable[int | None]) -> dict[int, Indicator]:
    """Indicators by id."""
    wanted = {found for found in ids if found is not None}
    return {row.id: row for row in session.scalars(select(Indicator).where(Indicator.id.in_(wanted)))}


def _what(value: IndicatorValue) -> object:
    return value.period_start, value.period_end, value.stratum, value.area_id, value.age_band


def _point(value: IndicatorValue, area: str, role: str, *, hidden: bool, contradicted: bool) -> Point:
    return Point(
        id=value.id, starts_on=value.period_start, ends_on=value.period_end, value=None if hidden else value.value,
        stratum=value.stratum, area=area, age=value.age_band.value if value.age_band else "",
        n=None if hidden else value.n, margin=None if hidden else value.margin, source=value.source,
        published_on=value.published_on, definition=value.definition_version, note=value.note, role=role,
        entered_on=value.entered_at.date(), is_contradicted=contradicted,
    )  # fmt: skip
