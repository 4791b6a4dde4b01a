"""What the topic page, the queue of urgent texts and the log of decisions show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import NotFound
from dialogue.merging import resolve_merged
from dialogue.models import Area, Cluster, Concern, Meeting, ReviewAction, Staff, Topic, TopicStatus
from dialogue.scanning.asking import queue_order
from dialogue.scanning.board import UNKNOWN_PLACE, UNSORTED, TopicEntry
from dialogue.scanning.charts import Spark, spark
from dialogue.scanning.periods import Period
from dialogue.scanning.queries import ENOUGH_FOR_AGE, LEFT_OUT, PRAISE_TOPIC, AreaEntry, list_areas, list_topics

PAGE = 50
MOST_CLUSTERS = 200
MOST_ACTIONS = 200


@dataclass(frozen=True, slots=True)
class Quote:
    """A stored text, byte for byte, and the quiet line above it."""

    id: int
    text: str
    area: str | None
    on: date
    channel: str
    lang: str | None
    topic: str | None = None
    cluster: str | None = None
    urgent: bool = False
    urgent_reason: str | None = None
    handled_on: date | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of a small table."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A cluster inside a topic. `words`: what sets it apart; `stability`: 0–1."""

    id: int
    label: str
    count: int
    words: tuple[str, ...]
    stability: float
    pinned: bool


@dataclass(frozen=True, slots=True)
class TopicFilter:
    """What the topic page is narrowed to. `unsure_first`: what a decision helps most comes first."""

    period: Period
    area: str | None = None
    cluster: int | None = None
    meeting: str | None = None
    page: int = 1
    unsure_first: bool = False


@dataclass(frozen=True, slots=True)
class TopicPage:
    """All that the topic page shows. `ages` is empty below ten texts that tell an age."""

    topic: TopicEntry
    merged: tuple[str, ...]
    quotes: tuple[Quote, ...]
    count: int
    pages: int
    weeks: tuple[int, ...]
    spark: Spark
    areas: tuple[Tally, ...]
    dayparts: tuple[Tally, ...]
    ages: tuple[Tally, ...]
    patterns: tuple[Pattern, ...]
    all_areas: tuple[AreaEntry, ...]
    all_topics: tuple[TopicEntry, ...]

    @property
    def is_thin(self) -> bool:
        """Too few texts to say anything."""
        return self.count < 3


