"""Vectors kept under `var/` between runs, by content: encoding takes longer than all the rest, and may be stopped."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nlp.encode import Encoder, Vectors, get_encoder
from nlp.vector_store import StoredEncoder, content_key, shipped_vectors

FILE = Path(__file__).parents[2] / "var" / "bench-topics.npz"
_BATCH = 256


class KeptEncoder:
    """An encoder that writes down every vector it makes, and reads them again the next time."""

    def __init__(self, encoder: Encoder | None = None, path: Path = FILE) -> None:
        self._encoder = encoder or get_encoder("e5")
        self._path = path
        self._known = shipped_vectors() | self._kept()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) float32, as `nlp.vector_store.stored_encoder` gives them."""
        parts = [self._batch(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(parts)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        vectors = StoredEncoder(self._encoder, self._known).encode(texts)
        keys = [content_key(self._encoder.model_id, text) for text in texts]
        fresh = {key: row.astype(np.float16) for key, row in zip(keys, vectors, strict=True) if key not in self._known}
        if fresh:
            self._known |= fresh
            self._save()
        return vectors

    def _kept(self) -> dict[int, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        if not self._path.exists():
            return {}
        with np.load(self._path, allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def _save(self) -> None:
        own = {key: row for key, row in self._known.items() if key not in shipped_vectors()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.fromiter(own, dtype=np.uint64, count=len(own))
        half = self._path.with_suffix(".part.npz")
        np.savez(half, keys=keys, vectors=np.stack(list(own.values())))
        half.replace(self._path)
