"""What the organiser's pages show of meetings."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Area, Meeting, MeetingStatus, MeetingSummary, Registration, SeatStatus

MOST = 300
SUMMARY_DAYS = 14  # the goal: the public summary is there within two weeks


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in the list."""

    code: str
    title: str
    status: str
    held_on: date
    starts_at: str
    place: str
    area: str
    seated: int
    capacity: int | None
    series: str | None
    days_since: int

    @property
    def is_late(self) -> bool:
        """Held, and its summary is overdue."""
        return self.days_since > SUMMARY_DAYS


@dataclass(frozen=True, slots=True)
class Desk:
    """The meetings of a municipality, by what is to be done with them."""

    drafts: tuple[Row, ...]
    coming: tuple[Row, ...]
    to_confirm: tuple[Row, ...]  # published, and their day is over
    to_sum_up: tuple[Row, ...]
    past: tuple[Row, ...]  # summed up or cancelled


def list_desk(session: Session, viewer: Viewer, *, today: date) -> Desk:
    """All meetings: what comes soonest first, what was latest first."""
    is_summed_up = exists().where(MeetingSummary.meeting_id == Meeting.id, MeetingSummary.published_on.is_not(None))
    query = (
        select(Meeting, Area.name, is_summed_up)
        .outerjoin(Area, Area.id == Meeting.area_id)
        .where(Meeting.municipality_id == viewer.municipality_id)
        .order_by(Meeting.held_on.desc(), Meeting.starts_at.desc(), Meeting.id)
        .limit(MOST)
    )
    piles: dict[str, list[Row]] = {name: [] for name in Desk.__dataclass_fields__}
    people = _seated(session, viewer.municipality_id)
    for meeting, area, is_told in session.execute(query):
        row = Row(
            meeting.code, meeting.title, meeting.status.value, meeting.held_on, meeting.starts_at, meeting.place,
            area or "", people.get(meeting.id, 0), meeting.capacity, meeting.series, (today - meeting.held_on).days,
        )  # fmt: skip
        piles[_pile(meeting, today, is_summed_up=is_told)].append(row)
    for name in ("drafts", "coming", "to_confirm", "to_sum_up"):
        piles[name].reverse()
    return Desk(**{name: tuple(rows) for name, rows in piles.items()})


def area_choices(session: Session, municipality_id: int) -> list[tuple[str, str]]:
    """(code, name) of the areas, in the order of the gazetteer."""
    query = select(Area.code, Area.name).where(Area.municipality_id == municipality_id)
    return [(code, name) for code, name in session.execute(query.order_by(Area.position, Area.id).limit(MOST))]


def series_of(session: Session, meeting: Meeting) -> list[Meeting]:
    """The meetings of its series, itself included, soonest first."""
    if meeting.series is None:
        return []
    query = select(Meeting).where(
        Meeting.municipality_id == meeting.municipality_id, Meeting.series == meeting.series
    )  # fmt: skip
    return list(session.scalars(query.order_by(Meeting.held_on, Meeting.id).limit(MOST)))


def _seated(session: Session, municipality_id: int) -> dict[int, int]:
    query = select(Registration.meeting_id, func.sum(Registration.people)).where(
        Registration.municipality_id == municipality_id, Registration.status == SeatStatus.SEATED
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Registration.meeting_id))}


def _pile(meeting: Meeting, today: date, *, is_summed_up: bool) -> str:
    if meeting.status is MeetingStatus.DRAFT:
        return "drafts"
    if meeting.status is MeetingStatus.PUBLISHED:
        return "coming" if meeting.held_on >= today else "to_confirm"
    waits = meeting.status is MeetingStatus.HELD and not is_summed_up
    return "to_sum_up" if waits else "past"
