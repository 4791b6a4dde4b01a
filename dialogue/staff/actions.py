"""The verbs of staff accounts: invite, accept, sign in, close."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dialogue import audit
from dialogue.access import municipality_by_code
from dialogue.exceptions import DialogueError, NotFound
from dialogue.models import Invite, Membership, Municipality, Role, Staff
from dialogue.staff import passwords, sessions, totp

__all__ = [
    "AlreadyStaff", "Role", "SignedIn", "accept_invite", "check_password", "close_account",
    "invite_staff", "log_event", "sign_in",
]  # fmt: skip

INVITE_LASTS = timedelta(days=7)


class AlreadyStaff(DialogueError):
    """The address already has an account."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account that has just signed in, and the token for its cookie."""

    staff_id: int
    municipality_id: int
    token: str


def invite_staff(
    session: Session, *, email: str, name: str, role: Role, municipality_code: str, now: datetime
) -> str:  # fmt: skip
    """Create an account that waits for its password; gives the link's token, stored only as a hash.

    Raises AlreadyStaff for an account with a password, or one that another municipality has: a new link
    would let whoever holds it take that account over.
    """
    municipality = municipality_by_code(session, municipality_code)
    email = email.strip().lower()
    staff = session.scalar(select(Staff).where(Staff.email == email))
    if staff is None:
        staff = Staff(email=email, name=name.strip())
        session.add(staff)
        session.flush()  # the membership needs its id
    elif (staff.is_active and staff.password_hash) or _homes(session, staff.id) - {municipality.id}:
        raise AlreadyStaff(f"{email} already has an account")
    staff.name, staff.is_active = name.strip(), True
    staff.password_hash = staff.totp_secret = staff.totp_used = None
    session.merge(Membership(staff_id=staff.id, municipality_id=municipality.id, role=role))
    session.execute(update(Invite).where(Invite.staff_id == staff.id, Invite.used_at.is_(None)).values(used_at=now))
    token = secrets.token_urlsafe(32)
    session.add(Invite(token_hash=sessions.token_hash(token), staff_id=staff.id, expires_at=now + INVITE_LASTS))
    session.flush()
    return token


def accept_invite(
    session: Session, *, token: str, password_hash: str, secret: str, code: str, now: datetime
) -> SignedIn | None:  # fmt: skip
    """Set password and second factor and sign in; None when the code is wrong. NotFound for a link that is over."""
    invite = session.get(Invite, sessions.token_hash(token), with_for_update=True)
    if invite is None or invite.used_at is not None or invite.expires_at <= now:
        raise NotFound("no such invite")
    staff = session.get_one(Staff, invite.staff_id)
    home = _first_home(session, staff.id)
    if not staff.is_active or home is None:
        raise NotFound("the account is closed")
    step = totp.accepted_step(secret, code, now, None)
    if step is None:
        return None
    invite.used_at = now
    staff.password_hash, staff.totp_secret, staff.totp_used = password_hash, secret, step
    session.flush()
    return SignedIn(staff.id, home, sessions.open_session(session, staff_id=staff.id, municipality_id=home, now=now))


def sign_in(session: Session, *, staff_id: int, code: str, now: datetime) -> SignedIn | None:
    """Sign in an account whose password was right; None when the code is not, or was used before."""
    staff = session.get(Staff, staff_id, with_for_update=True, populate_existing=True)
    home = _first_home(session, staff_id)
    if staff is None or not staff.is_active or staff.totp_secret is None or home is None:
        return None
    step = totp.accepted_step(staff.totp_secret, code, now, staff.totp_used)
    if step is None:
        return None
    staff.totp_used = step
    session.flush()
    return SignedIn(staff.id, home, sessions.open_session(session, staff_id=staff.id, municipality_id=home, now=now))


def close_account(session: Session, *, staff_id: int, municipality_id: int, by: int) -> None:
    """End an account's work here: its sessions at once, its links too. Others' municipalities keep it."""
    member = session.get(Membership, (staff_id, municipality_id))
    if member is None:
        raise NotFound("no such account here")
    if staff_id == by:
        raise AlreadyStaff("nobody closes their own account")
    if _homes(session, staff_id) == {municipality_id}:
        session.get_one(Staff, staff_id).is_active = False
    else:
        session.delete(member)
    sessions.close_sessions_of(session, staff_id)
    session.flush()


def check_password(session: Session, email: str, password: str) -> tuple[int | None, int | None, bool]:
    """(staff id, municipality id, right?) for an address; the same work when nobody has it."""
    staff = session.scalar(select(Staff).where(Staff.email == email.strip().lower()))
    is_right = passwords.is_right(staff.password_hash if staff else None, password)
    if staff is None:
        return None, None, False
    return staff.id, _first_home(session, staff.id), is_right and staff.is_active


def log_event(
    session: Session, municipality_id: int, staff_id: int, event: str, subject: dict[str, Any], at: datetime, key: bytes
) -> None:  # fmt: skip
    """One event of the audit log, in the transaction of what it tells about."""
    audit.record(
        session, municipality_id=municipality_id, staff_id=staff_id, event=event, subject=subject, at=at, key=key
    )


def _homes(session: Session, staff_id: int) -> set[int]:
    return set(session.scalars(select(Membership.municipality_id).where(Membership.staff_id == staff_id)))


def _first_home(session: Session, staff_id: int) -> int | None:
    query = select(Municipality.id).join(Membership, Membership.municipality_id == Municipality.id)
    return session.scalar(query.where(Membership.staff_id == staff_id).order_by(Municipality.name).limit(1))
