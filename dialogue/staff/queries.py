"""What the admin pages show."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.clock import SWEDEN
from dialogue.models import AuditEvent, Invite, Membership, Municipality, Role, Staff
from dialogue.staff.sessions import token_hash

PAGE = 50
MOST_STAFF = 500


@dataclass(frozen=True, slots=True)
class Account:
    """One account in this municipality. `state`: active, invited or closed."""

    id: int
    name: str
    email: str
    role: Role
    state: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One event: who, what, when (Swedish wall clock)."""

    at: datetime
    who: str | None
    event: str
    subject: tuple[tuple[str, str], ...]


def accounts(session: Session, municipality_id: int) -> tuple[Account, ...]:
    """Everybody who has or had an account here, by name."""
    query = select(Staff, Membership.role).join(Membership, Membership.staff_id == Staff.id)
    query = query.where(Membership.municipality_id == municipality_id).order_by(Staff.name, Staff.id).limit(MOST_STAFF)
    return tuple(
        Account(staff.id, staff.name, staff.email, role, _state(staff)) for staff, role in session.execute(query)
    )


def log_page(session: Session, municipality_id: int, page: int) -> tuple[tuple[LogEntry, ...], bool]:
    """A page of the log, newest first (page 1 is the first), and whether there are older ones."""
    query = select(AuditEvent, Staff.name).outerjoin(Staff, Staff.id == AuditEvent.staff_id)
    query = query.where(AuditEvent.municipality_id == municipality_id).order_by(AuditEvent.id.desc())
    rows = session.execute(query.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    entries = tuple(
        LogEntry(
            row.at.astimezone(SWEDEN), name, row.event, tuple((key, _words(told)) for key, told in row.subject.items())
        )
        for row, name in rows[:PAGE]
    )
    return entries, len(rows) > PAGE


def invited_email(session: Session, token: str, now: datetime) -> str | None:
    """Whom an invite is for; None when the link is forged, used or too old."""
    query = select(Staff.email).join(Invite, Invite.staff_id == Staff.id)
    mine = Invite.token_hash == token_hash(token)
    return session.scalar(query.where(mine, Invite.used_at.is_(None), Invite.expires_at > now, Staff.is_active))


def municipality_code(session: Session, municipality_id: int) -> str:
    """The kommunkod of a municipality."""
    return session.get_one(Municipality, municipality_id).code


def _state(staff: Staff) -> str:
    if not staff.is_active:
        return "closed"
    return "active" if staff.password_hash else "invited"


def _words(told: object) -> str:
    return ", ".join(str(part) for part in told) if isinstance(told, list) else str(told)
