"""What a dialogue meeting gave: texts collected, notes, who came, what was promised, and the public summary."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, BigId, Codes, Instant, Owned, choice
from dialogue.models.concern import AgeBand


class Collection(Owned, Base):
    """A tablet in collection mode. `token_hash` is of the word in its address, `exit_hash` of the organiser's code.

    It ends by itself at `ends_at`; `collected` is all that it tells.
    """

    __tablename__ = "collection"
    __table_args__ = (UniqueConstraint("token_hash"), CheckConstraint("collected >= 0", name="collected"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    exit_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ends_at: Mapped[datetime] = mapped_column(Instant())
    closed_at: Mapped[datetime | None] = mapped_column(Instant())
    collected: Mapped[int] = mapped_column(default=0)


class PaperBatch(Owned, Base):
    """Paper notes being typed in: `rows` is [{text, area, age}], masked at every saving. Deleted when stored."""

    __tablename__ = "paper_batch"
    __table_args__ = (UniqueConstraint("meeting_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(Instant())


class ConversationNote(Owned, Base):
    """What a table said on one question, masked. `concern_id`: the concern that it was made into.

    `written_by_id` is who may change it until the meeting is summed up; it is shown nowhere.
    """

    __tablename__ = "conversation_note"
    __table_args__ = (CheckConstraint("length(text) BETWEEN 1 AND 4000", name="text_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    table_name: Mapped[str] = mapped_column(String(40), default="")
    question: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str]
    taken_by: Mapped[str] = mapped_column(String(80))  # a role ("fältassistent"), never a name
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_on: Mapped[date]
    concern_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("concern.id", ondelete="SET NULL"))


class Gender(StrEnum):
    """As visitors say themselves, or nobody asked."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    UNKNOWN = "unknown"


class Attendance(Owned, Base):
    """How many came, by age band and gender. Shown with every cell under five merged."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "age_band", "gender"),
        CheckConstraint("people > 0", name="people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    age_band: Mapped[AgeBand | None] = mapped_column(choice(AgeBand, "attendance_age"))  # null: not known
    gender: Mapped[Gender] = mapped_column(choice(Gender))
    people: Mapped[int]


class PromiseStatus(StrEnum):
    """What came of a promise made in the room."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


class RoomPromise(Owned, Base):
    """A promise made in the room: what, which role answers for it, by when, what came of it. Public once summed up."""

    __tablename__ = "room_promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(400))
    owner: Mapped[str] = mapped_column(String(80))  # a role
    due_on: Mapped[date]
    status: Mapped[PromiseStatus] = mapped_column(choice(PromiseStatus), default=PromiseStatus.OPEN)
    outcome: Mapped[str] = mapped_column(String(400), default="")


class MeetingSummary(Owned, Base):
    """One version of what a meeting gave, as it was saved: every saving is a row, so two at once never overwrite.

    A second person approves exactly one version; the highest approved one is public, whatever is written after it.
    `themes`: topic codes heard, in order. `heard`: what people said; `next_steps`: what happens now. `texts`: language
    → the same in that language. `promises`: [id, text, owner, due day]; `attendance`: [age band or "", gender, people],
    both as they stood when the version was saved.
    """

    __tablename__ = "meeting_summary"
    __table_args__ = (
        CheckConstraint("(approved_by_id IS NULL) = (published_on IS NULL)", name="approved_pair"),
        CheckConstraint("approved_by_id <> written_by_id", name="second_reader"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heard: Mapped[str] = mapped_column(default="")
    next_steps: Mapped[str] = mapped_column(default="")
    themes: Mapped[list[str]] = mapped_column(Codes(), default=list)
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    promises: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    attendance: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    awaits_reader: Mapped[bool] = mapped_column(default=False)
    reader_note: Mapped[str] = mapped_column(String(500), default="")  # what the second reader sent it back with
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    published_on: Mapped[date | None]
