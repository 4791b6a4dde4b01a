"""Indicators: what is measured, and values that are added, never overwritten."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant, Owned, choice
from dialogue.models.concern import AgeBand, Daypart


class IndicatorKind(StrEnum):
    """Where its values come from."""

    SURVEY = "survey"  # trygghetsmätning: has n and a margin
    CRIME = "crime"  # reported crime, counts supplied by the police
    SERIES = "series"  # any other figures: wastewater, households in Grannsamverkan …


class Better(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Indicator(Owned, Base):
    """Something measured over and over. `definition` says how; a new way of measuring is a new version of it."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("municipality_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[IndicatorKind] = mapped_column(choice(IndicatorKind))
    unit: Mapped[str] = mapped_column(String(40))
    definition: Mapped[str] = mapped_column(String(600), default="")
    better: Mapped[Better] = mapped_column(choice(Better), default=Better.NEITHER)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))  # what it is laid beside on the board
    baseline: Mapped[float | None]
    baseline_period: Mapped[str] = mapped_column(String(40), default="")
    target: Mapped[float | None]
    target_period: Mapped[str] = mapped_column(String(40), default="")


class IndicatorValue(Owned, Base):
    """One published figure. Two sources may tell different figures for the same period: both live here.

    `n` answers or events lie behind it; `margin` is the half-width of a 95 % interval, in the indicator's unit.
    """

    __tablename__ = "indicator_value"
    __table_args__ = (
        Index("ix_indicator_value_period", "indicator_id", "period_start"),
        CheckConstraint("period_end >= period_start", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    value: Mapped[float]
    period_start: Mapped[date]
    period_end: Mapped[date]
    stratum: Mapped[str] = mapped_column(String(60), default="")  # empty: the whole municipality
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    age_band: Mapped[AgeBand | None] = mapped_column(choice(AgeBand, "value_age"))
    n: Mapped[int | None]
    margin: Mapped[float | None]
    source: Mapped[str] = mapped_column(String(200))
    published_on: Mapped[date]
    definition_version: Mapped[str] = mapped_column(String(20), default="1")
    note: Mapped[str] = mapped_column(String(300), default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    entered_at: Mapped[datetime] = mapped_column(Instant())


class ActivityKind(StrEnum):
    """What officers and staff log."""

    FOOT_PATROL = "foot_patrol"
    SCHOOL_VISIT = "school_visit"
    SCHOOL_INFORMATION = "school_information"
    DOG_SEARCH = "dog_search"
    BUSINESS_NETWORK = "business_network"
    NEIGHBOURHOOD_WATCH = "neighbourhood_watch"
    WALK = "walk"
    OTHER = "other"


class Activity(Owned, Base):
    """Something done, logged after the fact; never a plan, never who did it (the audit log keeps that apart)."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_kind_day", "municipality_id", "kind", "done_on"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 1440", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ActivityKind] = mapped_column(choice(ActivityKind))
    done_on: Mapped[date]
    daypart: Mapped[Daypart | None] = mapped_column(choice(Daypart, "activity_daypart"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    place: Mapped[str] = mapped_column(String(80), default="")  # a school, a network; never an address of a person
    minutes: Mapped[int | None]
    people: Mapped[int | None]
    result: Mapped[str] = mapped_column(String(160), default="")
    role: Mapped[str] = mapped_column(String(24))  # of who logged it
    logged_at: Mapped[datetime] = mapped_column(Instant())


class Population(Owned, Base):
    """Inhabitants by age band, as the statistics office counts them; imported. `stratum` empty: all."""

    __tablename__ = "population"
    __table_args__ = (UniqueConstraint("municipality_id", "counted_on", "stratum", "age_band"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counted_on: Mapped[date]
    stratum: Mapped[str] = mapped_column(String(60), default="")
    age_band: Mapped[AgeBand] = mapped_column(choice(AgeBand, "population_age"))
    people: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
