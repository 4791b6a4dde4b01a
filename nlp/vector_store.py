"""Vectors of the shipped texts, ready-made: the first start need not encode 4,000 texts.

They are taken wherever they are found, so a shipped text has the same vector on every machine, and a stored one is
never mixed with a fresh one of the same text. Fresh vectors differ a little between sorts of processor.

`python -m nlp.vector_store` makes the file anew after a change of texts or encoder.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.corpus import DATA
from nlp.encode import Encoder, get_encoder
from nlp.mask import mask
from nlp.tokens import clean

SHIPPED = DATA / "vectors" / "e5.npz"
_KEY_BYTES = 8
_BATCH = 256


def content_key(model_id: str, text: str) -> int:
    """64 bits that name the vector of this text by this model."""
    digest = hashlib.sha256(f"{model_id}\n{clean(text)}".encode()).digest()
    return int.from_bytes(digest[:_KEY_BYTES], "big")


class StoredEncoder:
    """An encoder that looks among stored vectors first: a text has one vector, the stored one if there is any."""

    def __init__(self, encoder: Encoder, stored: dict[int, NDArray[np.float16]]) -> None:
        self._encoder = encoder
        self._stored = stored
        self.model_id = encoder.model_id
        self.dimensions = encoder.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions) float32; only texts without a stored vector reach the encoder."""
        keys = [content_key(self.model_id, text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._stored}
        fresh = dict(zip(missing, self._encode_all(list(missing.values())), strict=True))
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, key in enumerate(keys):
            vectors[row] = fresh[key] if key in fresh else self._stored[key]
        return vectors

    def _encode_all(self, texts: list[str]) -> list[NDArray[np.float32]]:
        batches = [self._encoder.encode(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return [row for batch in batches for row in batch]


@cache
def shipped_vectors(path: Path = SHIPPED) -> dict[int, NDArray[np.float16]]:
    """Stored vectors by content key; empty if the file is not there."""
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))


def stored_encoder(encoder: Encoder) -> StoredEncoder:
    """The encoder with the shipped vectors in front of it."""
    return StoredEncoder(encoder, shipped_vectors())


def rebuild(path: Path = SHIPPED) -> int:
    """Encode every text under `data/corpora*` and write the file. Returns how many texts it holds."""
    encoder = stored_encoder(get_encoder("e5"))
    texts = sorted({clean(text) for text in _all_texts()})
    keys = np.array([content_key(encoder.model_id, text) for text in texts], dtype=np.uint64)
    vectors = encoder.encode(texts).astype(np.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, keys=keys, vectors=vectors)
    return len(texts)


def _all_texts() -> list[str]:
    """Every shipped text as it is, and masked, as the site stores it."""
    texts = [
        json.loads(line)["text"]
        for path in sorted(DATA.glob("corpora*/*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    return texts + [mask(text).text for text in texts]


if __name__ == "__main__":
    rebuild()
