"""Sittings of the joint group, and the reports that go out of the house."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant, Owned, choice
from dialogue.models.pledge import Owner


class GroupMember(Owned, Base):
    """A seat in the joint group: a role in an organisation, never a name."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("municipality_id", "role", "organisation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(80))
    organisation: Mapped[str] = mapped_column(String(80))
    is_active: Mapped[bool] = mapped_column(default=True)


class SittingStatus(StrEnum):
    """A locked sitting cannot be changed."""

    PLANNED = "planned"
    OPEN = "open"
    LOCKED = "locked"


class Sitting(Owned, Base):
    """One sitting. `present`: ids of the seats that were filled, at `version`. `minutes`: what was locked."""

    __tablename__ = "sitting"
    __table_args__ = (CheckConstraint("(status = 'locked') = (locked_at IS NOT NULL)", name="locked_pair"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5))
    place: Mapped[str] = mapped_column(String(120), default="")
    status: Mapped[SittingStatus] = mapped_column(choice(SittingStatus), default=SittingStatus.PLANNED)
    present: Mapped[list[int]] = mapped_column(JSON, default=list)
    minutes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    locked_at: Mapped[datetime | None] = mapped_column(Instant())
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class AgendaItem(Owned, Base):
    """A point of the agenda. `kind` and `subject`: what it came from (a topic, a measure …); `decision` is minuted."""

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(200))
    background: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    is_done: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class Task(Owned, Base):
    """Something that the group gave a role to do by a day; carried over until done."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(400))
    owner: Mapped[Owner] = mapped_column(choice(Owner, "task_owner"))
    owner_role: Mapped[str] = mapped_column(String(80))
    due_on: Mapped[date]
    done_on: Mapped[date | None]


class ReportKind(StrEnum):
    """What goes out: the picture of crime and safety (law 2023:196 § 4), and the report to the strategic council."""

    SITUATION = "situation"
    COUNCIL = "council"


class Report(Owned, Base):
    """A locked report: `content` is what it showed, so that it can be shown and printed again just as it was.

    `public_content` is what was chosen of it for the public, from `public_on`.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("municipality_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(choice(ReportKind))
    number: Mapped[int]  # counts within the kind
    title: Mapped[str] = mapped_column(String(160))
    period_start: Mapped[date]
    period_end: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    locked_on: Mapped[date]
    locked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    public_on: Mapped[date | None]
    public_content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
