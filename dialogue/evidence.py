"""What shows that a commitment is kept, counted anew each time it is asked for. Pure queries.

People are only shown as sums of what each meeting may show by itself, so that no page gives back what another hides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.attendance import AGES, GENDERS
from dialogue.models import (
    Activity,
    ActivityKind,
    Area,
    Attendance,
    Commitment,
    Daypart,
    Indicator,
    Meeting,
    MeetingStatus,
    Pledge,
    Sitting,
    SittingStatus,
)
from dialogue.suppression import hide_small, is_small, merge_bands

SITTING, MEETING, SCHOOL = "sitting", "meeting", "school"
KINDS = (SITTING, MEETING, SCHOOL, *(kind.value for kind in ActivityKind))
"""What `Commitment.activity_kind` may hold: the group's sittings, dialogue meetings, both works in schools, or one
kind of the activity log."""
DAYPARTS = tuple(Daypart)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both counted."""

    start: date
    end: date

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        at = self.start.replace(day=1)
        months = []
        while at <= self.end:
            months.append(at)
            at = (at + timedelta(days=32)).replace(day=1)
        return months


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of numbers under columns that are codes. None: hidden, since few people are behind it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was done in a period. `months`: how many a month, or minutes where `in_minutes`.

    `grid`: patrols by area and part of day (minutes), meetings by area and age (visitors; its columns are the first and
    last places in `AGES`), watch areas by stratum.
    `people`: those who took part where at least five did, so that no day's sum tells of fewer; None for nobody.
    """

    kind: str
    period: Period
    count: int
    months: tuple[tuple[date, int], ...] = ()
    in_minutes: bool = False
    minutes: int = 0
    people: int | None = None
    places: tuple[tuple[str, int], ...] = ()
    grid: Grid | None = None
    longest_gap: int | None = None  # days between two sittings
    baseline: float | None = None  # a month, before
    baseline_period: str = ""

    @property
    def per_month(self) -> float:
        """How many a month, over the days of the period."""
        days = (self.period.end - self.period.start).days + 1
        return self.count / days * 365.25 / 12


def evidence_period(pledge: Pledge, today: date) -> Period:
    """The days of a pledge that have passed."""
    return Period(pledge.starts_on, max(pledge.starts_on, min(pledge.ends_on, today)))


def evidence(
    session: Session, commitment: Commitment, indicator: Indicator | None, period: Period
) -> tuple[Evidence, ...]:
    """What the log, the sittings and the meetings show of a commitment; nothing when it names no kind."""
    mine = commitment.municipality_id
    if commitment.activity_kind == SITTING:
        return (_sittings(session, mine, period),)
    if commitment.activity_kind == MEETING:
        return (_meetings(session, mine, period),)
    if commitment.activity_kind == SCHOOL:
        visits = _activities(session, mine, ActivityKind.SCHOOL_VISIT, period)
        if indicator is not None:
            visits = replace(visits, baseline=indicator.baseline, baseline_period=indicator.baseline_period)
        return visits, _activities(session, mine, ActivityKind.SCHOOL_INFORMATION, period)
    if commitment.activity_kind in KINDS:
        return (_activities(session, mine, ActivityKind(commitment.activity_kind), period),)
    return ()


def _sittings(session: Session, municipality_id: int, period: Period) -> Evidence:
    """Sittings count once their minutes are locked."""
    mine = (Sitting.municipality_id == municipality_id) & (Sitting.status == SittingStatus.LOCKED)
    within = Sitting.held_on.between(period.start, period.end)
    days = list(session.scalars(select(Sitting.held_on).where(mine, within).order_by(Sitting.held_on)))
    waits = [(later - earlier).days for earlier, later in pairwise(days)]
    return Evidence(SITTING, period, len(days), _by_month((day, 1) for day in days),
                    longest_gap=max(waits, default=None))  # fmt: skip


def _meetings(session: Session, municipality_id: int, period: Period) -> Evidence:
    """Dialogues that were held, by place, and who came by age."""
    rows = session.execute(
        select(Meeting.id, Meeting.held_on, Area.name)
        .outerjoin(Area, Area.id == Meeting.area_id)
        .where(
            Meeting.municipality_id == municipality_id, Meeting.held_on.between(period.start, period.end),
            Meeting.status.in_([MeetingStatus.HELD, MeetingStatus.SUMMED_UP]),
        )
    ).all()  # fmt: skip
    places = {row.id: row.name or "" for row in rows}
    came = _visitors(session, places)
    return Evidence(
        MEETING, period, len(rows), _by_month((row.held_on, 1) for row in rows),
        people=sum(sum(shown.counts) for shown in came.values()) or None, places=_counted(places.values()),
        grid=_ages_by_place(places, came) if came else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who came to a meeting, and the ages up to which it may be cut: `ends` are places in `AGES`."""

    counts: tuple[int, ...]
    ends: frozenset[int]


