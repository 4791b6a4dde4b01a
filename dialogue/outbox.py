"""Mail that waits to be sent: written in the transaction that causes it, taken by a worker after the commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from dialogue.models import Follower, OutgoingMail

LEASE = timedelta(minutes=5)  # longer than one message can take to send: see mail_server.PATIENCE
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_ATTEMPTS = 14  # a day and a half


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `key` says what it tells to whom: the same news is written once."""

    key: str
    recipient: str
    subject: str
    body: str
    calendar: str = ""
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this worker alone may send until its lease ends."""

    id: int
    letter: Letter


def enqueue(session: Session, municipality_id: int, letter: Letter, *, now: datetime) -> bool:
    """Put a letter in the outbox; False if the same news to the same person already waits there."""
    if session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == letter.key)) is not None:
        return False
    session.add(
        OutgoingMail(
            municipality_id=municipality_id, key=letter.key, recipient=letter.recipient, subject=letter.subject[:200],
            body=letter.body, calendar=letter.calendar, unsubscribe=letter.unsubscribe, due_at=now,
        )
    )  # fmt: skip
    session.flush()
    return True


def claim(session: Session, *, now: datetime) -> Claimed | None:
    """Take the letter that has been due the longest; a lease that has run out is anybody's again."""
    is_free = or_(OutgoingMail.claimed_until.is_(None), OutgoingMail.claimed_until <= now)
    query = select(OutgoingMail).where(OutgoingMail.due_at <= now, is_free)
    query = query.order_by(OutgoingMail.due_at, OutgoingMail.id).limit(1).with_for_update(skip_locked=True)
    row = session.scalar(query)
    if row is None:
        return None
    row.claimed_until = now + LEASE
    letter = Letter(row.key, row.recipient, row.subject, row.body, row.calendar, row.unsubscribe)
    return Claimed(row.id, letter)


def forget(session: Session, mail_id: int) -> None:
    """The letter is sent, or can never be: its row goes, and with it the address."""
    session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id))


def postpone(session: Session, mail_id: int, *, now: datetime) -> bool:
    """Try again later, each time after twice as long; False when it was tried often enough and is given up."""
    row = session.get(OutgoingMail, mail_id)
    if row is None:
        return False
    row.attempts += 1
    row.claimed_until = None
    row.due_at = now + min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
    if row.attempts < MOST_ATTEMPTS:
        return True
    session.delete(row)
    return False


def drop_recipient(session: Session, mail_id: int) -> None:
    """No such mailbox: the letter goes, all others to it, and whoever followed under that address."""
    row = session.get(OutgoingMail, mail_id)
    if row is None:
        return
    session.execute(delete(Follower).where(Follower.email == row.recipient))
    session.execute(delete(OutgoingMail).where(OutgoingMail.recipient == row.recipient))
