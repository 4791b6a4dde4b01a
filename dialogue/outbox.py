"""Mail that waits to be sent: written in the transaction that causes it, taken by a worker after the commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, or_, select
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


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether any letter can be claimed."""
    return session.scalar(_due(now).limit(1)) is not None


def claim(session: Session, *, now: datetime) -> Claimed | None:
    """Take the letter that has been due the longest; a lease that has run out is anybody's again."""
    row = session.scalar(_due(now).limit(1).with_for_update(skip_locked=True))
    if row is None:
        return None
    row.claimed_until = now + LEASE
    letter = Letter(row.key, row.recipient, row.subject, row.body, row.calendar, row.unsubscribe)
    return Claimed(row.id, letter)


def _due(now: datetime) -> "Select[OutgoingMail]":
    is_free = or_(OutgoingMail.claimed_until.is_(None), OutgoingMail.claimed_until <= now)
    query = select(OutgoingMail).where(OutgoingMail.due_at <= now, is_free)
    return query.order_by(OutgoingMail.due_at, OutgoingMail.id)


def forget(session: Session, mail_id: int) -> None:
    """The letter is sent, or can never be: its row goes, and with it the address."""
    session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id))


def postpone(session: Session, mail_id: int, *, now: datetime) -> bool:
    """Try again later, each time after twice as long; False when it was tried often enough and is given up."""
    row = session.get(OutgoingMail, mail_id)
    return row is not None and _postpone(session, row, now)


def postpone_due(session: Session, *, now: datetime) -> int:
    """The server is away: all that is due waits longer; gives how many letters were given up."""
    rows = session.scalars(_due(now).with_for_update(skip_locked=True)).all()
    return sum(not _postpone(session, row, now) for row in rows)


def _postpone(session: Session, row: OutgoingMail, now: datetime) -> bool:
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
