"""From something heard to a problem and its answer: the CHEERS sheet, the SARA card, measures, the public answer."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, BigId, Instant, Owned, choice
from dialogue.models.pledge import Owner


class CheersOutcome(StrEnum):
    """What a sheet was decided to be."""

    OPEN = "open"
    WATCH = "watch"
    NOT_OURS = "not_ours"
    NOT_A_PROBLEM = "not_a_problem"
    PROBLEM = "problem"


class CheersSheet(Owned, Base):
    """Is it a problem? The six boxes of Clarke & Eck on a topic, a cluster or a place in it.

    `boxes`: letter and word → {"met": true/false/null, "why": …, "told": what the data said when it was opened}.
    `scores`: Brå's grounds → 0–3. Watching has a day to look again; handing over says to whom and when.
    """

    __tablename__ = "cheers_sheet"
    __table_args__ = (
        CheckConstraint("outcome <> 'watch' OR review_on IS NOT NULL", name="watch"),
        CheckConstraint("outcome <> 'not_ours' OR (handed_to <> '' AND handed_on IS NOT NULL)", name="handed"),
        CheckConstraint("outcome = 'open' OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    boxes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    outcome: Mapped[CheersOutcome] = mapped_column(choice(CheersOutcome), default=CheersOutcome.OPEN)
    reason: Mapped[str] = mapped_column(String(600), default="")
    review_on: Mapped[date | None]
    handed_to: Mapped[str] = mapped_column(String(120), default="")
    handed_on: Mapped[date | None]
    opened_on: Mapped[date]
    decided_on: Mapped[date | None]
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    version: Mapped[int] = mapped_column(default=1)


class SheetVersion(Owned, Base):
    """What a sheet said after it was opened, saved, decided or reopened; added, never changed.

    `what`: which of these; `reason`: why it was decided so, or opened anew.
    """

    __tablename__ = "sheet_version"
    __table_args__ = (UniqueConstraint("sheet_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("cheers_sheet.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    what: Mapped[str] = mapped_column(String(12))
    boxes: Mapped[dict[str, Any]] = mapped_column(JSON)
    scores: Mapped[dict[str, int]] = mapped_column(JSON)
    outcome: Mapped[CheersOutcome] = mapped_column(choice(CheersOutcome, "version_outcome"))
    reason: Mapped[str] = mapped_column(String(600), default="")
    role: Mapped[str] = mapped_column(String(24))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    saved_at: Mapped[datetime] = mapped_column(Instant())


class Phase(StrEnum):
    """The phases of SARA; closed means answered to the public."""

    SCANNING = "scanning"
    ANALYSIS = "analysis"
    RESPONSE = "response"
    ASSESSMENT = "assessment"
    CLOSED = "closed"


class Problem(Owned, Base):
    """A problem card. `card`: field → text; every saving is kept in ProblemVersion. No field is for persons."""

    __tablename__ = "problem"
    __table_args__ = (UniqueConstraint("municipality_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160))  # behaviour + place + time
    phase: Mapped[Phase] = mapped_column(choice(Phase), default=Phase.SCANNING)
    owner: Mapped[Owner] = mapped_column(choice(Owner, "problem_owner"))
    owner_role: Mapped[str] = mapped_column(String(80))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    card: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class ProblemVersion(Owned, Base):
    """What a card said after one saving; added, never changed."""

    __tablename__ = "problem_version"
    __table_args__ = (UniqueConstraint("problem_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    phase: Mapped[Phase] = mapped_column(choice(Phase, "version_phase"))
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    what: Mapped[str] = mapped_column(String(160), default="")
    role: Mapped[str] = mapped_column(String(24))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    saved_at: Mapped[datetime] = mapped_column(Instant())


class LinkStatus(StrEnum):
    """Whether a concern belongs to a problem."""

    MEMBER = "member"
    DECLINED = "declined"


class ProblemConcern(Owned, Base):
    """A concern that a person put under a problem, or said does not belong; the rest that match are proposals."""

    __tablename__ = "problem_concern"

    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), primary_key=True)
    concern_id: Mapped[int] = mapped_column(BigId, ForeignKey("concern.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[LinkStatus] = mapped_column(choice(LinkStatus))


class MeasureStatus(StrEnum):
    """How a measure goes."""

    PLANNED = "planned"
    GOING = "going"
    DONE = "done"
    DROPPED = "dropped"


class Measure(Owned, Base):
    """An action with an owner and a day. It hangs on a problem, or stands for a promise made in a room."""

    __tablename__ = "measure"
    __table_args__ = (CheckConstraint("due_on >= starts_on", name="days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id", ondelete="CASCADE"), index=True)
    room_promise_id: Mapped[int | None] = mapped_column(ForeignKey("room_promise.id"), unique=True)
    text: Mapped[str] = mapped_column(String(400))
    cause: Mapped[str] = mapped_column(String(300), default="")  # the cause in the analysis that it works on
    owner: Mapped[Owner] = mapped_column(choice(Owner, "measure_owner"))
    owner_role: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    due_on: Mapped[date]
    cost: Mapped[str] = mapped_column(String(80), default="")
    status: Mapped[MeasureStatus] = mapped_column(choice(MeasureStatus), default=MeasureStatus.PLANNED)
    evidence: Mapped[str] = mapped_column(String(400), default="")  # what shows that it was done
    version: Mapped[int] = mapped_column(default=1)


class Answer(Owned, Base):
    """Ni sa – vi gjorde: what was heard, decided, done and what came of it, or why not. Public from `published_on`.

    What is being written lies in `draft` (the same fields); a second person's approval moves it into the columns, so
    that what is public stays until the next is approved.
    """

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("(published_on IS NULL) = (approved_by_id IS NULL)", name="approved_pair"),
        UniqueConstraint("municipality_id", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160), default="")
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    heard: Mapped[str] = mapped_column(default="")
    decided: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    came_of_it: Mapped[str] = mapped_column(default="")
    why_not: Mapped[str] = mapped_column(default="")
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    published_on: Mapped[date | None]
    updated_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
