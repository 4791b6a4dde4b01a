"""Topics of the taxonomy, the clusters found inside them, and the runs that found these."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant, Owned, choice


class TopicStatus(StrEnum):
    """Whether a topic or cluster is shown; a merged one forwards to another."""

    ACTIVE = "active"
    MERGED = "merged"
    DISMISSED = "dismissed"


class Topic(Owned, Base):
    """A topic of the taxonomy. Analysts may give it a label of their own; the code never changes."""

    __tablename__ = "topic"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    easy: Mapped[str] = mapped_column(String(80), default="")
    english: Mapped[str] = mapped_column(String(80), default="")
    own_label: Mapped[str | None] = mapped_column(String(80))
    status: Mapped[TopicStatus] = mapped_column(choice(TopicStatus), default=TopicStatus.ACTIVE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    position: Mapped[int] = mapped_column(default=0)


class TopicRun(Owned, Base):
    """One re-clustering of a municipality's concerns."""

    __tablename__ = "topic_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant())
    model_id: Mapped[str] = mapped_column(String(120))
    seed: Mapped[int]
    texts: Mapped[int]
    clusters: Mapped[int]


class Cluster(Owned, Base):
    """A recurring pattern inside a topic, or over the rest (`topic_id` null). Its id survives re-runs.

    `pinned`: made or kept by staff; a re-run never removes it. `words` and `typical`: one a line.
    """

    __tablename__ = "cluster"
    __table_args__ = (
        Index("ix_cluster_place", "municipality_id", "topic_id", "status"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    label: Mapped[str] = mapped_column(String(120))
    own_label: Mapped[str | None] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(default="")
    stability: Mapped[float] = mapped_column(default=0.0)
    status: Mapped[TopicStatus] = mapped_column(choice(TopicStatus), default=TopicStatus.ACTIVE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    pinned: Mapped[bool] = mapped_column(default=False)
    is_current: Mapped[bool] = mapped_column(default=True)  # found again by the latest run
    first_run_id: Mapped[int | None] = mapped_column(ForeignKey("topic_run.id"))
    last_run_id: Mapped[int | None] = mapped_column(ForeignKey("topic_run.id"))
