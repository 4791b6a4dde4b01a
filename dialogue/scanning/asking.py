"""The review queue: which texts a person's decision would help most."""

from collections import Counter
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from dialogue.models import Concern, ConcernVector, DecidedBy
from nlp.asking import asking_order, doubt

QUEUE = 200  # texts put in the order of expected gain; the rest follow by certainty
COMPARED = 1_000  # the least certain texts, among which they are chosen


def queue_order(session: Session, scope: ColumnElement[bool], topics: int) -> tuple[ColumnElement[Any], ...]:
    """Order by these: expected gain, then certainty. What people have decided comes last. `topics`: how many there are.

    Texts that say the same thing do not queue after each other: an answer to one is an answer to all.
    """
    ids = _ids_by_gain(session, scope, topics)
    rank = {concern_id: at for at, concern_id in enumerate(ids)}
    queued = (case(rank, value=Concern.id, else_=len(rank)),) if rank else ()
    return (*queued, _certainty())


def _ids_by_gain(session: Session, scope: ColumnElement[bool], topics: int) -> list[int]:
    open_ = or_(Concern.topic_by.is_(None), Concern.topic_by == DecidedBy.MACHINE)
    rows = session.execute(
        select(Concern.id, Concern.guesses, Concern.topic_p, ConcernVector.model_id, ConcernVector.vector)
        .outerjoin(ConcernVector, ConcernVector.concern_id == Concern.id)
        .where(scope, open_)
        .order_by(_certainty(), Concern.received_on.desc(), Concern.id)
        .limit(COMPARED)
    ).all()
    doubts = [doubt([float(p) for _, p in row.guesses] or _told(row.topic_p), topics) for row in rows]
    order = asking_order(doubts, _vectors([(row.model_id, row.vector) for row in rows]), QUEUE)
    return [rows[at].id for at in order]


def _certainty() -> ColumnElement[float]:
    """How sure the topic is: the machine's probability, 0 where it had no answer, 1 where a person decided."""
    machine = Concern.topic_by == DecidedBy.MACHINE
    return case((Concern.topic_by.is_(None), 0.0), (machine, func.coalesce(Concern.topic_p, 0.0)), else_=1.0)


def _told(chance: float | None) -> list[float]:
    return [] if chance is None else [chance]


def _vectors(stored: list[tuple[str | None, bytes | None]]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Rows of the encoder that most texts have; zeros for the others, which are then like no other text."""
    models = Counter((model, len(vector)) for model, vector in stored if model and vector)
    if not models:
        return np.zeros((len(stored), 1), dtype=np.float32)
    (most, size), _ = models.most_common(1)[0]
    rows = [vector if vector and (model, len(vector)) == (most, size) else bytes(size) for model, vector in stored]
    return np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), -1).astype(np.float32)
