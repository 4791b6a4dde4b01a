"""Dialogue meetings: the invitation, what was changed in it, and what is known of those who come."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, BigId, Codes, Instant, Owned, choice, random_id

BLANK = text("''")


class MeetingStatus(StrEnum):
    """Where a meeting is in its life. `published` stays while it is changed; `sequence` counts the changes."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    HELD = "held"
    SUMMED_UP = "summed_up"


class Host(StrEnum):
    """Who invites."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    ASSOCIATION = "association"


class Access(StrEnum):
    """What a visitor may count on in the room."""

    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    TOILET = "toilet"
    CHILD_CORNER = "child_corner"


class Need(StrEnum):
    """What a visitor asks for when registering; never who needs it."""

    INTERPRETER = "interpreter"
    ACCESS = "access"
    CHILD = "child"


class Meeting(Owned, Base):
    """A dialogue meeting. `code` stands on its posters; only codes known here are taken from a link.

    Day and hours are Swedish wall clock. `version` counts savings (two organisers at once), `sequence` the public
    changes (iCalendar's SEQUENCE). Lists hold the values of the enums above, of AgeBand, or language codes.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code"),
        Index("ix_meeting_day", "municipality_id", "held_on"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        CheckConstraint("ends_at = '' OR ends_at > starts_at", name="hours"),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="point_pair"),
    )

    # the database's own defaults are for meetings older than these columns, which were public
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    status: Mapped[MeetingStatus] = mapped_column(
        choice(MeetingStatus), default=MeetingStatus.DRAFT, server_default="published"
    )
    series: Mapped[str | None] = mapped_column(String(12), index=True)  # the same in all meetings of a series
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")

    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(String(160), default="", server_default=BLANK)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    lat: Mapped[float | None]  # WGS 84 degrees, set by hand
    lon: Mapped[float | None]
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5))  # wall clock, HH:MM
    ends_at: Mapped[str] = mapped_column(String(5), default="", server_default=BLANK)  # may be unsaid

    about: Mapped[str] = mapped_column(default="", server_default=BLANK)
    can_influence: Mapped[str] = mapped_column(default="", server_default=BLANK)  # "Vad kan påverkas"
    decided: Mapped[str] = mapped_column(default="", server_default=BLANK)  # "Vad är redan bestämt"
    hosts: Mapped[list[str]] = mapped_column(Codes(), default=list, server_default=BLANK)
    host_names: Mapped[str] = mapped_column(String(200), default="", server_default=BLANK)  # never persons
    target_ages: Mapped[list[str]] = mapped_column(Codes(), default=list, server_default=BLANK)
    languages: Mapped[list[str]] = mapped_column(Codes(), default=list, server_default=BLANK)  # spoken at the meeting
    interpreter: Mapped[list[str]] = mapped_column(Codes(), default=list, server_default=BLANK)  # languages interpreted
    access: Mapped[list[str]] = mapped_column(Codes(), default=list, server_default=BLANK)
    transport: Mapped[str] = mapped_column(String(300), default="", server_default=BLANK)  # bus, train
    capacity: Mapped[int | None]  # seats; null: no limit, no waiting list
    change_note: Mapped[str] = mapped_column(String(300), default="", server_default=BLANK)  # what, or why
    changed_on: Mapped[date | None]  # the day of the latest public change


class MeetingText(Owned, Base):
    """A meeting's words in another language than Swedish. An empty field falls back to the Swedish, marked so."""

    __tablename__ = "meeting_text"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    about: Mapped[str] = mapped_column(default="")
    can_influence: Mapped[str] = mapped_column(default="")
    decided: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")


class MeetingRevision(Owned, Base):
    """Who changed what in a meeting. `changes`: field → [before, after]."""

    __tablename__ = "meeting_revision"
    __table_args__ = (UniqueConstraint("meeting_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    event: Mapped[str] = mapped_column(String(24))  # created, saved, published, cancelled, held, summed_up …
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    done_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime] = mapped_column(Instant())


class SeatStatus(StrEnum):
    """Whether those who registered have a seat."""

    SEATED = "seated"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Registration(Owned, Base):
    """Some people who mean to come: how many and what they need, nothing else. `place_in_line` orders the waiting.

    `code_hash` is a slow keyed hash of the code that only they have. `moved_up`: got a seat from the waiting list.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("code_hash"),
        Index("ix_registration_line", "meeting_id", "status", "place_in_line"),
        CheckConstraint("people BETWEEN 1 AND 40", name="people"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, default=random_id, autoincrement=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    people: Mapped[int]
    needs: Mapped[list[str]] = mapped_column(Codes(), default=list)
    interpreter: Mapped[str] = mapped_column(String(8), default="")  # the language asked for
    status: Mapped[SeatStatus] = mapped_column(choice(SeatStatus))
    place_in_line: Mapped[int]
    moved_up: Mapped[bool] = mapped_column(default=False)
    registered_on: Mapped[date]


class Follower(Owned, Base):
    """An address that asked to be told of changes to a meeting, and only that. Deleted the day after it.

    Nothing is sent but the question whether the address is right until `confirmed`. `token_hash` is of the word in
    the links that confirm and end it.
    """

    __tablename__ = "follower"
    __table_args__ = (UniqueConstraint("token_hash"), UniqueConstraint("meeting_id", "email"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, default=random_id, autoincrement=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    confirmed: Mapped[bool] = mapped_column(default=False)
    asked_on: Mapped[date]


class Question(Owned, Base):
    """A question put before a meeting, masked. `answer` is public once written; `hidden` ones stay with the staff."""

    __tablename__ = "question"
    __table_args__ = (CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text_length"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, default=random_id, autoincrement=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    nonce_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # the same form sent twice is one question
    text: Mapped[str]
    asked_on: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    hidden: Mapped[bool] = mapped_column(default=False)
