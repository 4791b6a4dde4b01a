"""Ours, in a process of its own: `python -m tests.bench_topics.ours CORPUS.json ANSWER.json METHOD`."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from nlp.corpus import shipped_concerns, shipped_phrases, topic_codes
from nlp.encode import get_encoder
from nlp.patterns import find_patterns
from nlp.taxonomy_fit import fits_taxonomy
from nlp.topic_model import TopicModel
from nlp.vector_store import stored_encoder
from tests.bench_topics.corpora import SHIPPED_AUTHOR


def main(corpus: Path, answer: Path, method: str) -> None:
    """Group the texts: "taxonomy" asks it first where it fits, "patterns" never does. Training is not timed."""
    told = json.loads(corpus.read_text(encoding="utf-8"))
    texts, langs = told["texts"], told["langs"]
    if method == "taxonomy" and fits_taxonomy(texts, langs):
        model = _model_of_the_others()
        began = time.perf_counter()
        plain = np.load(corpus.with_suffix(".plain.npy"))
        labels = model.probabilities(texts, langs, plain).argmax(axis=1).tolist()
    else:
        began = time.perf_counter()
        labels = find_patterns(np.load(corpus.with_suffix(".prepared.npy"))).labels.tolist()
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.write_text(json.dumps({"labels": labels, "seconds": seconds, "megabytes": memory}), encoding="utf-8")


def _model_of_the_others() -> TopicModel:
    """The shipped topic model without the author who is measured when no folder is given."""
    others = [
        concern
        for concern in shipped_concerns()
        if concern.topic in topic_codes() and not concern.id.startswith(f"{SHIPPED_AUTHOR}-")
    ]
    known = [*others, *shipped_phrases()]
    texts = [concern.text for concern in known]
    vectors = stored_encoder(get_encoder("e5")).encode(texts)
    return TopicModel().fit(
        texts,
        [concern.lang for concern in known],
        [concern.topic or "" for concern in known],
        vectors,
        second_topics=[concern.topic2 for concern in known],
        authors=[concern.id.partition("-")[0] for concern in others] + [None] * (len(known) - len(others)),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
