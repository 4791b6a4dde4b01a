"""What the board and the map count. The number of statements does not depend on the number of concerns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Executable, case, func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.merging import resolve_merged
from dialogue.models import AgeBand, Area, BoardVisit, Channel, Concern, Meeting, MeetingStatus, Topic, TopicStatus
from dialogue.scanning.board import UNKNOWN_PLACE, Board, Column, Counted, TopicEntry, build_board
from dialogue.scanning.periods import Period

PRAISE_TOPIC = "positivt"
LEFT_OUT = ("abuse", "empty")
ENOUGH_FOR_AGE = 10
MOST_AREAS, MOST_TOPICS, MOST_MEETINGS = 200, 300, 200


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the board is narrowed to; None for all."""

    period: Period
    stratum: str | None = None
    channel: str | None = None
    age: str | None = None
    meeting: str | None = None
    show_dismissed: bool = False


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A meeting to filter by."""

    code: str
    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area with its place in the hierarchy and on the map."""

    id: int
    code: str
    name: str
    stratum: str
    parent_id: int | None
    lat: float | None
    lon: float | None


def list_areas(session: Session, viewer: Viewer) -> tuple[AreaEntry, ...]:
    """The areas of the viewer's municipality, in the order of its gazetteer."""
    query = select(Area).where(Area.municipality_id == viewer.municipality_id)
    rows = session.scalars(query.order_by(Area.position, Area.id).limit(MOST_AREAS))
    return tuple(AreaEntry(row.id, row.code, row.name, row.stratum, row.parent_id, row.lat, row.lon) for row in rows)


def list_topics(session: Session, viewer: Viewer) -> tuple[TopicEntry, ...]:
    """All topics of the viewer's municipality, merged and dismissed ones too, in the order of the taxonomy."""
    query = select(Topic).where(Topic.municipality_id == viewer.municipality_id)
    rows = list(session.scalars(query.order_by(Topic.position, Topic.id).limit(MOST_TOPICS)))
    counts_as = resolve_merged({row.id: row.merged_into_id for row in rows})
    return tuple(
        TopicEntry(
            id=row.id,
            code=row.code,
            name=row.own_label or row.name,
            counts_as=counts_as[row.id],
            is_dismissed=row.status is TopicStatus.DISMISSED,
            is_renamed=row.own_label is not None,
        )
        for row in rows
    )


def list_meetings(session: Session, viewer: Viewer) -> tuple[MeetingChoice, ...]:
    """The latest meetings that were announced, newest first: nobody can have written for a draft."""
    query = select(Meeting).where(
        Meeting.municipality_id == viewer.municipality_id, Meeting.status != MeetingStatus.DRAFT
    )  # fmt: skip
    rows = session.scalars(query.order_by(Meeting.held_on.desc(), Meeting.id).limit(MOST_MEETINGS))
    return tuple(MeetingChoice(row.code, row.title, row.held_on) for row in rows)


def meeting_period(session: Session, viewer: Viewer, code: str) -> Period | None:
    """From the first to the last day that a text came for a meeting; None while there is none."""
    mine = (Meeting.municipality_id == viewer.municipality_id, Meeting.code == code)
    query = select(func.min(Concern.received_on), func.max(Concern.received_on)).join(
        Meeting, Meeting.id == Concern.meeting_id
    )  # fmt: skip
    first, last = session.execute(query.where(*mine)).one()
    return Period(first, last) if first else None


def last_visit(session: Session, viewer: Viewer, today: date) -> date | None:
    """The day the viewer saw the board before today; None at the first visit."""
    visit = session.get(BoardVisit, (viewer.staff_id, viewer.municipality_id))
    if visit is None:
        return None
    return visit.visited_on if visit.visited_on < today else visit.visited_before_on


