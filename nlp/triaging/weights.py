"""The learnt weights: read from `data/triage/weights.npz`, made by `python -m nlp.triaging.train`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.corpus import DATA
from nlp.triaging.features import Row
from nlp.types import Kind, UrgentReason

SHIPPED = DATA / "triage" / "weights.npz"
CALM_KINDS = (Kind.ABUSE, Kind.CONCERN, Kind.CRIME_REPORT, Kind.EMPTY, Kind.PRAISE)
HEADS = ("urgent", *(kind.value for kind in CALM_KINDS), *(reason.value for reason in UrgentReason))
MEANING_SHARE = 5.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of numbers a head of `HEADS`: for hashed features, and for the centred vector where there is one."""

    spelling: NDArray[np.float32]
    meaning: NDArray[np.float32] | None
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights for texts with a vector and without; `rarity` weighs the features of both."""

    rarity: NDArray[np.float32]
    centre: NDArray[np.float32]
    words: Weights
    both: Weights

    def scores(self, columns_values: Row, vector: NDArray[np.float32] | None) -> NDArray[np.float64]:
        """A number for each head; above 0 is yes. A vector of another length than learnt from counts as none."""
        columns, values = columns_values
        if vector is None or vector.shape != self.centre.shape or not np.isfinite(vector).all():
            return np.asarray(self.words.spelling[:, columns] @ values + self.words.bias, dtype=np.float64)
        assert self.both.meaning is not None
        meaning = self.both.meaning @ ((vector - self.centre) * MEANING_SHARE)
        return np.asarray(self.both.spelling[:, columns] @ values + meaning + self.both.bias, dtype=np.float64)


@cache
def learnt(path: Path = SHIPPED) -> Learnt:
    """The shipped weights, read once a process."""
    with np.load(path, allow_pickle=False) as stored:
        parts = {name: stored[name].astype(np.float32) for name in stored.files}
    return Learnt(
        parts["rarity"],
        parts["centre"],
        Weights(parts["words_spelling"], None, parts["words_bias"]),
        Weights(parts["both_spelling"], parts["both_meaning"], parts["both_bias"]),
    )


def write(path: Path, model: Learnt) -> None:
    """Keep weights in half precision: small enough to ship."""
    assert model.both.meaning is not None
    np.savez_compressed(
        path,
        rarity=model.rarity.astype(np.float16),
        centre=model.centre,
        words_spelling=model.words.spelling.astype(np.float16),
        words_bias=model.words.bias,
        both_spelling=model.both.spelling.astype(np.float16),
        both_meaning=model.both.meaning.astype(np.float16),
        both_bias=model.both.bias,
    )
