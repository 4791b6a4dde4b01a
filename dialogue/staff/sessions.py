"""Signed-in browsers: rows that end by themselves, by signing out, or with the account."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Membership, Municipality, Staff, StaffSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
TOUCH = timedelta(minutes=1)  # "seen" is written at most this often


def open_session(session: Session, *, staff_id: int, municipality_id: int, now: datetime) -> str:
    """Sign a browser in; gives the token for its cookie. Only a hash of the token is stored."""
    token = secrets.token_urlsafe(32)
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    row = StaffSession(token_hash=token_hash(token), staff_id=staff_id, municipality_id=municipality_id, seen_at=now)
    row.expires_at = now + LONGEST
    session.add(row)
    session.flush()
    return token


def viewer_of(session: Session, token: str, now: datetime) -> Viewer | None:
    """Whose session it is, in which municipality and role; None when it is over."""
    row = session.get(StaffSession, token_hash(token))
    if row is None or row.expires_at <= now or row.seen_at + IDLE <= now:
        return None
    staff = session.get_one(Staff, row.staff_id)
    query = (
        select(Municipality.id, Municipality.name, Membership.role)
        .join(Membership, Membership.municipality_id == Municipality.id)
        .where(Membership.staff_id == staff.id)
        .order_by(Municipality.name)
    )
    places = {id_: (name, role) for id_, name, role in session.execute(query)}
    if not staff.is_active or row.municipality_id not in places:
        return None
    name, role = places[row.municipality_id]
    others = tuple((id_, place[0]) for id_, place in places.items() if id_ != row.municipality_id)
    return Viewer(staff.id, staff.name, role, row.municipality_id, name, others)


def needs_touch(session: Session, token: str, now: datetime) -> bool:
    """Whether it is time to write that the session was seen."""
    row = session.get(StaffSession, token_hash(token))
    return row is not None and row.seen_at + TOUCH <= now


def touch(session: Session, token: str, now: datetime) -> None:
    """Write that the session was seen."""
    row = session.get(StaffSession, token_hash(token))
    if row is not None:
        row.seen_at = now


def close_session(session: Session, token: str) -> None:
    """Sign the browser out."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))


def close_sessions_of(session: Session, staff_id: int) -> None:
    """Sign an account out everywhere."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def move_session(session: Session, token: str, municipality_id: int) -> None:
    """Work in another municipality from now on; what the account may do there is read at the next request."""
    row = session.get(StaffSession, token_hash(token))
    if row is not None:
        row.municipality_id = municipality_id


def token_hash(token: str) -> bytes:
    """What is stored of a token, of a session or of an invite."""
    return hashlib.sha256(token.encode()).digest()
