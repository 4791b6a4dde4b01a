"""Would the same groups have been found in other texts? Answered by taking texts away and looking again."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.consensus import grouped
from nlp.graph import Labels

_SHARE = 0.5
_MOST_SAMPLED = 800
_RUNS = 8


def stability(alike: NDArray[np.float64], labels: Labels, seed: int) -> NDArray[np.float64]:
    """For each group the mean Jaccard overlap with its best match when half of the texts is grouped (Hennig 2007).

    `alike` (n, n): the likeness of all rows. At most 800 rows are grouped at once, and the others placed among them.
    The seed draws them.
    """
    groups = int(labels.max()) + 1
    runs = [
        np.max([_best_overlaps(labels, again, groups) for again in grouped(alike, kept)], axis=0)
        for kept in _samples(len(labels), seed)
    ]
    return np.asarray(np.mean(runs, axis=0))


def _samples(size: int, seed: int) -> list[NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    count = min(_MOST_SAMPLED, max(2, round(_SHARE * size)))
    return [np.sort(random.permutation(size)[:count]) for _ in range(_RUNS)]


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
