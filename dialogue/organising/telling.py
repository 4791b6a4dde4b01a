"""Telling those who follow a meeting that it was changed or cancelled."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialogue.meeting_news import announce
from dialogue.models import Meeting, Municipality
from dialogue.municipality import public_address


def tell_followers(session: Session, meeting: Meeting, kind: str, *, now: datetime) -> None:
    """Write the mail in the transaction that makes the change; the caller wakes the worker after it."""
    municipality = session.get_one(Municipality, meeting.municipality_id)
    announce(session, meeting, kind=kind, now=now, base_url=public_address(municipality))
