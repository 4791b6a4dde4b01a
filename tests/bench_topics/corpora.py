"""The corpora to measure on: JSONL files with `text` and `label` (or `topic`), and the shipped concerns."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.classify import known_languages
from nlp.corpus import shipped_concerns, topic_codes
from nlp.evaluate.labelled import read_labelled
from nlp.vectorise import read_twice, telling_words, word_frequencies
from tests.bench_topics.vectors import KeptEncoder

# The author whose texts are measured when no folder is given: the farthest from the other six.
SHIPPED_AUTHOR = "dev"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts with what a reader calls them, and two sets of vectors: plain, and prepared as the product does."""

    name: str
    texts: list[str]
    langs: list[str]
    labels: list[str]
    plain: NDArray[np.float32]
    prepared: NDArray[np.float32]

    def save(self, folder: Path) -> Path:
        """Write what a method may see, never the labels, as JSON and .npy files."""
        path = folder / f"{self.name}.json"
        path.write_text(json.dumps({"texts": self.texts, "langs": self.langs}), encoding="utf-8")
        np.save(folder / f"{self.name}.plain.npy", self.plain)
        np.save(folder / f"{self.name}.prepared.npy", self.prepared)
        return path


def read_corpora(folder: Path | None, limit: int) -> Iterator[Corpus]:
    """Each labelled corpus of the folder, at most `limit` texts drawn by a fixed seed; else the shipped author.

    Files that hold shipped texts are passed over: ours has learnt from them.
    """
    if folder is None:
        yield _prepared(f"concerns by {SHIPPED_AUTHOR}".replace(" ", "_"), _shipped_rows()[:limit])
        return
    shipped = {concern.text for concern in shipped_concerns()}
    for path in sorted(folder.glob("*.jsonl")):
        try:
            rows = read_labelled(path, "label")
        except ValueError:
            continue
        if not any(row["text"] in shipped for row in rows):
            yield _prepared(path.stem, random.Random(0).sample(rows, limit) if len(rows) > limit else rows)


def _shipped_rows() -> list[dict[str, Any]]:
    return [
        {"text": concern.text, "lang": concern.lang, "label": concern.topic}
        for concern in shipped_concerns()
        if concern.topic in topic_codes() and concern.id.startswith(f"{SHIPPED_AUTHOR}-")
    ]


def prepare(texts: list[str], langs: list[str]) -> NDArray[np.float32]:
    """The vectors that a run over these texts alone would compare."""
    encoder = KeptEncoder()
    frequencies = word_frequencies(texts)
    told = encoder.encode([telling_words(text, frequencies) for text in texts])
    return read_twice(encoder.encode(texts), told, texts, langs)


def _prepared(name: str, rows: list[dict[str, Any]]) -> Corpus:
    texts = [row["text"] for row in rows]
    langs = known_languages(texts, [row.get("lang") for row in rows])
    labels = [str(row["label"]) for row in rows]
    return Corpus(name, texts, langs, labels, KeptEncoder().encode(texts), prepare(texts, langs))
