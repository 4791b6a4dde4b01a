"""Writing down what the machine judged. Staff's decisions are never overwritten; run twice, the end is the same."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Cluster, Concern, ConcernVector, DecidedBy, TopicRun
from dialogue.sorting import queries
from dialogue.sorting.queries import Clustered, Unjudged
from dialogue.sorting.tools import Judgement
from nlp.cluster import cluster
from nlp.matching import match_clusters
from nlp.types import Clustering, Document

SUREST = 0.3  # below this a text has no topic yet: it waits among "Ännu inte sorterat"
LABEL_WORDS = 3
CHUNK = 500  # rows in one query

Guesses = Sequence[tuple[str, float]]  # (topic code, probability), best first


def write_judgements(
    session: Session,
    municipality_id: int,
    texts: Sequence[Unjudged],
    judgements: Sequence[Judgement],
    *,
    model_id: str,
) -> int:
    """Store judgements of texts that are still there and still unjudged; gives their number."""
    areas = queries.codes_of_areas(session, municipality_id)
    topics = queries.codes_of_topics(session, municipality_id)
    still = select(Concern).where(Concern.id.in_([text.id for text in texts]), Concern.judged_by.is_(None))
    rows = {row.id: row for row in session.scalars(still.with_for_update())}
    for text, judgement in zip(texts, judgements, strict=True):
        row = rows.get(text.id)
        if row is not None:
            _write(row, judgement, areas, topics)
            row.judged_by = model_id
            vector = ConcernVector(
                concern_id=row.id, municipality_id=municipality_id, model_id=model_id, vector=judgement.vector
            )
            session.merge(vector)
    return len(rows)


def _write(row: Concern, judgement: Judgement, areas: dict[str, int], topics: dict[str, int]) -> None:
    row.lang = row.lang or judgement.lang
    row.kind = judgement.triage.kind.value
    if judgement.triage.urgent and not row.urgent:  # judged urgent once stays urgent
        row.urgent = True
        row.urgent_reason = judgement.triage.reason.value if judgement.triage.reason else None
    _place(row, areas.get(judgement.area or ""))
    row.guesses = [[code, p] for code, p in judgement.guesses]
    if row.topic_by != DecidedBy.STAFF:
        _give_topic(row, judgement.guesses, topics)


def _place(row: Concern, found: int | None) -> None:
    """The sender's own choice of area stands; staff's stands above both."""
    if row.area_by == DecidedBy.STAFF:
        return
    if row.said_area_id is not None:
        row.area_id, row.area_by = row.said_area_id, DecidedBy.SENDER
    else:
        row.area_id, row.area_by = found, DecidedBy.MACHINE if found else None


def _give_topic(row: Concern, guesses: Guesses, topics: dict[str, int]) -> None:
    said = [code for code in row.said_topics if code in topics]
    for code, p in guesses:
        # a topic the sender also ticked is taken before a likelier one that was not
        if code in topics and (p >= SUREST or code in said) and (not said or code in said):
            row.topic_id, row.topic_by, row.topic_p = topics[code], DecidedBy.MACHINE, p
            return
    if said:
        row.topic_id, row.topic_by, row.topic_p = topics[said[0]], DecidedBy.SENDER, None
    else:
        row.topic_id, row.topic_by, row.topic_p = None, None, None


def write_topics(session: Session, municipality_id: int, guesses: Mapping[int, Guesses]) -> int:
    """Give the texts that no person placed what a newer model thinks; gives how many changed topic.

    A text that changes topic leaves its cluster, unless staff put it there.
    """
    topics = queries.codes_of_topics(session, municipality_id)
    ids, changed = sorted(guesses), 0
    for start in range(0, len(ids), CHUNK):
        chosen = select(Concern).where(
            Concern.id.in_(ids[start : start + CHUNK]), Concern.municipality_id == municipality_id
        )
        for row in session.scalars(chosen.order_by(Concern.id)):
            if row.topic_by == DecidedBy.STAFF:
                continue
            before = row.topic_id
            row.guesses = [[code, p] for code, p in guesses[row.id]]
            _give_topic(row, guesses[row.id], topics)
            if row.topic_id != before:
                changed += 1
                _leave_cluster(row)
    return changed


def _leave_cluster(row: Concern) -> None:
    if row.cluster_by != DecidedBy.STAFF:
        row.cluster_id, row.cluster_by = None, None


def find_clusters(rows: Sequence[Clustered], *, seed: int) -> Clustering:
    """The recurring patterns inside each topic and over the rest, begun from where the texts lie now.

    Pure; takes seconds for thousands of texts.
    """
    documents = [Document(id=str(row.id), text=row.text, lang=row.lang) for row in rows]
    topics = [str(row.topic_id) if row.topic_id else None for row in rows]
    former = {str(row.id): row.cluster_id for row in rows if row.cluster_id is not None}
    return cluster(documents, queries.matrix(list(rows)), topics, former=former, seed=seed)


def write_clusters(
    session: Session,
    municipality_id: int,
    rows: Sequence[Clustered],
    found: Clustering,
    *,
    model_id: str,
    seed: int,
    now: datetime,
) -> TopicRun:
    """Carry ids, labels and corrections of the old clusters over to the new ones, and store the run."""
    run = TopicRun(
        municipality_id=municipality_id,
        started_at=now,
        model_id=model_id,
        seed=seed,
        texts=len(rows),
        clusters=len(found.clusters),
    )
    session.add(run)
    session.flush()  # the clusters name their run
    known = queries.clusters_of(session, municipality_id)
    ids = _ids(session, run, rows, found, known)
    _assign(session, rows, found, ids)
    return run


def _ids(
    session: Session, run: TopicRun, rows: Sequence[Clustered], found: Clustering, known: dict[int, Cluster]
) -> dict[int, int]:
    """This run's numbers → cluster ids, old where the cluster is the same, new where it is not."""
    old: dict[int, list[str]] = {}
    for row in rows:
        if row.cluster_id in known:
            old.setdefault(row.cluster_id, []).append(str(row.id))
    pinned = {str(row.id): row.cluster_id for row in rows if row.pinned and row.cluster_id in known}
    matched = match_clusters(old, {part.id: part.members for part in found.clusters}, pinned)
    for cluster_row in known.values():
        cluster_row.is_current = cluster_row.pinned
    ids: dict[int, int] = {}
    for part in found.clusters:
        cluster_row = known.get(matched[part.id] or 0) or Cluster(
            municipality_id=run.municipality_id, label="", first_run_id=run.id
        )
        if not cluster_row.pinned:
            cluster_row.topic_id = int(part.topic) if part.topic else None
            cluster_row.label = ", ".join(part.words[:LABEL_WORDS])[:120]
        cluster_row.words = "\n".join(part.words)
        cluster_row.stability = part.stability
        cluster_row.is_current, cluster_row.last_run_id = True, run.id
        session.add(cluster_row)
        session.flush()  # its id is needed below
        ids[part.id] = cluster_row.id
    return ids


def _assign(session: Session, rows: Sequence[Clustered], found: Clustering, ids: dict[int, int]) -> None:
    for row in rows:
        number = found.assigned[str(row.id)][0]
        target = ids[number] if number is not None else None
        if row.pinned or target == row.cluster_id:
            continue
        concern = session.get(Concern, row.id)  # withdrawn or moved by hand since the run began: leave it
        if concern is not None and concern.cluster_by != DecidedBy.STAFF and concern.topic_id == row.topic_id:
            concern.cluster_id = target
            concern.cluster_by = DecidedBy.MACHINE if target else None
