"""Opening and ending a collection from the organiser's desk."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Collection


def open_collection(
    session: Session, viewer: Viewer, meeting_id: int, *, token_hash: bytes, exit_hash: bytes, ends_at: datetime
) -> bool:
    """Open a collection once; False when the same form opened it already."""
    if session.scalar(select(Collection.id).where(Collection.token_hash == token_hash)) is not None:
        return False
    session.add(
        Collection(
            municipality_id=viewer.municipality_id,
            meeting_id=meeting_id,
            token_hash=token_hash,
            exit_hash=exit_hash,
            opened_by_id=viewer.staff_id,
            ends_at=ends_at,
        )
    )
    return True


def close_collection(session: Session, meeting_id: int, collection_id: int, *, now: datetime) -> bool:
    """End a collection of this meeting; False when it had ended before, or is another meeting's."""
    row = session.get(Collection, collection_id)
    if row is None or row.meeting_id != meeting_id or row.closed_at is not None or row.ends_at <= now:
        return False
    row.closed_at = now
    return True