def count_board(
    session: Session, viewer: Viewer, wanted: BoardFilter, *, today: date, unsorted_name: str, total_name: str,
    unknown_name: str,
) -> Board:  # fmt: skip
    """The board for a filter. An age is only shown where ten texts or more are left; else all ages are."""
    areas = [area for area in list_areas(session, viewer) if wanted.stratum in (None, area.stratum)]
    topics = list_topics(session, viewer)
    since = last_visit(session, viewer, today)
    age_refused = bool(wanted.age) and _count(session, viewer, wanted, areas) < ENOUGH_FOR_AGE
    if age_refused:
        wanted = replace(wanted, age=None)
    praise = next((topic.id for topic in topics if topic.code == PRAISE_TOPIC), None)
    columns = [Column(area.id, area.code, area.name, area.stratum) for area in _by_stratum(areas)]
    if wanted.stratum is None:
        columns.append(Column(None, UNKNOWN_PLACE, unknown_name, ""))
    return build_board(
        period=wanted.period,
        topics=topics,
        columns=columns,
        counted=_count_cells(session, viewer, wanted, areas, since, praise),
        daily=_count_days(session, viewer, wanted, areas, praise),
        unsorted_name=unsorted_name,
        total_name=total_name,
        show_dismissed=wanted.show_dismissed,
        since=since,
        age_refused=age_refused,
    )


def _by_stratum(areas: Sequence[AreaEntry]) -> list[AreaEntry]:
    order = {stratum: at for at, stratum in enumerate(dict.fromkeys(area.stratum for area in areas))}
    return sorted(areas, key=lambda area: order[area.stratum])


def _scope(viewer: Viewer, wanted: BoardFilter, areas: Sequence[AreaEntry]) -> list[ColumnElement[bool]]:
    """The conditions that a concern must meet, its day apart."""
    told = [Concern.municipality_id == viewer.municipality_id, Concern.kind.not_in(LEFT_OUT)]
    if wanted.stratum is not None:
        told.append(Concern.area_id.in_([area.id for area in areas]))
    if wanted.channel is not None:
        told.append(Concern.channel == Channel(wanted.channel))
    if wanted.age is not None:
        told.append(Concern.age_band == AgeBand(wanted.age))
    if wanted.meeting is not None:
        mine = (Meeting.municipality_id == viewer.municipality_id, Meeting.code == wanted.meeting)
        told.append(Concern.meeting_id == select(Meeting.id).where(*mine).scalar_subquery())
    return told


def _count(session: Session, viewer: Viewer, wanted: BoardFilter, areas: Sequence[AreaEntry]) -> int:
    days = Concern.received_on.between(wanted.period.start, wanted.period.end)
    query = select(func.count()).select_from(Concern).where(days, *_scope(viewer, wanted, areas))
    return session.scalar(query) or 0


def _count_cells(
    session: Session, viewer: Viewer, wanted: BoardFilter, areas: Sequence[AreaEntry], since: date | None,
    praise: int | None,
) -> list[Counted]:  # fmt: skip
    period = wanted.period
    now = Concern.received_on >= period.start
    new = (now & (Concern.received_on >= since)) if since else Concern.received_on.is_(None)
    query = (
        select(Concern.topic_id, Concern.kind, Concern.area_id, _how_many(now), func.count(), _how_many(new))
        .where(Concern.received_on.between(period.before.start, period.end), *_scope(viewer, wanted, areas))
        .group_by(Concern.topic_id, Concern.kind, Concern.area_id)
    )
    return [
        Counted(_shown_topic(topic_id, kind, praise), area_id, here, every - here, fresh)
        for topic_id, kind, area_id, here, every, fresh in _rows(session, query)
    ]


def _count_days(
    session: Session, viewer: Viewer, wanted: BoardFilter, areas: Sequence[AreaEntry], praise: int | None
) -> list[tuple[int | None, date, int]]:
    days = Concern.received_on.between(wanted.period.start, wanted.period.end)
    query = (
        select(Concern.topic_id, Concern.kind, Concern.received_on, func.count())
        .where(days, *_scope(viewer, wanted, areas))
        .group_by(Concern.topic_id, Concern.kind, Concern.received_on)
    )
    return [(_shown_topic(topic_id, kind, praise), day, count) for topic_id, kind, day, count in _rows(session, query)]


def _rows(session: Session, query: Executable) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in session.execute(query)]


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _shown_topic(topic_id: int | None, kind: str, praise: int | None) -> int | None:
    """Praise is a topic of its own, whatever it praises."""
    return praise if kind == "praise" and praise is not None else topic_id
