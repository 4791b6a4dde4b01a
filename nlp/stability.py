"""Would the same groups have been found in other texts? Answered by taking texts away and looking again."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.graph import Labels
from nlp.hierarchy import drawn_together, joined, neighbourhoods
from nlp.vectorise import Vectors

_KEPT_SHARE = 0.8
_RUNS = 6
_RUNS_WHEN_LARGE = 3
_LARGE = 2_000


def stability(vectors: Vectors, nearest: NDArray[np.int64], labels: Labels, seed: int) -> NDArray[np.float64]:
    """For each group the mean Jaccard overlap with its best match when a fifth of the texts is away (Hennig 2007).

    `nearest` (n, m): the nearest rows of each row, nearest first, a good deal more than are asked at once. The
    seed draws the texts taken away.
    """
    groups = int(labels.max()) + 1
    overlaps = []
    for kept in _samples(len(labels), seed):
        again = joined(drawn_together(vectors[kept], _left(nearest, kept)))
        overlaps.append(_best_overlaps(labels[kept], again, groups))
    return np.asarray(np.mean(overlaps, axis=0))


def _samples(size: int, seed: int) -> list[NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    runs = _RUNS if size <= _LARGE else _RUNS_WHEN_LARGE
    kept = max(2, round(_KEPT_SHARE * size))
    return [np.sort(random.permutation(size)[:kept]) for _ in range(runs)]


def _left(nearest: NDArray[np.int64], kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """The nearest of the rows kept, by their new places: as many as every row still has."""
    place = np.full(len(nearest), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    left = place[nearest[kept]]
    gone = np.argsort(left < 0, axis=1, kind="stable")
    count = min(int((left >= 0).sum(axis=1).min()), neighbourhoods(len(kept))[-1])
    return np.asarray(np.take_along_axis(left, gone, axis=1)[:, :count])


def _best_overlaps(labels: Labels, again: Labels, groups: int) -> NDArray[np.float64]:
    """For each group the largest Jaccard overlap with any group of the other run; 0 for a vanished group."""
    shape = (groups, int(again.max()) + 1)
    common = csr_matrix((np.ones(len(labels)), (labels, again)), shape=shape).tocoo()
    sizes = np.bincount(labels, minlength=groups)
    sizes_again = np.bincount(again, minlength=shape[1])
    overlap = common.data / (sizes[common.row] + sizes_again[common.col] - common.data)
    best = np.zeros(groups)
    np.maximum.at(best, common.row, overlap)
    return best
