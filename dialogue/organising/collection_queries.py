"""The collections of a meeting, as the organiser sees them: how many texts, never which."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Collection

MOST = 50


@dataclass(frozen=True, slots=True)
class CollectionCount:
    """One collection: how many texts it took, and until when."""

    id: int
    collected: int
    ended_at: datetime
    is_open: bool


def collections_of(session: Session, meeting_id: int, *, now: datetime) -> list[CollectionCount]:
    """The collections of a meeting, newest first."""
    query = select(Collection).where(Collection.meeting_id == meeting_id).order_by(Collection.id.desc()).limit(MOST)
    found = []
    for row in session.scalars(query):
        ended_at = min(row.ends_at, row.closed_at or row.ends_at)
        found.append(CollectionCount(row.id, row.collected, ended_at, is_open=now < ended_at))
    return found
