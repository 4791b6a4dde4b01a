"""The demonstration's accounts: one a role, opened by a signed link, on one's own machine only."""

import hashlib
import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Membership, Role, Staff

NAMES = {
    Role.ORGANISER: "Demo Mötesvärd",
    Role.COORDINATOR: "Demo Samordnare",
    Role.ANALYST: "Demo Analytiker",
    Role.POLICE: "Demo Polis",
    Role.ADMIN: "Demo Administratör",
}


def demo_token(demo_key: str, role: str) -> str:
    """What the sign-in link of a role carries; good for as long as the key is, that is for one start."""
    return hmac.new(demo_key.encode(), role.encode(), hashlib.sha256).hexdigest()[:32]


def ensure_demo_staff(session: Session, municipality_id: int) -> None:
    """One account a role, at home in every municipality of the demonstration."""
    for role, name in NAMES.items():
        email = f"{role.value}@demo.invalid"
        staff = session.scalar(select(Staff).where(Staff.email == email)) or Staff(email=email, name=name)
        session.add(staff)
        session.flush()  # the membership needs its id
        session.merge(Membership(staff_id=staff.id, municipality_id=municipality_id, role=role))


def demo_account(session: Session, role: str) -> tuple[int, int] | None:
    """(staff id, municipality id) of the demonstration's account for a role."""
    query = (
        select(Membership.staff_id, Membership.municipality_id)
        .join(Staff, Staff.id == Membership.staff_id)
        .where(Staff.email == f"{role}@demo.invalid")
        .order_by(Membership.municipality_id)
        .limit(1)
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None
