"""Questions put before a meeting, stored masked."""

import hashlib
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import seats
from dialogue.models import Question


def ask(session: Session, meeting_id: int, *, text: str, nonce: str, today: date) -> bool:
    """Store a masked question once; False when this form has asked already."""
    meeting = seats.hold(session, meeting_id)  # the same form sent twice at once comes here one at a time
    nonce_hash = hashlib.sha256(nonce.encode()).digest()
    if session.scalar(select(Question.id).where(Question.nonce_hash == nonce_hash)) is not None:
        return False
    session.add(
        Question(
            municipality_id=meeting.municipality_id,
            meeting_id=meeting_id,
            nonce_hash=nonce_hash,
            text=text,
            asked_on=today,
        )
    )
    session.flush()
    return True
