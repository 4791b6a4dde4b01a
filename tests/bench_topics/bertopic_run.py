"""BERTopic, run by its own environment: `bertopic_run.py CORPUS.json ANSWER.json METHOD STOPWORDS.txt`.

Methods: "defaults" and "best" (its documented best practice) on plain vectors, "best-ours" on the product's.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def main(corpus: Path, answer: Path, method: str, stopwords: Path) -> None:
    """Group the texts and write labels, seconds and peak memory. Loading BERTopic itself is not timed."""
    texts = json.loads(corpus.read_text(encoding="utf-8"))["texts"]
    vectors = np.load(corpus.with_suffix(".prepared.npy" if method == "best-ours" else ".plain.npy"))
    model = _model(method, len(texts), stopwords.read_text(encoding="utf-8").split())
    began = time.perf_counter()
    labels, _ = model.fit_transform(texts, embeddings=vectors)
    if method != "defaults" and -1 in labels and len(set(labels)) > 1:
        labels = model.reduce_outliers(texts, labels, strategy="embeddings", embeddings=vectors)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = [int(label) for label in labels]
    answer.write_text(json.dumps({"labels": found, "seconds": seconds, "megabytes": memory}), encoding="utf-8")


def _model(method: str, size: int, stopwords: list[str]) -> Any:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from hdbscan import HDBSCAN
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=42)
    if method == "defaults":
        return BERTopic(embedding_model=BaseEmbedder(), umap_model=umap)
    return BERTopic(
        embedding_model=BaseEmbedder(),
        umap_model=umap,
        hdbscan_model=HDBSCAN(min_cluster_size=max(10, size // 200), prediction_data=True),
        vectorizer_model=CountVectorizer(stop_words=stopwords),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
