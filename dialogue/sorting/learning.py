"""What the machine learns from people: the topics that staff gave to texts, night by night.

A municipality whose staff have moved texts gets a topic model of its own: the shipped texts, and theirs counting for
more. It is a pure function of the decisions, so that every worker on every machine has the same one.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from dialogue.sorting.queries import Decided
from nlp.classify import known_languages, model_fingerprint, read_topic_model, store_topic_model, train_topic_model
from nlp.corpus import LabelledText, topic_codes
from nlp.encode import Encoder
from nlp.topic_model import TopicModel

FEWEST = 3  # examples that a topic outside the shipped taxonomy needs before it is learnt


def teachable(decided: Sequence[Decided]) -> list[Decided]:
    """The decisions that can be learnt from: topics of one's own need at least three examples."""
    counts = Counter(text.topic for text in decided)
    return [text for text in decided if text.topic in topic_codes() or counts[text.topic] >= FEWEST]


def learnt_model(
    encoder: Encoder, models: Path, municipality_id: int, decided: Sequence[Decided]
) -> tuple[str, Callable[[], TopicModel]]:
    """The name of the model that has learnt these decisions, empty without any, and what reads or trains it."""
    taught = teachable(decided)
    if not taught:
        return "", TopicModel
    told = json.dumps([[text.id, text.topic] for text in taught])
    digest = hashlib.sha256((model_fingerprint(encoder.model_id) + told).encode()).hexdigest()[:16]
    path = models / f"learnt-{municipality_id}-{digest}.npz"
    return digest, lambda: read_topic_model(path) or _train(encoder, path, taught)


def _train(encoder: Encoder, path: Path, taught: Sequence[Decided]) -> TopicModel:
    langs = known_languages([text.text for text in taught], [text.lang for text in taught])
    moves = [
        LabelledText(f"move-{text.id}", text.text, lang, text.topic) for text, lang in zip(taught, langs, strict=True)
    ]
    model = store_topic_model(train_topic_model(encoder, moves), path)
    owner = path.name.rpartition("-")[0]
    for old in path.parent.glob(f"{owner}-*.npz"):
        if old != path:
            old.unlink(missing_ok=True)
    return model
