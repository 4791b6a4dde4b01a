"""What the log page shows: where to tap, what was logged, and sums by area, part of day and month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.evidence import DAYPARTS, SCHOOL, Grid, Period
from dialogue.models import Activity, ActivityKind, Area, Commitment, Indicator
from dialogue.pledge_state import pledge_in_force

PLACED = frozenset({  # logged at a named place; the others in an area
    ActivityKind.SCHOOL_VISIT, ActivityKind.SCHOOL_INFORMATION, ActivityKind.DOG_SEARCH, ActivityKind.BUSINESS_NETWORK,
    ActivityKind.NEIGHBOURHOOD_WATCH,
})  # fmt: skip
SHARED_PLACES = frozenset({ActivityKind.SCHOOL_VISIT, ActivityKind.SCHOOL_INFORMATION, ActivityKind.DOG_SEARCH})
PRESETS = {
    ActivityKind.FOOT_PATROL: (30, 60, 90, 120, 180), ActivityKind.SCHOOL_VISIT: (15, 30, 45, 60),
    ActivityKind.SCHOOL_INFORMATION: (40, 60, 80), ActivityKind.DOG_SEARCH: (30, 60, 120),
    ActivityKind.BUSINESS_NETWORK: (60, 90, 120), ActivityKind.NEIGHBOURHOOD_WATCH: (60, 90, 120),
    ActivityKind.WALK: (60, 90, 120), ActivityKind.OTHER: (30, 60, 120),
}  # fmt: skip
MOST_TAPS = 12
USED_WITHIN = timedelta(days=200)
LATEST = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where one tap says it was. `key` travels in the form: the area's code, then the place."""

    key: str
    name: str


def tap_places(session: Session, viewer: Viewer, kind: ActivityKind, today: date) -> tuple[Place, ...]:
    """The places to choose from, the most used first. Schools are the same for all that is done in schools."""
    kinds = SHARED_PLACES if kind in SHARED_PLACES else {kind}
    used = func.count(Activity.id)
    recent = (Activity.area_id == Area.id) & Activity.kind.in_(kinds) & (Activity.done_on > today - USED_WITHIN)
    mine = Area.municipality_id == viewer.municipality_id
    if kind not in PLACED:
        asked = (
            select(Area.code, Area.name).outerjoin(Activity, recent).where(mine).group_by(Area.id)
            .order_by(used.desc(), Area.position).limit(MOST_TAPS)
        )  # fmt: skip
        return tuple(Place(f"{row.code}:", row.name) for row in session.execute(asked))
    rows = session.execute(
        select(Area.code, Activity.place, used).outerjoin(Area, Area.id == Activity.area_id)
        .where(Activity.municipality_id == viewer.municipality_id, Activity.kind.in_(kinds), Activity.place != "")
        .group_by(Area.code, Activity.place).order_by(used.desc(), Activity.place)
    )  # fmt: skip
    first: dict[str, Place] = {}
    for row in rows:
        first.setdefault(row.place, Place(f"{row.code or ''}:{row.place}", row.place))
    return tuple(first.values())[:MOST_TAPS]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the log."""

    activity: Activity
    area: str


@dataclass(frozen=True, slots=True)
class Sums:
    """Minutes by area and part of day, and by month, of one kind in a period; and how many times."""

    kind: ActivityKind
    period: Period
    grid: Grid
    row_sums: tuple[int, ...]
    months: tuple[tuple[date, int, int], ...]  # first day, times, minutes
    times: int
    minutes: int
    baseline: float | None = None  # a month, before the pledge that promises it
    baseline_period: str = ""

    @property
    def per_month(self) -> float:
        """How many times a month, over the days of the period."""
        return self.times / ((self.period.end - self.period.start).days + 1) * 365.25 / 12


def latest_activities(session: Session, viewer: Viewer) -> list[Line]:
    """What was logged last."""
    rows = session.execute(
        select(Activity, Area.name).outerjoin(Area, Area.id == Activity.area_id)
        .where(Activity.municipality_id == viewer.municipality_id)
        .order_by(Activity.done_on.desc(), Activity.id.desc()).limit(LATEST)
    )  # fmt: skip
    return [Line(activity, name or "") for activity, name in rows]


def find_activity(session: Session, viewer: Viewer, activity_id: int) -> Line | None:
    """One row of the log, or None when it was taken back."""
    mine = (Activity.municipality_id == viewer.municipality_id) & (Activity.id == activity_id)
    row = session.execute(select(Activity, Area.name).outerjoin(Area, Area.id == Activity.area_id).where(mine)).first()
    return Line(row[0], row[1] or "") if row else None


def sum_activities(session: Session, viewer: Viewer, kind: ActivityKind, period: Period) -> Sums:
    """The sums of one kind in a period."""
    rows = session.execute(
        select(Area.name, Activity.daypart, Activity.done_on, Activity.minutes)
        .outerjoin(Area, Area.id == Activity.area_id)
        .where(Activity.municipality_id == viewer.municipality_id, Activity.kind == kind,
               Activity.done_on.between(period.start, period.end))
    ).all()  # fmt: skip
    cells: dict[str, list[int]] = {}
    times: Counter[date] = Counter()
    minutes: Counter[date] = Counter()
    for row in rows:
        place = cells.setdefault(row.name or "", [0] * (len(DAYPARTS) + 1))
        place[DAYPARTS.index(row.daypart) if row.daypart else len(DAYPARTS)] += row.minutes or 0
        month = row.done_on.replace(day=1)
        times[month] += 1
        minutes[month] += row.minutes or 0
    ordered = sorted(cells.items(), key=lambda entry: -sum(entry[1]))
    shown = len(DAYPARTS) + any(told[-1] for told in cells.values())  # a column of unknown times only when needed
    return Sums(
        kind, period,
        Grid((*(part.value for part in DAYPARTS), "")[:shown],
             tuple((name, tuple(told[:shown])) for name, told in ordered)),
        tuple(sum(told) for _name, told in ordered),
        tuple((month, times[month], minutes[month]) for month in sorted(times)), len(rows), sum(minutes.values()),
        *_baseline(session, viewer, kind, period.end),
    )  # fmt: skip


def _baseline(session: Session, viewer: Viewer, kind: ActivityKind, today: date) -> tuple[float | None, str]:
    """What the pledge in force starts from, where one of its commitments is about this kind."""
    pledge = pledge_in_force(session, viewer.municipality_id, today)
    about = [kind.value, *([SCHOOL] if kind is ActivityKind.SCHOOL_VISIT else [])]
    row = (
        pledge
        and session.execute(
            select(Indicator.baseline, Indicator.baseline_period)
            .join(Commitment, Commitment.indicator_id == Indicator.id)
            .where(
                Commitment.pledge_id == pledge.id, Commitment.activity_kind.in_(about), Indicator.baseline.is_not(None)
            )
        ).first()
    )
    return (row.baseline, row.baseline_period) if row else (None, "")
