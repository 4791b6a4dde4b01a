"""What the public may read about meetings. A draft, and a meeting of another municipality, do not exist here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from dialogue import seats
from dialogue.exceptions import NotFound
from dialogue.meetings.told import takes_guests
from dialogue.models import Area, Meeting, MeetingStatus, MeetingText, Question

MOST = 100
MOST_QUESTIONS = 200
STILL_IN_FEED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Worded:
    """Some words and the language they are in, which is Swedish where the page's own is missing."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class MeetingNotice:
    """A meeting as lists and calendars show it."""

    id: int
    code: str
    title: Worded
    about: Worded
    place: str
    address: str
    area: str | None
    area_code: str | None
    held_on: date
    starts_at: str
    ends_at: str
    point: tuple[float, float] | None
    status: str
    sequence: int
    change_note: str
    changed_on: date | None

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return self.status == MeetingStatus.CANCELLED

    @property
    def is_changed(self) -> bool:
        """Whether it takes place, but not as it was first announced."""
        return self.sequence > 0 and self.status == MeetingStatus.PUBLISHED

    def is_open(self, here: datetime) -> bool:
        """Whether it takes guests and questions still."""
        return takes_guests(self.status, self.held_on, self.starts_at, here)


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question put beforehand, masked, and its answer."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """All that the public may know of a meeting. `left`: free seats, None without limit; `waiting`: people in line."""

    notice: MeetingNotice
    can_influence: Worded
    decided: Worded
    hosts: tuple[str, ...]
    host_names: str
    target_ages: tuple[str, ...]
    languages: tuple[str, ...]
    interpreter: tuple[str, ...]
    access: tuple[str, ...]
    transport: str
    capacity: int | None
    left: int | None
    waiting: int
    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area that has had a meeting."""

    code: str
    name: str


def coming_meetings(session: Session, municipality_id: int, *, today: date, lang: str) -> list[MeetingNotice]:
    """Meetings from today on, soonest first; those called off too."""
    query = _public(municipality_id, lang).where(Meeting.held_on >= today)
    return _notices(session, query.order_by(Meeting.held_on, Meeting.starts_at, Meeting.id), lang)


def past_meetings(session: Session, municipality_id: int, *, today: date, lang: str) -> list[MeetingNotice]:
    """Meetings that have been, latest first."""
    query = _public(municipality_id, lang).where(Meeting.held_on < today, Meeting.status != MeetingStatus.CANCELLED)
    return _notices(session, query.order_by(Meeting.held_on.desc(), Meeting.starts_at, Meeting.id), lang)


def feed_meetings(session: Session, municipality_id: int, *, today: date, lang: str) -> list[MeetingNotice]:
    """What a calendar that follows us should hold: all to come, and the latest that were."""
    query = _public(municipality_id, lang).where(Meeting.held_on >= today - STILL_IN_FEED)
    return _notices(session, query.order_by(Meeting.held_on, Meeting.starts_at, Meeting.id), lang)


def meeting_areas(session: Session, municipality_id: int) -> list[AreaName]:
    """The areas that public meetings lie in, in the municipality's own order."""
    public = select(Meeting.area_id).where(
        Meeting.municipality_id == municipality_id, Meeting.status != MeetingStatus.DRAFT
    )  # fmt: skip
    query = select(Area.code, Area.name).where(Area.municipality_id == municipality_id, Area.id.in_(public))
    return [AreaName(*row) for row in session.execute(query.order_by(Area.position, Area.id).limit(MOST))]


def public_meeting(session: Session, municipality_id: int, code: str, *, lang: str) -> MeetingNotice:
    """One public meeting of this municipality, else NotFound."""
    return _notice(*_row(session, municipality_id, code, lang), lang)


def meeting_page(
    session: Session, municipality_id: int, code: str, *, lang: str, draft_too: bool = False
) -> MeetingPage:
    """All about one public meeting of this municipality, or a draft where that is asked for; else NotFound."""
    meeting, own, area_name, area_code = _row(session, municipality_id, code, lang, draft_too=draft_too)
    return MeetingPage(
        notice=_notice(meeting, own, area_name, area_code, lang),
        can_influence=_worded(own.can_influence if own else None, meeting.can_influence, lang),
        decided=_worded(own.decided if own else None, meeting.decided, lang),
        hosts=tuple(meeting.hosts), host_names=meeting.host_names, target_ages=tuple(meeting.target_ages),
        languages=tuple(meeting.languages), interpreter=tuple(meeting.interpreter), access=tuple(meeting.access),
        transport=meeting.transport, capacity=meeting.capacity, left=seats.free(session, meeting),
        waiting=seats.waiting(session, meeting.id), questions=_questions(session, meeting.id),
    )  # fmt: skip


def _public(municipality_id: int, lang: str) -> "Select[Meeting, MeetingText, str, str]":
    return _all(municipality_id, lang).where(Meeting.status != MeetingStatus.DRAFT)


def _all(municipality_id: int, lang: str) -> "Select[Meeting, MeetingText, str, str]":
    own = aliased(MeetingText)
    query = select(Meeting, own, Area.name, Area.code).outerjoin(Area, Area.id == Meeting.area_id)
    query = query.outerjoin(own, (own.meeting_id == Meeting.id) & (own.lang == lang))
    return query.where(Meeting.municipality_id == municipality_id)


def _row(
    session: Session, municipality_id: int, code: str, lang: str, *, draft_too: bool = False
) -> tuple[Meeting, MeetingText | None, str | None, str | None]:
    if not code.isprintable() or len(code) > 12:  # PostgreSQL takes no NUL, not even to look for
        raise NotFound("no such meeting")
    query = _all(municipality_id, lang) if draft_too else _public(municipality_id, lang)
    row = session.execute(query.where(Meeting.code == code)).first()
    if row is None:
        raise NotFound("no such meeting")
    return row[0], row[1], row[2], row[3]


def _notices(session: Session, query: "Select[Meeting, MeetingText, str, str]", lang: str) -> list[MeetingNotice]:
    return [_notice(*row, lang) for row in session.execute(query.limit(MOST))]


def _notice(
    meeting: Meeting, own: MeetingText | None, area_name: str | None, area_code: str | None, lang: str
) -> MeetingNotice:
    point = None if meeting.lat is None or meeting.lon is None else (meeting.lat, meeting.lon)
    return MeetingNotice(
        id=meeting.id, code=meeting.code,
        title=_worded(own.title if own else None, meeting.title, lang),
        about=_worded(own.about if own else None, meeting.about, lang),
        place=meeting.place, address=meeting.address, area=area_name, area_code=area_code,
        held_on=meeting.held_on, starts_at=meeting.starts_at, ends_at=meeting.ends_at, point=point,
        status=meeting.status, sequence=meeting.sequence, change_note=meeting.change_note,
        changed_on=meeting.changed_on,
    )  # fmt: skip


def _worded(own: str | None, swedish: str, lang: str) -> Worded:
    return Worded(own, lang) if own else Worded(swedish, "sv")


def _questions(session: Session, meeting_id: int) -> tuple[AnsweredQuestion, ...]:
    query = select(Question.text, Question.answer).where(
        Question.meeting_id == meeting_id, Question.answer != "", Question.hidden.is_(False)
    )  # fmt: skip
    rows = session.execute(query.order_by(Question.asked_on, Question.id).limit(MOST_QUESTIONS))
    return tuple(AnsweredQuestion(*row) for row in rows)
