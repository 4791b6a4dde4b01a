"""Who changed what in a meeting: written with every change, read as history and to merge."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Meeting, MeetingRevision, Staff
from dialogue.organising.fields import Fields

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
        .where(MeetingRevision.meeting_id == meeting.id, MeetingRevision.version > version)
        .order_by(MeetingRevision.version.desc())
    )
    before = dict(fields)
    for changed in session.scalars(later):
        before |= {name: was for name, (was, _is) in changed.items() if name in fields}
    return before


def last_author(session: Session, meeting: Meeting) -> str:
    """Who made the latest change."""
    query = (
        select(Staff.name)
        .join(MeetingRevision, MeetingRevision.done_by_id == Staff.id)
        .where(MeetingRevision.meeting_id == meeting.id)
        .order_by(MeetingRevision.version.desc())
        .limit(1)
    )
    return session.scalar(query) or ""


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
