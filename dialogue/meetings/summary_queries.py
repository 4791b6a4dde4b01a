"""What the public may read of a meeting that was held: the version that a second person approved, and nothing later."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Meeting, MeetingSummary, MeetingText, PromiseStatus, RoomPromise, Topic


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """A promise made in the room, as it was approved, and what came of it since."""

    text: str
    owner: str
    due_on: date
    status: str
    outcome: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class PublicTheme:
    """A topic that was talked about: its plain Swedish name, and the taxonomy's English one."""

    name: str
    english: str


@dataclass(frozen=True, slots=True)
class PublicSummary:
    """The approved summary. `own`: all of it in the page's language, where somebody wrote that."""

    heard: str
    next_steps: str
    own: str
    themes: tuple[PublicTheme, ...]
    promises: tuple[PublicPromise, ...]
    counted: dict[tuple[str, str], int]  # (age band, gender) → people; for `attendance_table` only
    published_on: date


def public_summary(session: Session, meeting_id: int, *, lang: str, today: date) -> PublicSummary | None:
    """The approved summary of a meeting; None while there is none."""
    approved = MeetingSummary.published_on.is_not(None)
    query = select(MeetingSummary).where(MeetingSummary.meeting_id == meeting_id, approved)
    row = session.scalar(query.order_by(MeetingSummary.version.desc()).limit(1))
    if row is None or row.published_on is None:
        return None
    own = session.get(MeetingText, (meeting_id, lang))
    return PublicSummary(
        heard=row.heard, next_steps=row.next_steps, own=own.summary if own else "",
        themes=_themes(session, meeting_id, row.themes), promises=_promises(session, row, today),
        counted={(age, gender): people for age, gender, people in row.attendance}, published_on=row.published_on,
    )  # fmt: skip


def _themes(session: Session, meeting_id: int, codes: list[str]) -> tuple[PublicTheme, ...]:
    here = select(Meeting.municipality_id).where(Meeting.id == meeting_id).scalar_subquery()
    query = select(Topic).where(Topic.municipality_id == here, Topic.code.in_(codes))
    topics = {topic.code: PublicTheme(topic.easy or topic.name, topic.english) for topic in session.scalars(query)}
    return tuple(topics[code] for code in codes if code in topics)


def _promises(session: Session, row: MeetingSummary, today: date) -> tuple[PublicPromise, ...]:
    """The words as they were approved; the state as it is."""
    query = select(RoomPromise).where(RoomPromise.id.in_([promise[0] for promise in row.promises]))
    now = {promise.id: promise for promise in session.scalars(query)}
    return tuple(
        PublicPromise(
            text, owner, date.fromisoformat(due), now[id_].status.value, now[id_].outcome,
            now[id_].status is PromiseStatus.OPEN and date.fromisoformat(due) < today,
        )
        for id_, text, owner, due in row.promises
        if id_ in now
    )  # fmt: skip
