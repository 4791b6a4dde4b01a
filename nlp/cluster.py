"""Recurring patterns: inside each topic and over the rest, or over a whole corpus that no taxonomy fits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.classify import known_languages, shipped_topic_model
from nlp.encode import EncoderName, get_encoder
from nlp.label import telling_labels, typical_texts
from nlp.patterns import MIN_SIZE, Patterns, find_patterns
from nlp.taxonomy_fit import fits_taxonomy
from nlp.tokens import words
from nlp.types import Cluster, Clustering, Document
from nlp.vector_store import stored_encoder
from nlp.vectorise import LanguageCentre, Vectors, read_twice, telling_words, word_frequencies


def cluster(
    documents: Sequence[Document],
    vectors: Vectors,
    topics: Sequence[str | None] | None = None,
    *,
    former: Mapping[str, int] | None = None,
    seed: int = 0,
) -> Clustering:
    """Find recurring patterns inside each topic and over the texts without one (None).

    `vectors` (n, d): one row a document, from any one encoder. Without `topics` all documents are one set.
    Groups have at least three texts; fewer than three in a set are too few to say. Ids count from 0 and
    belong to this run (`nlp.matching` carries them over). `former`: document id → its cluster in an earlier run, by
    any numbers from 0: its clusters stay unless the texts now say clearly otherwise. Same input and seed, same
    answer, on any number of threads. Raises ValueError if lengths differ or an id comes twice.
    """
    names = list(topics) if topics is not None else [None] * len(documents)
    if not len(documents) == len(vectors) == len(names):
        raise ValueError("documents, vectors and topics must be equally long")
    if len({document.id for document in documents}) < len(documents):
        raise ValueError("every document needs an id of its own")
    if not documents:
        return Clustering((), {})
    langs = [document.lang for document in documents]
    centred = LanguageCentre().fit(np.asarray(vectors, dtype=np.float32), langs).transform(vectors, langs)
    texts = [document.text for document in documents]
    known = [(former or {}).get(document.id, -1) for document in documents]
    found = [
        _Set(topic, rows, find_patterns(centred[rows], seed, [texts[r] for r in rows], [known[r] for r in rows]))
        for topic, rows in _sets(names)
    ]
    return _clustering(documents, centred, found)


def cluster_records(
    records: Sequence[Mapping[str, Any]], encoder: EncoderName = "e5", seed: int = 0
) -> list[tuple[int | None, float]]:
    """For each record (`text`, perhaps `lang`) its cluster, or None, and how sure that is, 0–1.

    Where the taxonomy fits the texts, a cluster is a topic that three texts or more are about, numbered in the
    order of its size; a text without words has none. Where it plainly does not fit (police notices, encyclopaedia
    sentences), the texts are grouped by themselves.
    """
    texts = [record["text"] for record in records]
    if not texts:
        return []
    langs = known_languages(texts, [record.get("lang") for record in records])
    model = get_encoder(encoder)
    whole = stored_encoder(model).encode(texts)
    if fits_taxonomy(texts, langs):
        guesses = shipped_topic_model(encoder=model).predict(texts, langs, whole)
        codes = [row[0].code if words(text) else None for text, row in zip(texts, guesses, strict=True)]
        return _numbered(codes, [row[0].p for row in guesses])
    frequencies = word_frequencies(texts)
    told = stored_encoder(model).encode([telling_words(text, frequencies) for text in texts])
    patterns = find_patterns(read_twice(whole, told, texts, langs), seed, texts)
    return [
        (int(label) if label >= 0 else None, float(firmness))
        for label, firmness in zip(patterns.labels, patterns.firmness, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Set:
    """The documents of one topic, by row, and the patterns among them."""

    topic: str | None
    rows: NDArray[np.int64]
    patterns: Patterns


def _sets(names: Sequence[str | None]) -> list[tuple[str | None, NDArray[np.int64]]]:
    """The rows of each topic, by code; those without a topic last."""
    rows: dict[str | None, list[int]] = {}
    for row, name in enumerate(names):
        rows.setdefault(name, []).append(row)
    order = sorted(rows, key=lambda name: (name is None, name or ""))
    return [(name, np.array(rows[name], dtype=np.int64)) for name in order]


def _clustering(documents: Sequence[Document], vectors: Vectors, found: Sequence[_Set]) -> Clustering:
    groups: list[int | None] = [None] * len(documents)
    firmness = np.zeros(len(documents))
    members: list[tuple[str | None, NDArray[np.int64], float]] = []
    for part in found:
        for label, stability in enumerate(part.patterns.stability):
            rows = part.rows[part.patterns.labels == label]
            for row in rows:
                groups[row] = len(members)
            members.append((part.topic, rows, stability))
        firmness[part.rows] = part.patterns.firmness
    texts = [document.text for document in documents]
    labels = telling_labels(texts, [document.lang for document in documents], groups)
    clusters = []
    for number, (topic, rows, stability) in enumerate(members):
        typical = typical_texts(vectors[rows], [texts[row] for row in rows])
        clusters.append(
            Cluster(
                id=number,
                topic=topic,
                members=tuple(documents[row].id for row in rows),
                words=labels.get(number, ()),
                typical=tuple(documents[rows[row]].id for row in typical),
                stability=stability,
            )
        )
    placed = {
        document.id: (group, float(firm)) for document, group, firm in zip(documents, groups, firmness, strict=True)
    }
    return Clustering(tuple(clusters), placed)


def _numbered(codes: Sequence[str | None], chances: Sequence[float]) -> list[tuple[int | None, float]]:
    sizes = Counter(code for code in codes if code is not None)
    large = sorted((code for code in sizes if sizes[code] >= MIN_SIZE), key=lambda code: (-sizes[code], code))
    order = {code: number for number, code in enumerate(large)}
    found = [None if code is None else order.get(code) for code in codes]
    return [(number, 0.0 if number is None else chance) for number, chance in zip(found, chances, strict=True)]
