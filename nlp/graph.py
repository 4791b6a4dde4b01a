"""Texts as a graph of shared neighbours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.threads import one_thread
from nlp.vectorise import Vectors

Labels = NDArray[np.int64]

# rows compared at a time
BLOCK = 1_024
# A component is a whole number of these parts. Whole numbers add up to the same in any order, so a likeness has the
# same bits on every processor: 384 products of two 20-bit numbers need 49 of a double's 53 bits.
_PARTS = 2.0**20


def likeness(rows: Vectors, others: Vectors) -> NDArray[np.float64]:
    """The inner products of unit vectors, the same to the last bit on any machine."""
    with one_thread():
        products = _whole(rows) @ _whole(others).T
    products /= _PARTS**2
    return np.asarray(products)


def neighbours(vectors: Vectors, count: int) -> NDArray[np.int64]:
    """(n, count) the nearest other rows of unit vectors, nearest first; ties go to the lower row."""
    parts = [neighbours_of_block(vectors, start, count) for start in range(0, len(vectors), BLOCK)]
    return np.concatenate(parts) if parts else np.empty((0, count), dtype=np.int64)


def neighbours_of_block(vectors: Vectors, start: int, count: int) -> NDArray[np.int64]:
    """The rows of `neighbours` from `start`, a multiple of BLOCK, up to the next multiple."""
    block = likeness(vectors[start : start + BLOCK], vectors)
    rows = np.arange(len(block))
    block[rows, start + rows] = -np.inf
    return _largest(block, count)


def neighbours_among(rows: Vectors, others: Vectors, count: int) -> NDArray[np.int64]:
    """(n, count) the nearest of `others` for each of at most BLOCK rows, none of which is among them."""
    return _largest(likeness(rows, others), count)


def shared_neighbour_graph(nearest: NDArray[np.int64]) -> csr_matrix:
    """Symmetric weights: the Jaccard overlap of two rows' neighbourhoods, where one names the other."""
    size, count = nearest.shape
    rows = np.repeat(np.arange(size), count)
    names = csr_matrix((np.ones(rows.size), (rows, nearest.ravel())), shape=(size, size))
    around = names + csr_matrix((np.ones(size), (np.arange(size), np.arange(size))), shape=(size, size))
    pairs = (names + names.T).tocoo()
    common = np.asarray(around[pairs.row].multiply(around[pairs.col]).sum(axis=1)).ravel()
    weights = common / (2 * (count + 1) - common)
    graph = csr_matrix((weights, (pairs.row, pairs.col)), shape=(size, size))
    graph.eliminate_zeros()
    return graph


def by_size(labels: Sequence[int] | NDArray[np.integer]) -> Labels:
    """The same groups, numbered from the largest; equal sizes by their first member."""
    names, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    place = np.empty(len(names), dtype=np.int64)
    place[order] = np.arange(len(names))
    return np.asarray(place[inverse], dtype=np.int64)


def _whole(vectors: Vectors) -> NDArray[np.float64]:
    return np.rint(np.asarray(vectors, dtype=np.float64) * _PARTS)


def _largest(block: NDArray[np.floating], count: int) -> NDArray[np.int64]:
    """Columns of the `count` largest values of each row, in a fixed order."""
    size = block.shape[1]
    wide = min(size, 2 * count)
    candidates = (
        np.argpartition(-block, wide - 1, axis=1)[:, :wide]
        if wide < size
        else np.tile(np.arange(size), (len(block), 1))
    )
    candidates.sort(axis=1)
    values = np.take_along_axis(block, candidates, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(candidates, order, axis=1)