def topic_page(session: Session, viewer: Viewer, code: str, wanted: TopicFilter, *, unsorted_name: str) -> TopicPage:
    """A topic with what merged topics bring to it; NotFound for a code that is not of this municipality."""
    topics = list_topics(session, viewer)
    areas = list_areas(session, viewer)
    topic = _entry(topics, code, unsorted_name)
    clusters = _clusters(session, viewer)
    counts_as = resolve_merged({row.id: row.merged_into_id for row in clusters})
    parts = [_is_about(viewer, topic, topics), Concern.received_on.between(wanted.period.start, wanted.period.end)]
    if wanted.area:
        parts.append(_in_area(areas, wanted.area))
    if wanted.cluster:
        same = [row.id for row in clusters if counts_as[row.id] == wanted.cluster]
        parts.append(Concern.cluster_id.in_(same))
    if wanted.meeting:
        parts.append(Concern.meeting_id.in_(_meeting_ids(viewer, wanted.meeting)))
    scope = and_(*parts)
    weeks = _weeks(session, scope, wanted.period)
    count = sum(weeks)
    by_area = _tally(session, scope, Concern.area_id)
    ages = _tally(session, scope, Concern.age_band)
    told_ages = sum(number for value, number in ages.items() if value)
    return TopicPage(
        topic=topic,
        merged=tuple(entry.name for entry in topics if entry.counts_as == topic.id and entry.id != topic.id),
        quotes=_quotes(session, scope, areas, clusters, wanted, len(topics)),
        count=count,
        pages=max(1, -(-count // PAGE)),
        weeks=weeks,
        spark=spark(weeks),
        areas=_area_tallies(areas, by_area),
        dayparts=_tallies(_tally(session, scope, Concern.happens_daypart)),
        ages=_tallies(ages) if told_ages >= ENOUGH_FOR_AGE else (),
        patterns=_patterns(clusters, counts_as, _tally(session, scope, Concern.cluster_id)),
        all_areas=areas,
        all_topics=tuple(entry for entry in topics if entry.counts_as == entry.id and not entry.is_dismissed),
    )


def _entry(topics: Sequence[TopicEntry], code: str, unsorted_name: str) -> TopicEntry:
    if code == UNSORTED:
        return TopicEntry(0, UNSORTED, unsorted_name, 0, False, False)
    found = next((topic for topic in topics if topic.code == code), None)
    if found is None:
        raise NotFound("no such topic here")
    return found


def _is_about(viewer: Viewer, topic: TopicEntry, topics: Sequence[TopicEntry]) -> ColumnElement[bool]:
    """The same rule as the board's: merged topics count in their target, praise is its own topic."""
    mine = and_(Concern.municipality_id == viewer.municipality_id, Concern.kind.not_in(LEFT_OUT))
    if topic.code == UNSORTED:
        return and_(mine, Concern.topic_id.is_(None), Concern.kind != "praise")
    same = Concern.topic_id.in_([entry.id for entry in topics if topic.id in (entry.id, entry.counts_as)])
    praise = next((entry for entry in topics if entry.code == PRAISE_TOPIC), None)
    if praise is None:
        return and_(mine, same)
    if praise.counts_as == topic.id or praise.id == topic.id:
        return and_(mine, or_(same, Concern.kind == "praise"))
    return and_(mine, same, Concern.kind != "praise")


def _in_area(areas: Sequence[AreaEntry], code: str) -> ColumnElement[bool]:
    if code == UNKNOWN_PLACE:
        return Concern.area_id.is_(None)
    return Concern.area_id.in_([area.id for area in areas if area.code == code])


def _meeting_ids(viewer: Viewer, code: str) -> "Select[int]":
    return select(Meeting.id).where(Meeting.municipality_id == viewer.municipality_id, Meeting.code == code)


def _clusters(session: Session, viewer: Viewer) -> list[Cluster]:
    query = select(Cluster).where(Cluster.municipality_id == viewer.municipality_id)
    shown = or_(Cluster.is_current, Cluster.pinned, Cluster.status == TopicStatus.MERGED)
    return list(session.scalars(query.where(shown).order_by(Cluster.id).limit(5000)))


def _weeks(session: Session, scope: ColumnElement[bool], period: Period) -> tuple[int, ...]:
    query = select(Concern.received_on, func.count()).where(scope).group_by(Concern.received_on)
    weeks: Counter[int] = Counter()
    for day, number in session.execute(query):
        weeks[period.week_of(day)] += number
    return tuple(weeks[at] for at in range(period.week_count))


def _tally(session: Session, scope: ColumnElement[bool], column: Any) -> dict[Any, int]:
    query = select(column, func.count()).where(scope).group_by(column)
    return {value: number for value, number in session.execute(query)}  # noqa: C416 — a typed row is no pair


def _tallies(counts: dict[Any, int]) -> tuple[Tally, ...]:
    told = [Tally(str(value), str(value), number) for value, number in counts.items() if value is not None]
    return tuple(sorted(told, key=lambda tally: tally.code))


def _area_tallies(areas: Sequence[AreaEntry], counts: dict[Any, int]) -> tuple[Tally, ...]:
    told = [Tally(area.code, area.name, counts[area.id]) for area in areas if counts.get(area.id)]
    if counts.get(None):
        told.append(Tally(UNKNOWN_PLACE, "", counts[None]))
    return tuple(sorted(told, key=lambda tally: -tally.count))


def _patterns(clusters: Sequence[Cluster], counts_as: dict[int, int], counts: dict[Any, int]) -> tuple[Pattern, ...]:
    summed: Counter[int] = Counter()
    for cluster_id, number in counts.items():
        if cluster_id is not None:
            summed[counts_as.get(cluster_id, cluster_id)] += number
    told = [
        Pattern(row.id, row.own_label or row.label, summed[row.id], tuple(row.words.split("\n")[:6]), row.stability,
                row.pinned)
        for row in clusters
        if row.status is TopicStatus.ACTIVE and (summed[row.id] >= 3 or (row.pinned and summed[row.id]))
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda pattern: (-pattern.count, pattern.id))[:MOST_CLUSTERS])


def _quotes(
    session: Session, scope: ColumnElement[bool], areas: Sequence[AreaEntry], clusters: Sequence[Cluster],
    wanted: TopicFilter, topics: int,
) -> tuple[Quote, ...]:  # fmt: skip
    names = {area.id: area.name for area in areas}
    labels = {row.id: row.own_label or row.label for row in clusters if row.status is TopicStatus.ACTIVE}
    first = queue_order(session, scope, topics) if wanted.unsure_first else ()
    query = select(Concern).where(scope).order_by(*first, Concern.received_on.desc(), Concern.id)
    rows = list(session.scalars(query.offset((wanted.page - 1) * PAGE).limit(PAGE)))
    titles = select(Meeting.id, Meeting.title).where(Meeting.id.in_({row.meeting_id for row in rows} - {None}))
    meetings = {meeting_id: title for meeting_id, title in session.execute(titles)}  # noqa: C416 — a typed row is no pair
    quotes = (quote_of(row, names.get(row.area_id or 0), cluster=labels.get(row.cluster_id or 0)) for row in rows)
    return tuple(
        replace(quote, meeting=meetings.get(row.meeting_id or 0)) for row, quote in zip(rows, quotes, strict=True)
    )


def quote_of(row: Concern, area: str | None, topic: str | None = None, cluster: str | None = None) -> Quote:
    return Quote(
        id=row.id, text=row.text, area=area, on=row.received_on, channel=row.channel.value, lang=row.lang,
        topic=topic, cluster=cluster, urgent=row.urgent, urgent_reason=row.urgent_reason, handled_on=row.handled_on,
    )  # fmt: skip


def urgent_queue(session: Session, viewer: Viewer) -> tuple[Quote, ...]:
    """The urgent texts: unhandled first, the oldest of these first; at most a page of them."""
    mine = (Concern.municipality_id == viewer.municipality_id, Concern.urgent, Concern.kind.not_in(LEFT_OUT))
    query = (
        select(Concern, Area.name, Topic.own_label, Topic.name)
        .outerjoin(Area, Area.id == Concern.area_id)
        .outerjoin(Topic, Topic.id == Concern.topic_id)
        .where(*mine)
        .order_by(Concern.handled_on.is_not(None), Concern.received_on, Concern.id)
        .limit(PAGE)
    )
    return tuple(quote_of(row, area, own or name) for row, area, own, name in session.execute(query))


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """A decision in the log."""

    id: int
    kind: str
    subject: str
    reason: str
    who: str
    at: datetime
    undone_by: str | None
    undone_at: datetime | None


def list_actions(session: Session, viewer: Viewer) -> tuple[LoggedAction, ...]:
    """The latest decisions, newest first."""
    return logged(session, ReviewAction.municipality_id == viewer.municipality_id)


def logged(session: Session, condition: ColumnElement[bool]) -> tuple[LoggedAction, ...]:
    query = select(ReviewAction).where(condition).order_by(ReviewAction.done_at.desc(), ReviewAction.id.desc())
    rows = list(session.scalars(query.limit(MOST_ACTIONS)))
    ids = {row.done_by_id for row in rows} | {row.undone_by_id for row in rows}
    people = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids - {None})))
    names = {staff_id: name for staff_id, name in people}  # noqa: C416 — dict() takes a result for a mapping
    return tuple(
        LoggedAction(
            row.id, row.kind.value, row.subject, row.reason, names.get(row.done_by_id, ""), row.done_at,
            names.get(row.undone_by_id or 0), row.undone_at,
        )
        for row in rows
    )  # fmt: skip
