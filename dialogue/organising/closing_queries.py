"""What the pages of closing a meeting show, and the promises that are followed up."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from dialogue.access import Viewer, access_meeting
from dialogue.models import Meeting, MeetingStatus, MeetingSummary, PromiseStatus, RoomPromise, Staff
from dialogue.organising.closing_actions import latest_version, published_promises
from dialogue.organising.outcome import Counted, Promised, Words
from dialogue.organising.theme_queries import Theme, meeting_themes, text_count

MOST_PROMISES = 300
CLOSABLE = (MeetingStatus.PUBLISHED, MeetingStatus.HELD, MeetingStatus.SUMMED_UP)


@dataclass(frozen=True, slots=True)
class Closing:
    """A meeting on its way to a public summary, as it was saved last. `version` is 0 before the first saving."""

    code: str
    title: str
    place: str
    held_on: date
    is_closable: bool
    version: int
    counted: Counted
    ticked: tuple[str, ...]
    promises: tuple[Promised, ...]
    fixed: frozenset[int]  # promises that were public: they stay
    words: Words
    author: str
    is_mine: bool
    awaits_reader: bool
    reader_note: str
    published_on: date | None  # the day of the version that is public now
    is_public: bool  # the latest version is the public one


@dataclass(frozen=True, slots=True)
class Followed:
    """A promise and what came of it."""

    id: int
    text: str
    owner: str
    due_on: date
    status: str
    outcome: str
    code: str
    meeting: str
    held_on: date
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A summary that waits for its second reader."""

    code: str
    title: str
    held_on: date
    author: str
    is_mine: bool


def closing_of(session: Session, viewer: Viewer, code: str, *, today: date) -> Closing:
    """Where the closing of a meeting stands."""
    meeting = access_meeting(session, viewer, code)
    last = latest_version(session, meeting) or _nothing()
    author = session.get(Staff, last.written_by_id) if last.version else None
    published = session.scalar(
        select(MeetingSummary.published_on)
        .where(MeetingSummary.meeting_id == meeting.id, MeetingSummary.published_on.is_not(None))
        .order_by(MeetingSummary.version.desc())
        .limit(1)
    )
    return Closing(
        code=meeting.code, title=meeting.title, place=meeting.place, held_on=meeting.held_on,
        is_closable=meeting.status in CLOSABLE and meeting.held_on <= today,
        version=last.version, counted={(age, gender): people for age, gender, people in last.attendance},
        ticked=tuple(last.themes),
        promises=tuple(
            Promised(id_, text, owner, date.fromisoformat(due)) for id_, text, owner, due in last.promises
        ),
        fixed=frozenset(published_promises(session, meeting.id)),
        words=Words(last.heard, last.next_steps, dict(last.texts)),
        author=author.name if author else "", is_mine=last.written_by_id == viewer.staff_id,
        awaits_reader=last.awaits_reader, reader_note=last.reader_note,
        published_on=published, is_public=last.published_on is not None,
    )  # fmt: skip


def themes_of(session: Session, viewer: Viewer, code: str) -> tuple[list[Theme], int]:
    """The topics to tick, and how many texts came for the meeting."""
    meeting = access_meeting(session, viewer, code)
    return meeting_themes(session, meeting), text_count(session, meeting)


def all_promises(session: Session, viewer: Viewer, *, today: date) -> list[Followed]:
    """The promises of all meetings: overdue first, then the open ones by day, then what is done, latest first."""
    query = (
        select(RoomPromise, Meeting.code, Meeting.title, Meeting.held_on)
        .join(Meeting, Meeting.id == RoomPromise.meeting_id)
        .where(RoomPromise.municipality_id == viewer.municipality_id)
        .order_by(RoomPromise.status == PromiseStatus.OPEN, RoomPromise.due_on.desc(), RoomPromise.id)
        .limit(MOST_PROMISES)
    )
    rows = [
        Followed(
            row.id, row.text, row.owner, row.due_on, row.status.value, row.outcome, code, title, held_on,
            row.status is PromiseStatus.OPEN and row.due_on < today,
        )
        for row, code, title, held_on in session.execute(query)
    ]  # fmt: skip
    still_open = [row for row in rows if row.status == PromiseStatus.OPEN.value]
    return sorted(still_open, key=lambda row: (row.due_on, row.id)) + [row for row in rows if row not in still_open]


def waiting_summaries(session: Session, viewer: Viewer) -> list[Waiting]:
    """Summaries that wait for a second reader, the oldest meeting first."""
    newest = aliased(MeetingSummary)
    last = select(func.max(newest.version)).where(newest.meeting_id == MeetingSummary.meeting_id).scalar_subquery()
    query = (
        select(Meeting.code, Meeting.title, Meeting.held_on, Staff.name, MeetingSummary.written_by_id)
        .select_from(Meeting)
        .join(MeetingSummary, and_(MeetingSummary.meeting_id == Meeting.id, MeetingSummary.version == last))
        .join(Staff, Staff.id == MeetingSummary.written_by_id)
        .where(Meeting.municipality_id == viewer.municipality_id, MeetingSummary.awaits_reader)
        .order_by(Meeting.held_on, Meeting.id)
    )
    return [
        Waiting(code, title, held_on, name, author == viewer.staff_id)
        for code, title, held_on, name, author in session.execute(query)
    ]


def _nothing() -> MeetingSummary:
    """What there is before the first saving."""
    return MeetingSummary(
        version=0, heard="", next_steps="", themes=[], texts={}, promises=[], attendance=[], awaits_reader=False,
        reader_note="",
    )  # fmt: skip
