"""What the worker reads before it judges."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import (
    Area,
    AreaAlias,
    Cluster,
    Concern,
    ConcernVector,
    DecidedBy,
    Municipality,
    ReviewAction,
    ReviewedConcern,
    ReviewKind,
    Topic,
    TopicRun,
)
from nlp.types import Area as Place
from nlp.types import Gazetteer

MOST_DECIDED = 2_000  # staff's decisions that a model learns from: a night's work on two cores stays under a minute


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A stored text that no model has judged yet."""

    id: int
    text: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Clustered:
    """A judged text as the re-clustering sees it. `vector`: float16 bytes."""

    id: int
    text: str
    lang: str | None
    topic_id: int | None
    cluster_id: int | None
    pinned: bool
    vector: bytes


@dataclass(frozen=True, slots=True)
class Decided:
    """A text whose topic staff decided."""

    id: int
    text: str
    lang: str | None
    topic: str


def decided_texts(session: Session, municipality_id: int, *, before: datetime) -> list[Decided]:
    """The texts that staff gave a topic by decisions made before an instant and not undone, in the order of ids."""
    deciding = (
        select(ReviewedConcern.concern_id)
        .join(ReviewAction, ReviewAction.id == ReviewedConcern.action_id)
        .where(
            ReviewAction.municipality_id == municipality_id,
            ReviewAction.kind.in_((ReviewKind.MOVE, ReviewKind.SPLIT)),
            ReviewAction.done_at <= before,
            ReviewAction.undone_at.is_(None),
        )
    )
    query = (
        select(Concern.id, Concern.text, Concern.lang, Topic.code)
        .join(Topic, Topic.id == Concern.topic_id)
        .where(
            Concern.municipality_id == municipality_id,
            Concern.topic_by == DecidedBy.STAFF,
            Concern.kind.not_in(("abuse", "empty")),
            Concern.id.in_(deciding),
        )
        .order_by(Concern.received_on.desc(), Concern.id)
        .limit(MOST_DECIDED)
    )
    return sorted((Decided(*row) for row in session.execute(query)), key=lambda text: text.id)


def last_run(session: Session, municipality_id: int) -> TopicRun | None:
    """The latest re-clustering of the municipality."""
    query = select(TopicRun).where(TopicRun.municipality_id == municipality_id)
    return session.scalar(query.order_by(TopicRun.started_at.desc(), TopicRun.id.desc()).limit(1))


def municipality_ids(session: Session) -> list[int]:
    """All municipalities of this deployment."""
    return list(session.scalars(select(Municipality.id).order_by(Municipality.id)))


def unjudged_concerns(session: Session, municipality_id: int, limit: int) -> list[Unjudged]:
    """The next texts to judge, oldest day first."""
    query = (
        select(Concern.id, Concern.text, Concern.lang)
        .where(Concern.municipality_id == municipality_id, Concern.judged_by.is_(None))
        .order_by(Concern.received_on.desc(), Concern.id)
        .limit(limit)
    )
    return [Unjudged(*row) for row in session.execute(query)]


def gazetteer(session: Session, municipality_id: int) -> Gazetteer:
    """The municipality's areas in the shape that `nlp.locate` takes."""
    municipality = session.get_one(Municipality, municipality_id)
    names: dict[int, list[str]] = {}
    aliases = select(AreaAlias.area_id, AreaAlias.name).where(AreaAlias.municipality_id == municipality_id)
    for area_id, name in session.execute(aliases.order_by(AreaAlias.id)):
        names.setdefault(area_id, []).append(name)
    rows = list(session.scalars(select(Area).where(Area.municipality_id == municipality_id).order_by(Area.position)))
    codes = {row.id: row.code for row in rows}
    places = [
        Place(
            code=row.code,
            name=row.name,
            parent=codes.get(row.parent_id or 0),
            stratum=row.stratum,
            lat=row.lat,
            lon=row.lon,
            population=row.population,
            aliases=tuple(names.get(row.id, ())),
        )
        for row in rows
    ]
    return Gazetteer(municipality.code, tuple(places), tuple(municipality.outside.split("\n")))


def codes_of_areas(session: Session, municipality_id: int) -> dict[str, int]:
    """Area code → id."""
    query = select(Area.code, Area.id).where(Area.municipality_id == municipality_id)
    return dict(session.execute(query).all())


def codes_of_topics(session: Session, municipality_id: int) -> dict[str, int]:
    """Topic code → id; merged topics too, since reading resolves them."""
    query = select(Topic.code, Topic.id).where(Topic.municipality_id == municipality_id)
    return dict(session.execute(query).all())


def clustered_concerns(session: Session, municipality_id: int, model_id: str) -> list[Clustered]:
    """Every judged text with its vector by this model, in the order of ids."""
    query = (
        select(
            Concern.id,
            Concern.text,
            Concern.lang,
            Concern.topic_id,
            Concern.cluster_id,
            Concern.cluster_by,
            ConcernVector.vector,
        )
        .join(ConcernVector, ConcernVector.concern_id == Concern.id)
        .where(
            Concern.municipality_id == municipality_id,
            ConcernVector.model_id == model_id,
            Concern.kind.not_in(("abuse", "empty")),
        )
        .order_by(Concern.id)
    )
    return [
        Clustered(id_, text, lang, topic, cluster, by == DecidedBy.STAFF, vector)
        for id_, text, lang, topic, cluster, by, vector in session.execute(query)
    ]


def matrix(rows: list[Clustered]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """The vectors as one float32 matrix."""
    return np.stack([np.frombuffer(row.vector, dtype="<f2").astype(np.float32) for row in rows])


def clusters_of(session: Session, municipality_id: int) -> dict[int, Cluster]:
    """Every cluster of the municipality, by id."""
    query = select(Cluster).where(Cluster.municipality_id == municipality_id).order_by(Cluster.id)
    return {row.id: row for row in session.scalars(query)}
