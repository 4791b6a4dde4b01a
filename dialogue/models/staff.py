"""Staff: accounts, roles by municipality, invites, sessions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant, Owned, choice


class Role(StrEnum):
    """What a member of staff does in one municipality."""

    ORGANISER = "organiser"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    POLICE = "police"
    ADMIN = "admin"


class Staff(Base):
    """An account. Without password and TOTP secret it is only invited."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("(password_hash IS NULL) = (totp_secret IS NULL)", name="credentials_pair"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_used: Mapped[int | None]  # the last time step accepted: a code works once
    is_active: Mapped[bool] = mapped_column(default=True)


class Membership(Owned, Base):
    """A role in a municipality."""

    __tablename__ = "membership"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(choice(Role))


class Invite(Base):
    """A link that lets an account set its password and second factor, once."""

    __tablename__ = "invite"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[datetime] = mapped_column(Instant())
    used_at: Mapped[datetime | None] = mapped_column(Instant())


class StaffSession(Base):
    """A signed-in browser. Ends by itself, by signing out, or when the account is closed."""

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    expires_at: Mapped[datetime] = mapped_column(Instant())
    seen_at: Mapped[datetime] = mapped_column(Instant())
