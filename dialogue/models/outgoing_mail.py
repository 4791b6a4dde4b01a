"""Mail that waits to be sent."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant, Owned


class OutgoingMail(Owned, Base):
    """One message, written in the transaction that causes it, deleted once sent: the address is not kept.

    `key` says what it tells to whom (a keyed hash), so that the same news is written once; it is also the Message-ID.
    """

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
    calendar: Mapped[str] = mapped_column(default="")  # an iCalendar attachment
    unsubscribe: Mapped[str] = mapped_column(String(300), default="")  # the address that ends it, one click
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Instant(), index=True)
    claimed_until: Mapped[datetime | None] = mapped_column(Instant())  # a worker is sending it
