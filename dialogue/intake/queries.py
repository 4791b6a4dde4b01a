"""What the form offers, and what a receipt opens."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from dialogue.models import (
    Answer,
    Area,
    AreaAlias,
    Concern,
    ConcernVector,
    Meeting,
    MeetingStatus,
    Tombstone,
    Topic,
    TopicStatus,
)

MOST_AREAS = 300
MOST_TOPICS_SHOWN = 100
MOST_ALIASES = 5000


@dataclass(frozen=True, slots=True)
class Place:
    """An area of the form's list."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic under its names: plain Swedish, the taxonomy's own, English."""

    code: str
    easy: str
    name: str
    english: str


@dataclass(frozen=True, slots=True)
class MeetingName:
    """The meeting that a poster's link names; `area` is its area's code."""

    code: str
    title: str
    area: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """What the form lets one choose among."""

    places: tuple[Place, ...]
    topics: tuple[TopicName, ...]


def form_options(session: Session, municipality_id: int) -> Options:
    """The areas and topics of a municipality, in their own order."""
    areas = select(Area.code, Area.name).where(Area.municipality_id == municipality_id)
    places = session.execute(areas.order_by(Area.position, Area.id).limit(MOST_AREAS))
    topics = select(Topic.code, Topic.easy, Topic.name, Topic.english).where(
        Topic.municipality_id == municipality_id, Topic.status == TopicStatus.ACTIVE,
        Topic.easy != "",  # a topic without a plain name is the analysts' own
    )  # fmt: skip
    names = session.execute(topics.order_by(Topic.position, Topic.id).limit(MOST_TOPICS_SHOWN))
    return Options(tuple(Place(*row) for row in places), tuple(TopicName(*row) for row in names))


def known_meeting(session: Session, municipality_id: int, code: str) -> MeetingName | None:
    """The meeting with this code, if it is one of this municipality's and public."""
    if not code.isprintable() or not code:  # PostgreSQL takes no NUL, not even to look for
        return None
    query = select(Meeting.code, Meeting.title, Area.code).outerjoin(Area, Area.id == Meeting.area_id)
    public = Meeting.status != MeetingStatus.DRAFT
    row = session.execute(query.where(Meeting.municipality_id == municipality_id, Meeting.code == code, public)).first()
    return None if row is None else MeetingName(*row)


def place_aliases(session: Session, municipality_id: int) -> dict[str, list[str]]:
    """Area code → the other names it is known by."""
    query = select(Area.code, AreaAlias.name).join(AreaAlias, AreaAlias.area_id == Area.id)
    query = query.where(Area.municipality_id == municipality_id).order_by(Area.position, Area.id, AreaAlias.id)
    found: dict[str, list[str]] = {}
    for code, name in session.execute(query.limit(MOST_ALIASES)):
        found.setdefault(code, []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class StoredConcern:
    """All that is stored of one concern, ids as names.

    `in_cluster`: grouped with texts like it, whose words stay theirs. `has_vector`: numbers for its meaning.
    """

    id: int
    text: str
    lang: str | None
    channel: str
    meeting: str | None
    received_on: date
    received_daypart: str
    said_area: str | None
    said_topics: tuple[TopicName, ...]
    happens_daypart: str | None
    happens_days: str | None
    frequency: str | None
    knowledge: str | None
    age_band: str | None
    lives_here: bool
    works_here: bool
    studies_here: bool
    kind: str
    urgent: bool
    urgent_reason: str | None
    warned: bool
    handled_on: date | None
    judged_by: str | None
    area: str | None
    area_by: str | None
    topic: TopicName | None
    topic_by: str | None
    topic_p: float | None
    guesses: tuple[tuple[TopicName, float], ...]
    in_cluster: bool
    cluster_by: str | None
    has_vector: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The receipt of a text that its sender took back."""

    on: date


def find_by_receipt(session: Session, municipality_id: int, receipt_hash: bytes) -> StoredConcern | Withdrawn | None:
    """What the receipt's hash opens in this municipality."""
    said, area = aliased(Area), aliased(Area)
    query = (
        select(Concern, said.name, area.name, Meeting.title)
        .outerjoin(said, said.id == Concern.said_area_id)
        .outerjoin(area, area.id == Concern.area_id)
        .outerjoin(Meeting, Meeting.id == Concern.meeting_id)
    )
    row = session.execute(
        query.where(Concern.municipality_id == municipality_id, Concern.receipt_hash == receipt_hash)
    ).first()
    if row is not None:
        return _stored(session, *row)
    dead = select(Tombstone.withdrawn_on).where(Tombstone.municipality_id == municipality_id)
    withdrawn_on = session.scalar(dead.where(Tombstone.receipt_hash == receipt_hash))
    return None if withdrawn_on is None else Withdrawn(withdrawn_on)


def _stored(
    session: Session, row: Concern, said_area: str | None, area: str | None, meeting: str | None
) -> StoredConcern:
    names, by_id = _topic_names(session, row.municipality_id)
    vector = select(ConcernVector.concern_id).where(ConcernVector.concern_id == row.id)
    same: dict[str, Any] = {
        column: getattr(row, column)
        for column in (
            "id", "text", "lang", "channel", "received_on", "received_daypart", "happens_daypart", "happens_days",
            "frequency", "knowledge", "age_band", "lives_here", "works_here", "studies_here", "kind", "urgent",
            "urgent_reason", "warned", "handled_on", "judged_by", "area_by", "topic_by", "topic_p", "cluster_by",
        )
    }  # fmt: skip
    return StoredConcern(
        **same,
        meeting=meeting,
        said_area=said_area,
        said_topics=tuple(names[code] for code in row.said_topics if code in names),
        area=area,
        topic=by_id.get(row.topic_id or 0),
        guesses=tuple((names[code], float(p)) for code, p in row.guesses if code in names),
        in_cluster=row.cluster_id is not None,
        has_vector=session.scalar(vector) is not None,
    )


def _topic_names(session: Session, municipality_id: int) -> tuple[dict[str, TopicName], dict[int, TopicName]]:
    query = select(Topic.id, Topic.code, Topic.easy, Topic.name, Topic.english)
    query = query.where(Topic.municipality_id == municipality_id).order_by(Topic.id).limit(MOST_TOPICS_SHOWN * 5)
    by_id = {row[0]: TopicName(*row[1:]) for row in session.execute(query)}
    return {name.code: name for name in by_id.values()}, by_id


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """A published answer, as the receipt page points to it."""

    code: str
    title: str
    decided: str
    updated_on: date


def answers_for(session: Session, municipality_id: int, concern_id: int) -> list[AnswerNotice]:
    """The published answers on the concern's topic and area, or on all of either; the latest first.

    An answer on a wider area counts for what lies in it.
    """
    concern = session.get_one(Concern, concern_id)
    topics, areas = (Answer.topic_id == concern.topic_id), (Answer.area_id == concern.area_id)
    parent = select(Area.parent_id).where(Area.id == concern.area_id).scalar_subquery()
    query = (
        select(Answer.code, Answer.title, Answer.decided, Answer.updated_on)
        .where(
            Answer.municipality_id == municipality_id,
            Answer.published_on.is_not(None),
            or_(Answer.topic_id.is_(None), topics),
            or_(Answer.area_id.is_(None), areas, Answer.area_id == parent),
        )
        .order_by(Answer.updated_on.desc(), Answer.id.desc())
        .limit(10)
    )
    return [AnswerNotice(*row) for row in session.execute(query)]
