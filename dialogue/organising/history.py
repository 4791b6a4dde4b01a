"""Who changed what in a meeting: written with every change, read as history and to merge."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Meeting, MeetingRevision, Staff
from dialogue.organising.fields import TRANSLATED, Fields, text_name

MOST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: who, when, what. `changes`: field → [before, after]."""

    event: str
    who: str
    at: datetime
    changes: dict[str, list[Any]]


def keep(
    session: Session, meeting: Meeting, viewer: Viewer, event: str, changes: dict[str, list[Any]], *, now: datetime
) -> None:
    """Count the change and keep what it was. The meeting's row is held by the caller."""
    meeting.version += 1
    _add(session, meeting, viewer, event, changes, now)


def keep_first(session: Session, meeting: Meeting, viewer: Viewer, fields: Fields, *, now: datetime) -> None:
    """Keep what a new meeting held when it was made."""
    _add(session, meeting, viewer, "created", {name: ["", value] for name, value in fields.items() if value}, now)


def fields_at(session: Session, meeting: Meeting, fields: Fields, version: int) -> Fields:
    """What `fields`, as they are now, were at an earlier version."""
    later = (
        select(MeetingRevision.changes)
        .where(MeetingRevision.meeting_id == meeting.id, MeetingRevision.version > _real(meeting, version))
        .order_by(MeetingRevision.version.desc())
    )
    before = dict(fields)
    for changed in session.scalars(later):
        before |= {name: was for name, (was, _is) in changed.items() if name in fields}
    return before


def authors_since(session: Session, meeting: Meeting, version: int) -> list[str]:
    """Who has changed the meeting after a version, the first first."""
    query = (
        select(Staff.name)
        .join(MeetingRevision, MeetingRevision.done_by_id == Staff.id)
        .where(MeetingRevision.meeting_id == meeting.id, MeetingRevision.version > _real(meeting, version))
        .order_by(MeetingRevision.version)
    )
    return list(dict.fromkeys(session.scalars(query)))


def outdated(session: Session, meeting: Meeting, lang: str) -> list[str]:
    """The fields whose Swedish words were changed after those in another language were written."""
    query = select(MeetingRevision.changes).where(MeetingRevision.meeting_id == meeting.id)
    turns: dict[str, int] = {}
    for turn, changed in enumerate(session.scalars(query.order_by(MeetingRevision.version)), 1):
        turns |= dict.fromkeys(changed, turn)
    return [name for name in TRANSLATED if 0 < turns.get(text_name(lang, name), 0) < turns.get(name, 0)]


def entries(session: Session, meeting: Meeting) -> list[Entry]:
    """All changes, the latest first."""
    query = (
        select(MeetingRevision.event, Staff.name, MeetingRevision.done_at, MeetingRevision.changes)
        .join(Staff, Staff.id == MeetingRevision.done_by_id)
        .where(MeetingRevision.meeting_id == meeting.id)
        .order_by(MeetingRevision.version.desc())
        .limit(MOST)
    )
    return [Entry(*row) for row in session.execute(query)]


def _real(meeting: Meeting, version: int) -> int:
    """A version that the meeting has had; one that it never had counts as none."""
    return version if version <= meeting.version else 0


def _add(
    session: Session, meeting: Meeting, viewer: Viewer, event: str, changes: dict[str, list[Any]], now: datetime
) -> None:
    session.add(
        MeetingRevision(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, version=meeting.version, event=event,
            changes=changes, done_by_id=viewer.staff_id, done_at=now,
        )
    )  # fmt: skip
    session.flush()
