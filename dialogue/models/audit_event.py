"""The append-only log of what staff did and which texts they opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant, Owned


class AuditEvent(Owned, Base):
    """One event. `seal` is chained over the event before, so that a row taken away or changed shows."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant())
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # null: the site itself
    event: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))
