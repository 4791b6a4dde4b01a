"""What analysts decided about topics, clusters and single texts: with reason, undoable, kept by later runs."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, BigId, Instant, Owned, choice


class ReviewKind(StrEnum):
    """The verbs of review."""

    MOVE = "move"
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    DISMISS = "dismiss"


class ReviewAction(Owned, Base):
    """One decision. `before` holds what undo puts back; `subject` names it in words for the log."""

    __tablename__ = "review_action"
    __table_args__ = (CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_pair"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReviewKind] = mapped_column(choice(ReviewKind))
    subject: Mapped[str] = mapped_column(String(240))
    reason: Mapped[str] = mapped_column(String(500))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    done_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime] = mapped_column(Instant())
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Instant())


class ReviewedConcern(Owned, Base):
    """A concern that a review action touched; goes when the concern is withdrawn."""

    __tablename__ = "reviewed_concern"

    action_id: Mapped[int] = mapped_column(ForeignKey("review_action.id", ondelete="CASCADE"), primary_key=True)
    concern_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("concern.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class BoardVisit(Owned, Base):
    """When a member of staff last looked at the board, so that it can say what is new since."""

    __tablename__ = "board_visit"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    visited_on: Mapped[date]
    visited_before_on: Mapped[date | None]  # the visit before today's: what "since last time" counts from