def visitors(counted: Mapping[tuple[str, str], int]) -> Visitors | None:
    """What a meeting shows of its visitors by itself ((age, gender) → people): None where it shows no sum."""
    full = [[sum(counted.get((age, gender), 0) for gender in column) for column in GENDERS] for age in AGES]
    counts = tuple(sum(row) for row in full)
    bands = merge_bands(counts)
    shown = hide_small([[sum(full[age][at] for age in range(band.first, band.last + 1)) for at in range(len(GENDERS))]
                        for band in bands])  # fmt: skip
    if not sum(counts) or shown.total is None:
        return None
    whole = None not in shown.row_totals
    return Visitors(counts, frozenset(band.last for band in bands) if whole else frozenset({len(AGES) - 1}))


def common_bands(meetings: Iterable[Visitors]) -> list[tuple[int, int]]:
    """The finest ages into which every meeting may be cut: (first, last) of each band.

    Sums in them are sums of what each meeting shows by itself, so they tell nothing more.
    """
    cuts = frozenset.intersection(*(shown.ends for shown in meetings))
    starts = [0, *(cut + 1 for cut in sorted(cuts))]
    return [(start, cut) for start, cut in zip(starts, sorted(cuts), strict=False)]


def _visitors(session: Session, meetings: Iterable[int]) -> dict[int, Visitors]:
    counted: dict[int, dict[tuple[str, str], int]] = {}
    asked = select(Attendance).where(Attendance.meeting_id.in_(list(meetings)))
    for row in session.scalars(asked):
        age = row.age_band.value if row.age_band else ""
        counted.setdefault(row.meeting_id, {})[(age, row.gender.value)] = row.people
    told = {meeting_id: visitors(counts) for meeting_id, counts in counted.items()}
    return {meeting_id: shown for meeting_id, shown in told.items() if shown is not None}


def _ages_by_place(places: dict[int, str], came: dict[int, Visitors]) -> Grid:
    """Visitors by place, in the ages that every single meeting may show."""
    bands = common_bands(came.values())
    sums: dict[str, list[int]] = {}
    for meeting_id, shown in came.items():
        row = sums.setdefault(places[meeting_id], [0] * len(bands))
        for at, (first, last) in enumerate(bands):
            row[at] += sum(shown.counts[first : last + 1])
    return Grid(tuple(f"{first}:{last}" for first, last in bands),
                tuple((name, tuple(row)) for name, row in sorted(sums.items())))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Done:
    """A row of the activity log with the name of its area."""

    done_on: date
    daypart: Daypart | None
    place: str
    minutes: int | None
    people: int | None
    area: str | None
    stratum: str | None

    @property
    def where(self) -> str:
        return self.place or self.area or ""


def _activities(session: Session, municipality_id: int, kind: ActivityKind, period: Period) -> Evidence:
    """What the log holds of one kind."""
    found = session.execute(
        select(Activity.done_on, Activity.daypart, Activity.place, Activity.minutes, Activity.people,
               Area.name, Area.stratum)
        .outerjoin(Area, Area.id == Activity.area_id)
        .where(Activity.municipality_id == municipality_id, Activity.kind == kind,
               Activity.done_on.between(period.start, period.end))
        .order_by(Activity.done_on)
    )  # fmt: skip
    rows = [_Done(*row) for row in found]
    if kind is ActivityKind.NEIGHBOURHOOD_WATCH:
        return _watch(rows, period)
    patrol = kind is ActivityKind.FOOT_PATROL
    minutes = sum(row.minutes or 0 for row in rows)
    people = sum(row.people for row in rows if row.people and not is_small(row.people))
    return Evidence(
        kind.value, period, len(rows),
        _by_month((row.done_on, (row.minutes or 0) if patrol else 1) for row in rows),
        in_minutes=patrol, minutes=minutes, people=people or None,
        places=() if patrol else _counted(row.where for row in rows),
        grid=_hours(rows) if patrol else None,
    )  # fmt: skip


def _hours(rows: Iterable[_Done]) -> Grid:
    """Minutes by area and part of day: hours, never routes."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        cells = sums.setdefault(row.area or "", [0] * (len(DAYPARTS) + 1))
        cells[DAYPARTS.index(row.daypart) if row.daypart else len(DAYPARTS)] += row.minutes or 0
    columns = (*(part.value for part in DAYPARTS), "")
    used = [at for at in range(len(columns)) if columns[at] or any(cells[at] for cells in sums.values())]
    ordered = sorted(sums.items(), key=lambda entry: -sum(entry[1]))
    return Grid(tuple(columns[at] for at in used),
                tuple((name, tuple(cells[at] for at in used)) for name, cells in ordered))  # fmt: skip


def _watch(rows: Sequence[_Done], period: Period) -> Evidence:
    """An area of Grannsamverkan is active when its yearly meeting is logged in the last year of the period."""
    recent = {
        (row.where, row.stratum or "")
        for row in rows if row.done_on > period.end - YEAR
    }  # fmt: skip
    strata = Counter(stratum for _place, stratum in recent)
    grid = Grid(("areas",), tuple((stratum, (count,)) for stratum, count in sorted(strata.items())))
    months = _by_month((row.done_on, 1) for row in rows)
    return Evidence(ActivityKind.NEIGHBOURHOOD_WATCH.value, period, len(recent), months, grid=grid)


def _by_month(events: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    sums: Counter[date] = Counter()
    for day, amount in events:
        sums[day.replace(day=1)] += amount
    return tuple(sorted(sums.items()))


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(name for name in names if name)
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
