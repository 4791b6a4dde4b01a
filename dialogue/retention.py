"""What is forgotten when its time has come."""

from datetime import date, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from dialogue.models import Follower, Meeting, OutgoingMail

UNCONFIRMED = timedelta(days=3)


def forget_followers(session: Session, *, today: date) -> int:
    """Addresses go the day after their meeting, unconfirmed ones after three days, and with them their mail.

    Gives how many addresses went. Mail waits only for addresses that are still followed from.
    """
    past = select(Meeting.id).where(Meeting.held_on < today)
    unconfirmed = Follower.confirmed.is_(False) & (Follower.asked_on < today - UNCONFIRMED)
    gone = delete(Follower).where(or_(Follower.meeting_id.in_(past), unconfirmed)).returning(Follower.id)
    count = len(session.scalars(gone).all())
    is_followed = select(Follower.id).where(
        Follower.email == OutgoingMail.recipient, Follower.municipality_id == OutgoingMail.municipality_id
    )  # fmt: skip
    session.execute(delete(OutgoingMail).where(~is_followed.exists()))
    return count
