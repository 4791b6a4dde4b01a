"""Why a text stands where it stands: words, nearest texts, guesses, and what people decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_concern
from dialogue.models import Concern, ConcernVector, ReviewAction, ReviewedConcern
from dialogue.scanning.queries import list_areas, list_topics
from dialogue.scanning.topic_queries import LoggedAction, Quote, logged, quote_of
from nlp.topic_model import TopicModel

NEAREST = 5
COMPARED = 4000  # the newest texts that a text is compared with: bounded work, a few megabytes


class WordWeigher(Protocol):
    """Which words spoke for the topic, each with its weight, heaviest first."""

    def __call__(self, text: str, lang: str | None, vector: bytes) -> tuple[tuple[str, float], ...]:
        """Weigh the words of a text with its stored vector (float16 bytes)."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """A text near in meaning; `closeness` is the cosine, −1 to 1."""

    quote: Quote
    closeness: float


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one text. `words` and `nearest` are empty while the worker has not read it."""

    quote: Quote
    topic_by: str | None
    area_by: str | None
    words: tuple[tuple[str, float], ...]
    nearest: tuple[Near, ...]
    guesses: tuple[tuple[str, float], ...]
    decisions: tuple[LoggedAction, ...]


def explain_concern(session: Session, viewer: Viewer, concern_id: int, weigh: WordWeigher) -> Why:
    """All that is known about why one text of the viewer's municipality is where it is."""
    concern = access_concern(session, viewer, concern_id)
    topics = {topic.id: topic for topic in list_topics(session, viewer)}
    names = {topic.code: topic.name for topic in topics.values()}
    areas = {area.id: area.name for area in list_areas(session, viewer)}
    own = session.get(ConcernVector, concern.id)
    entry = topics.get(concern.topic_id or 0)
    shown = topics[entry.counts_as].name if entry else None
    touched = select(ReviewedConcern.action_id).where(ReviewedConcern.concern_id == concern.id)
    return Why(
        quote=quote_of(concern, areas.get(concern.area_id or 0), shown),
        topic_by=concern.topic_by.value if concern.topic_by else None,
        area_by=concern.area_by.value if concern.area_by else None,
        words=weigh(concern.text, concern.lang, own.vector) if own else (),
        nearest=_nearest(session, viewer, own, areas) if own else (),
        guesses=tuple((names.get(str(code), str(code)), float(p)) for code, p in concern.guesses[:3]),
        decisions=logged(session, ReviewAction.id.in_(touched)),
    )


def _nearest(session: Session, viewer: Viewer, own: ConcernVector, areas: Mapping[int, str]) -> tuple[Near, ...]:
    query = (
        select(Concern.id, ConcernVector.vector)
        .join(ConcernVector, ConcernVector.concern_id == Concern.id)
        .where(Concern.municipality_id == viewer.municipality_id, Concern.id != own.concern_id)
        .where(ConcernVector.model_id == own.model_id)
        .order_by(Concern.received_on.desc(), Concern.id)
        .limit(COMPARED)
    )
    rows = [(concern_id, vector) for concern_id, vector in session.execute(query) if len(vector) == len(own.vector)]
    if not rows:
        return ()
    known = np.frombuffer(b"".join(vector for _, vector in rows), dtype=np.float16).reshape(len(rows), -1)
    close = known.astype(np.float32) @ np.frombuffer(own.vector, dtype=np.float16).astype(np.float32)
    best = [int(at) for at in np.argsort(-close, kind="stable")[:NEAREST]]
    found = select(Concern).where(Concern.id.in_([rows[at][0] for at in best]))
    texts = {row.id: row for row in session.scalars(found.where(Concern.municipality_id == viewer.municipality_id))}
    return tuple(
        Near(quote_of(texts[rows[at][0]], areas.get(texts[rows[at][0]].area_id or 0)), float(close[at])) for at in best
    )


def word_weigher(folder: Path, municipality_id: int) -> WordWeigher:
    """Weigh by the newest topic model that a worker has written, the municipality's own first; trains none."""

    def weigh(text: str, lang: str | None, vector: bytes) -> tuple[tuple[str, float], ...]:
        newest = _newest(folder, f"learnt-{municipality_id}-*.npz") or _newest(folder, "topics-*.npz")
        model = _model(newest) if newest else None
        if model is None:
            return ()
        try:
            return model.explain(text, lang, np.frombuffer(vector, dtype=np.float16).astype(np.float32)).words
        except ValueError:  # the stored vector is of another encoder than the newest model
            return ()

    return weigh


def _newest(folder: Path, pattern: str) -> Path | None:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_mtime, default=None)


@lru_cache(maxsize=3)
def _model(path: Path) -> TopicModel | None:
    try:
        return TopicModel.load(path)
    except (OSError, ValueError, KeyError):  # half written or of another version: words are then left out
        return None
