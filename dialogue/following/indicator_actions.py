"""Taking in figures: one by one or from a file. Values are added, never changed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_indicator
from dialogue.exceptions import StaleEdit
from dialogue.following.pledge_actions import NotDone, masked
from dialogue.following.value_rows import Fault, Known, ValueRow
from dialogue.models import Area, Better, Indicator, IndicatorKind, IndicatorValue, Topic


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """What an indicator says of itself. `topic`: its code, or nothing."""

    name: str
    kind: str
    unit: str
    definition: str
    better: str
    topic: str
    baseline: float | None
    baseline_period: str
    target: float | None
    target_period: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `known`: rows that are here already, word for word; `differing`: new rows that tell
    something else of the same period than a value that is here, which then live side by side."""

    new: tuple[ValueRow, ...]
    known: int
    indicators: tuple[ValueRow, ...]
    differing: tuple[ValueRow, ...]
    faults: tuple[Fault, ...]


def create_indicator(session: Session, viewer: Viewer, code: str, told: IndicatorText) -> Indicator:
    """A new indicator."""
    mine = Indicator.municipality_id == viewer.municipality_id
    if session.scalar(select(Indicator.id).where(mine, Indicator.code == code)) is not None:
        raise NotDone("code_taken")
    row = Indicator(municipality_id=viewer.municipality_id, code=code)
    _write(session, viewer, row, told)
    session.add(row)
    return row


def save_indicator(session: Session, viewer: Viewer, code: str, told: IndicatorText, *, seen: str) -> Indicator:
    """Change how an indicator is described. StaleEdit when it is no longer what was read."""
    row = access_indicator(session, viewer, code, lock=True)
    if fingerprint(read_indicator(session, row)) != seen:
        raise StaleEdit(code)
    _write(session, viewer, row, told)
    return row


def read_indicator(session: Session, row: Indicator) -> IndicatorText:
    """What an indicator says of itself now."""
    topic = session.get(Topic, row.topic_id) if row.topic_id else None
    return IndicatorText(
        row.name, row.kind.value, row.unit, row.definition, row.better.value, topic.code if topic else "",
        row.baseline, row.baseline_period, row.target, row.target_period,
    )  # fmt: skip


def fingerprint(told: IndicatorText) -> str:
    """Tells whether an indicator is still what somebody read."""
    return hashlib.sha256("\x1f".join(map(str, astuple(told))).encode()).hexdigest()[:16]


def known_to(session: Session, municipality_id: int, today: date) -> Known:
    """What the rows of a file may refer to."""
    units = session.execute(select(Indicator.code, Indicator.unit).where(Indicator.municipality_id == municipality_id))
    areas = session.execute(
        select(Area.code, Area.name, Area.stratum).where(Area.municipality_id == municipality_id)
    ).all()
    names = {area.name.casefold(): area.code for area in areas} | {area.code.casefold(): area.code for area in areas}
    return Known({row.code: row.unit for row in units}, {area.stratum.casefold(): area.stratum for area in areas},
                 names, today)  # fmt: skip


def plan_values(session: Session, municipality_id: int, rows: Sequence[ValueRow], faults: Sequence[Fault]) -> Plan:
    """Compare rows with what is stored."""
    stored = _stored(session, municipality_id, {row.code for row in rows})
    every = {key for keys in stored.values() for key in keys}
    seen: set[object] = set()
    new, differing, wrong = [], [], list(faults)
    for row in rows:
        key = _key(row)
        if key in seen:
            wrong.append(Fault(row.row, "indikator", row.code, "twice"))
        elif key not in every:
            new.append(row)
            if any(other[-1] != row.value for other in stored.get(_what(row), ())):
                differing.append(row)
        seen.add(key)
    codes = set(session.scalars(select(Indicator.code).where(Indicator.municipality_id == municipality_id)))
    firsts = {row.code: row for row in reversed(new) if row.code not in codes}
    return Plan(tuple(new), len(rows) - len(new), tuple(firsts.values()), tuple(differing), tuple(wrong))


def store_values(session: Session, municipality_id: int, staff_id: int, plan: Plan, *, at: datetime) -> int:
    """Store what is new in a plan; gives how many. Nothing is stored of a plan with faults."""
    if plan.faults:
        raise NotDone("faults")
    for row in plan.indicators:
        session.add(Indicator(municipality_id=municipality_id, code=row.code, name=masked(row.name, 160), kind=row.kind,
                              unit=row.unit, better=Better.NEITHER))  # fmt: skip
    session.flush()
    indicators = _ids(session, Indicator, municipality_id)
    areas = _ids(session, Area, municipality_id)
    session.add_all(_value(row, municipality_id, staff_id, indicators, areas, at) for row in plan.new)
    session.flush()
    return len(plan.new)


def _ids(session: Session, table: type[Indicator] | type[Area], municipality_id: int) -> dict[str, int]:
    rows = session.execute(select(table.code, table.id).where(table.municipality_id == municipality_id))
    return {row.code: row.id for row in rows}


def _value(
    row: ValueRow, municipality_id: int, staff_id: int, indicators: dict[str, int], areas: dict[str, int], at: datetime
) -> IndicatorValue:
    return IndicatorValue(
        municipality_id=municipality_id, indicator_id=indicators[row.code], value=row.value, period_start=row.start,
        period_end=row.end, stratum=row.stratum, area_id=areas.get(row.area), age_band=row.age, n=row.n,
        margin=row.margin, source=masked(row.source, 200), published_on=row.published_on,
        definition_version=row.definition, note=masked(row.note, 300), entered_by_id=staff_id, entered_at=at,
    )  # fmt: skip


def _stored(session: Session, municipality_id: int, codes: Iterable[str]) -> dict[object, list[tuple[object, ...]]]:
    """What is told of → the keys of the values stored about it."""
    rows = session.execute(
        select(IndicatorValue, Indicator.code, Area.code)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .outerjoin(Area, Area.id == IndicatorValue.area_id)
        .where(Indicator.municipality_id == municipality_id, Indicator.code.in_(list(codes)))
    )
    stored: dict[object, list[tuple[object, ...]]] = {}
    for value, code, area in rows:
        what = (code, value.period_start, value.period_end, value.stratum, area or "", value.age_band)
        key = (*what, value.source, value.published_on, value.definition_version, value.value)
        stored.setdefault(what, []).append(key)
    return stored


def _what(row: ValueRow) -> tuple[object, ...]:
    return row.code, row.start, row.end, row.stratum, row.area, row.age


def _key(row: ValueRow) -> tuple[object, ...]:
    return (*_what(row), masked(row.source, 200), row.published_on, row.definition, row.value)


def _write(session: Session, viewer: Viewer, row: Indicator, told: IndicatorText) -> None:
    row.name, row.kind, row.unit = masked(told.name, 160), IndicatorKind(told.kind), told.unit
    row.definition, row.better = masked(told.definition, 600), Better(told.better)
    mine = Topic.municipality_id == viewer.municipality_id
    row.topic_id = session.scalar(select(Topic.id).where(mine, Topic.code == told.topic))
    row.baseline, row.baseline_period = told.baseline, told.baseline_period
    row.target, row.target_period = told.target, told.target_period
