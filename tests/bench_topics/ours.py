"""Ours, in a process of its own: `python -m tests.bench_topics.ours CORPUS.json ANSWER.json METHOD`."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from nlp.evaluate.across_authors import model_without
from nlp.patterns import find_patterns
from nlp.taxonomy_fit import fits_taxonomy
from tests.bench_topics.corpora import SHIPPED_AUTHOR


def main(corpus: Path, answer: Path, method: str) -> None:
    """Group the texts: "taxonomy" asks it first where it fits, "patterns" never does. Training is not timed."""
    told = json.loads(corpus.read_text(encoding="utf-8"))
    texts, langs = told["texts"], told["langs"]
    if method == "taxonomy" and fits_taxonomy(texts, langs):
        model = model_without(SHIPPED_AUTHOR)
        began = time.perf_counter()
        plain = np.load(corpus.with_suffix(".plain.npy"))
        labels = model.probabilities(texts, langs, plain).argmax(axis=1).tolist()
    else:
        began = time.perf_counter()
        labels = find_patterns(np.load(corpus.with_suffix(".prepared.npy")), texts=texts).labels.tolist()
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.write_text(json.dumps({"labels": labels, "seconds": seconds, "megabytes": memory}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
