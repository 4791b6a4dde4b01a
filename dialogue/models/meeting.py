"""Dialogue meetings that concerns may come from."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Owned


class Meeting(Owned, Base):
    """A dialogue meeting. `code` stands on its posters; only codes known here are taken from a link."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("municipality_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(160))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5))  # wall clock, HH:MM
