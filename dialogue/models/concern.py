"""One anonymous safety concern. No column may identify the sender."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, BigId, Owned, choice, random_id


class Channel(StrEnum):
    """How the concern came in."""

    WEB = "web"
    MEETING = "meeting"
    PAPER = "paper"
    SMS = "sms"
    PHONE = "phone"
    STAFF = "staff"


class Daypart(StrEnum):
    """Part of a day: night 0–6, morning 6–10, day 10–17, evening 17–24."""

    NIGHT = "night"
    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"


class Days(StrEnum):
    """When in the week it happens."""

    WEEKDAYS = "weekdays"
    WEEKENDS = "weekends"
    BOTH = "both"


class Frequency(StrEnum):
    """How often it happens."""

    ONCE = "once"
    SEVERAL = "several"
    ALMOST_ALWAYS = "almost_always"


class Knowledge(StrEnum):
    """How the sender knows."""

    SELF = "self"
    SEEN = "seen"
    HEARD = "heard"
    READ = "read"


class AgeBand(StrEnum):
    """The sender's age, if told."""

    UNDER_16 = "0-15"
    FROM_16 = "16-29"
    FROM_30 = "30-49"
    FROM_50 = "50-64"
    FROM_65 = "65+"


class DecidedBy(StrEnum):
    """Who decided a concern's area, topic or cluster; staff's word is never overwritten by a run."""

    SENDER = "sender"
    MACHINE = "machine"
    STAFF = "staff"


class Concern(Owned, Base):
    """One text as it was stored: masked, with the day and the part of the day it came, nothing finer.

    The id is random, so that it tells nothing of the order of arrival. `receipt_hash` is a slow keyed hash
    of the receipt; imported rows have none.
    """

    __tablename__ = "concern"
    __table_args__ = (
        Index(  # covers the board: its period is counted without touching the texts, however old the archive is
            "ix_concern_board",
            "municipality_id",
            "received_on",
            "topic_id",
            "kind",
            "area_id",
            "channel",
            "age_band",
            "meeting_id",
        ),
        Index("ix_concern_topic_day", "municipality_id", "topic_id", "received_on"),
        CheckConstraint("(handled_on IS NULL) = (handled_by_id IS NULL)", name="handled_pair"),
        CheckConstraint("urgent OR urgent_reason IS NULL", name="urgent_reason"),
        CheckConstraint("length(text) BETWEEN 1 AND 4000", name="text_length"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, default=random_id, autoincrement=False)
    receipt_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    text: Mapped[str]
    lang: Mapped[str | None] = mapped_column(String(8))
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    received_on: Mapped[date]  # the day, never the moment
    received_daypart: Mapped[Daypart] = mapped_column(choice(Daypart))

    # what the sender told besides the text
    said_area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    said_topics: Mapped[list[str]] = mapped_column(JSON, default=list)  # topic codes, at most three
    happens_daypart: Mapped[Daypart | None] = mapped_column(choice(Daypart, "happens_daypart"))
    happens_days: Mapped[Days | None] = mapped_column(choice(Days))
    frequency: Mapped[Frequency | None] = mapped_column(choice(Frequency))
    knowledge: Mapped[Knowledge | None] = mapped_column(choice(Knowledge))
    age_band: Mapped[AgeBand | None] = mapped_column(choice(AgeBand))
    lives_here: Mapped[bool] = mapped_column(default=False)
    works_here: Mapped[bool] = mapped_column(default=False)
    studies_here: Mapped[bool] = mapped_column(default=False)

    # what was judged of it
    kind: Mapped[str] = mapped_column(String(16), default="concern")
    urgent: Mapped[bool] = mapped_column(default=False)
    urgent_reason: Mapped[str | None] = mapped_column(String(20))
    warned: Mapped[bool] = mapped_column(default=False)  # saw the 112 page and sent anyway
    handled_on: Mapped[date | None]
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    judged_by: Mapped[str | None] = mapped_column(String(120), index=True)  # model id; null: not judged yet
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    area_by: Mapped[DecidedBy | None] = mapped_column(choice(DecidedBy))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    topic_by: Mapped[DecidedBy | None] = mapped_column(choice(DecidedBy, "topic_by"))
    topic_p: Mapped[float | None]
    guesses: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # [[topic code, p], …], best first
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    cluster_by: Mapped[DecidedBy | None] = mapped_column(choice(DecidedBy, "cluster_by"))


class ConcernVector(Owned, Base):
    """The text's vector by one model: float16 bytes. Goes when the concern goes."""

    __tablename__ = "concern_vector"

    concern_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("concern.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    model_id: Mapped[str] = mapped_column(String(120))
    vector: Mapped[bytes]


class Tombstone(Owned, Base):
    """A concern that its sender took back: the receipt still answers, nothing of the content is left."""

    __tablename__ = "tombstone"

    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    withdrawn_on: Mapped[date]
