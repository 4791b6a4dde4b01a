"""What a tablet writes down of its collection: one more text, and the end."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from dialogue.models import Collection


def count_text(session: Session, collection_id: int) -> None:
    """One more text, in the transaction that stores it."""
    one_more = update(Collection).where(Collection.id == collection_id)
    session.execute(one_more.values(collected=Collection.collected + 1))


def end_collection(session: Session, collection_id: int, *, now: datetime) -> None:
    """The collection takes nothing new from now on; once ended it stays so."""
    mine = update(Collection).where(Collection.id == collection_id, Collection.closed_at.is_(None))
    session.execute(mine.values(closed_at=now))
