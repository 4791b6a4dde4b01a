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
    hidden = hidden_values(indicator.kind, [value for value, _area, _role in read]) if public else frozenset()
    lines: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for value, area, role_name in read:
        contradicted = len(told[_what(value)]) > 1
        point = _point(value, area, role_name, hidden=value.id in hidden, contradicted=contradicted)
        lines[point.place].append(point)
    return Series(indicator, {place: tuple(points) for place, points in lines.items()})


def hidden_values(kind: IndicatorKind, values: Sequence[IndicatorValue]) -> frozenset[int]:
    """Ids of the values behind which too few lie, and of one more beside each that a sum would give back.

    Strata of a whole, and ages of a stratum: where the whole is shown, at least two parts are hidden, five together.
    """
    hidden = {value.id for value in values if is_small(_behind(kind, value))}
    while more := next((found for line in _lines(values) if (found := _more(kind, line, hidden))), None):
        hidden |= more
    return frozenset(hidden)


Cell = list[IndicatorValue]  # what is told of one place and age: more than one where sources differ
Line = tuple[Cell, list[Cell]]  # a whole and its parts


def _behind(kind: IndicatorKind, value: IndicatorValue) -> int:
    """How many answers or events lie behind a value (reported crime is itself a count); 0 where nobody said."""
    behind = value.value if kind is IndicatorKind.CRIME and value.n is None else value.n
    return round(behind or 0)


def _lines(values: Sequence[IndicatorValue]) -> list[Line]:
    """Of every period: the municipality and its strata, a stratum and its ages."""
    wholes: dict[object, Cell] = defaultdict(list)
    parts: dict[object, dict[object, Cell]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        when = (value.period_start, value.period_end, value.area_id)
        for line, part in (((*when, "strata", value.age_band), value.stratum),
                           ((*when, "ages", value.stratum), value.age_band)):  # fmt: skip
            if part:
                parts[line][part].append(value)
            else:
                wholes[line].append(value)
    return [(wholes[line], list(cells.values())) for line, cells in parts.items() if wholes[line]]


def _more(kind: IndicatorKind, line: Line, hidden: set[int]) -> set[int]:
    """What must be hidden too in a line, lest its whole give a hidden part back: the part with the fewest behind it."""
    whole, parts = line
    gone = [cell for cell in parts if _ids(cell) & hidden]
    if not gone or _ids(whole) <= hidden:
        return set()
    if len(gone) > 1 and not is_small(sum(_most(kind, cell) for cell in gone)):
        return set().union(*map(_ids, gone)) - hidden  # every source's word of a hidden part
    left = [cell for cell in parts if cell not in gone] or [whole]
    return _ids(min(left, key=lambda cell: (_most(kind, cell), cell[0].id))) | set().union(*map(_ids, gone))


def _ids(cell: Cell) -> set[int]:
    return {value.id for value in cell}


def _most(kind: IndicatorKind, cell: Cell) -> int:
    return max(_behind(kind, value) for value in cell)


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
