"""Days that a meeting should not clash with, beside the public holidays."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Owned


class SchoolBreak(Owned, Base):
    """A school break, first and last day included; imported."""

    __tablename__ = "school_break"
    __table_args__ = (
        UniqueConstraint("municipality_id", "starts_on", "name"),
        CheckConstraint("ends_on >= starts_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
