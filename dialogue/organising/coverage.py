"""Which areas and ages have been met, what a meeting would change in that, and where people have most to tell."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.models import AgeBand, Area, Concern, Meeting, MeetingStatus

MET = (MeetingStatus.HELD, MeetingStatus.SUMMED_UP)
PLANNED = (MeetingStatus.DRAFT, MeetingStatus.PUBLISHED)
YEAR = timedelta(days=365)
HEARD = timedelta(days=90)
LEFT_OUT = ("abuse", "empty", "praise")
ENOUGH = 3  # fewer texts say nothing of a place
MOST_AREAS, MOST_MEETINGS, SUGGESTED = 200, 2000, 5


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to come, or a draft."""

    code: str
    title: str
    held_on: date
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How an area or an age band is covered. `last_on`: the latest meeting held there, None: never."""

    code: str
    name: str
    last_on: date | None
    days: int | None
    planned: tuple[Planned, ...]

    @property
    def is_neglected(self) -> bool:
        """Not met in twelve months."""
        return self.days is None or self.days > YEAR.days


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An area where people tell much and are met little."""

    code: str
    name: str
    texts: int
    held: int  # meetings in twelve months
    days: int | None  # since the latest


@dataclass(frozen=True, slots=True)
class Effect:
    """What a meeting would change: `gap_days` since the area or age was last met, None: never met."""

    code: str
    name: str
    gap_days: int | None


@dataclass(frozen=True, slots=True)
class _Held:
    areas: frozenset[int]
    ages: frozenset[str]
    on: date
    status: MeetingStatus
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The coverage of a municipality on a day."""

    areas: tuple[Coverage, ...]
    ages: tuple[Coverage, ...]
    suggestions: tuple[Suggestion, ...]


def overview(session: Session, municipality_id: int, *, today: date) -> Overview:
    """Everything that the coverage page shows."""
    areas = _areas(session, municipality_id)
    meetings = _meetings(session, municipality_id, areas)
    by_area = tuple(
        _coverage(area.code, area.name, [told for told in meetings if area.id in told.areas], today)
        for area in areas.values()
    )
    by_age = tuple(
        _coverage(age.value, "", [told for told in meetings if age.value in told.ages], today) for age in AgeBand
    )
    heard = _heard(session, municipality_id, areas, today)
    return Overview(by_area, by_age, _suggestions(list(areas.values()), by_area, meetings, heard, today))


def effects(session: Session, meeting: Meeting) -> tuple[list[Effect], list[Effect]]:
    """What the meeting would change on its day: its area (with the one around it), and the ages it is meant for."""
    areas = _areas(session, meeting.municipality_id)
    others = [told for told in _meetings(session, meeting.municipality_id, areas) if told.code != meeting.code]
    mine = _with_parent(areas, meeting.area_id)
    of_areas = [
        _effect(area.code, area.name, [told for told in others if area.id in told.areas], meeting.held_on)
        for area in areas.values()
        if area.id in mine
    ]
    of_ages = [
        _effect(age, "", [told for told in others if age in told.ages], meeting.held_on)
        for age in sorted(meeting.target_ages)
    ]
    return of_areas, of_ages


def _areas(session: Session, municipality_id: int) -> dict[int, Area]:
    query = select(Area).where(Area.municipality_id == municipality_id).order_by(Area.position, Area.id)
    return {area.id: area for area in session.scalars(query.limit(MOST_AREAS))}


def _with_parent(areas: dict[int, Area], area_id: int | None) -> frozenset[int]:
    """Who is met in a part of a town is met in the town; not the other way round."""
    found = areas.get(area_id or 0)
    return frozenset() if found is None else frozenset({found.id, *([found.parent_id] if found.parent_id else [])})


def _meetings(session: Session, municipality_id: int, areas: dict[int, Area]) -> list[_Held]:
    query = (
        select(Meeting)
        .where(Meeting.municipality_id == municipality_id, Meeting.status.in_((*MET, *PLANNED)))
        .order_by(Meeting.held_on.desc(), Meeting.id)
        .limit(MOST_MEETINGS)
    )
    return [
        _Held(
            _with_parent(areas, row.area_id), frozenset(row.target_ages), row.held_on, row.status, row.code, row.title
        )
        for row in session.scalars(query)
    ]


def _coverage(code: str, name: str, meetings: list[_Held], today: date) -> Coverage:
    last_on = max((told.on for told in meetings if told.status in MET and told.on <= today), default=None)
    coming = [told for told in reversed(meetings) if told.status in PLANNED and told.on >= today]
    planned = tuple(Planned(told.code, told.title, told.on, told.status is MeetingStatus.DRAFT) for told in coming)
    return Coverage(code, name, last_on, (today - last_on).days if last_on else None, planned)


def _effect(code: str, name: str, others: list[_Held], on: date) -> Effect:
    """Measured on the meeting's own day, so that meetings announced before it count as held by then."""
    counted = (*MET, MeetingStatus.PUBLISHED)
    last_on = max((told.on for told in others if told.status in counted and told.on <= on), default=None)
    return Effect(code, name, (on - last_on).days if last_on else None)


def _heard(session: Session, municipality_id: int, areas: dict[int, Area], today: date) -> dict[int, int]:
    query = (
        select(Concern.area_id, func.count())
        .where(
            Concern.municipality_id == municipality_id, Concern.received_on > today - HEARD,
            Concern.kind.not_in(LEFT_OUT), Concern.area_id.is_not(None),
        )
        .group_by(Concern.area_id)
    )  # fmt: skip
    counted = {row[0]: row[1] for row in session.execute(query)}
    return {area_id: counted.get(area_id, 0) for area_id in areas}


def _suggestions(
    areas: list[Area], covered: tuple[Coverage, ...], meetings: list[_Held], heard: dict[int, int], today: date
) -> tuple[Suggestion, ...]:
    """Texts per meeting held, the most first; an area that is planned for already is not suggested."""
    found = []
    for area, coverage in zip(areas, covered, strict=True):
        held = sum(told.status in MET and area.id in told.areas and today - told.on <= YEAR for told in meetings)
        if heard[area.id] >= ENOUGH and not coverage.planned:
            found.append(Suggestion(area.code, area.name, heard[area.id], held, coverage.days))
    return tuple(sorted(found, key=lambda told: (-told.texts / (1 + told.held), told.name))[:SUGGESTED])
