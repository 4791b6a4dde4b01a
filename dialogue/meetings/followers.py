"""Addresses that asked to be told of changes: asked for, confirmed by whoever reads the mailbox, ended in one tap."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from dialogue import follow_links, seats
from dialogue.exceptions import NotFound
from dialogue.models import Follower, Meeting, OutgoingMail
from dialogue.models.base import random_id


@dataclass(frozen=True, slots=True)
class Followed:
    """What the word of a mail's link opens; no address."""

    meeting_code: str
    confirmed: bool


def ask(session: Session, meeting_id: int, *, email: str, lang: str, key: bytes, today: date) -> int | None:
    """Note an address that says it wants to follow; gives whom to ask whether it does, None if asked already today.

    Whether an address follows already is told to its mailbox only.
    """
    meeting = seats.hold(session, meeting_id)  # the same address twice at once comes here one at a time
    known = select(Follower).where(Follower.meeting_id == meeting_id, Follower.email == email)
    follower = session.scalar(known)
    if follower is not None and follower.asked_on == today:
        return None
    if follower is None:
        follower = Follower(
            municipality_id=meeting.municipality_id, meeting_id=meeting_id, email=email, lang=lang,
            token_hash=b"", confirmed=False, asked_on=today,
        )  # fmt: skip
        follower.id = random_id()
        follower.token_hash = follow_links.hash_word(follow_links.word(key, follower.id))
        session.add(follower)
    follower.asked_on, follower.lang = today, lang
    session.flush()
    return follower.id


def followed(session: Session, municipality_id: int, word: str) -> Followed:
    """What the word in a link opens; NotFound when it is ended, too old or forged."""
    query = select(Meeting.code, Follower.confirmed).join(Follower, Follower.meeting_id == Meeting.id)
    mine = (Follower.municipality_id == municipality_id) & (Follower.token_hash == follow_links.hash_word(word))
    row = session.execute(query.where(mine)).first()
    if row is None:
        raise NotFound("nobody follows under this word")
    return Followed(*row)


def confirm(session: Session, municipality_id: int, word: str) -> None:
    """The address is right: changes are sent to it from now on. A word that is over does nothing."""
    mine = (Follower.municipality_id == municipality_id) & (Follower.token_hash == follow_links.hash_word(word))
    session.execute(update(Follower).where(mine).values(confirmed=True))


def stop(session: Session, municipality_id: int, word: str) -> None:
    """Forget the address, and the mail that waits for it. Ended twice is ended."""
    if not follow_links.is_word(word):
        return
    mine = Follower.municipality_id == municipality_id
    session.execute(delete(Follower).where(mine, Follower.token_hash == follow_links.hash_word(word)))
    waiting = OutgoingMail.unsubscribe.endswith(follow_links.stop_path(word), autoescape=True)
    session.execute(delete(OutgoingMail).where(OutgoingMail.municipality_id == municipality_id, waiting))
