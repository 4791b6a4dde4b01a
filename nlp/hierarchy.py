"""Vectors drawn towards their neighbours: the mean of a neighbourhood says more about a topic than one short text."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, diags
from scipy.spatial.distance import squareform

from nlp.graph import Labels, shared_neighbour_graph
from nlp.vectorise import Vectors, unit

# neighbourhoods: 0.7 times the root of the number of texts, at most 15, seen at three widths so that none decides alone
_GROWTH = 0.7
_MOST = 15
_LEAST = 3
_WIDTHS = (0.55, 1.0, 1.6)
_TIMES_DRAWN = 2


def neighbourhoods(size: int) -> list[int]:
    """How many neighbours are asked about a text among so many, from the narrowest to the widest."""
    middle = float(np.clip(_GROWTH * np.sqrt(size), _LEAST, _MOST))
    return sorted({max(1, min(size - 1, round(width * middle))) for width in _WIDTHS})


def drawn_together(vectors: Vectors, nearest: NDArray[np.int64]) -> Vectors:
    """Unit vectors moved, twice, to the mean of their neighbours at every width. `nearest`: at least the widest."""
    widths = [min(count, nearest.shape[1]) for count in neighbourhoods(len(vectors))]
    weights = sum(_pull(nearest[:, :width]) for width in widths)
    drawn = vectors
    for _ in range(_TIMES_DRAWN):
        drawn = unit(weights @ drawn)
    return drawn


def joined(apart: NDArray[np.float64], cuts: Sequence[float]) -> list[Labels]:
    """Groups by average linkage of a square of distances, one numbering for each distance to stop at."""
    if len(apart) < 2:
        return [np.zeros(len(apart), dtype=np.int64) for _ in cuts]
    tree = linkage(squareform(apart, checks=False), "average")
    return [fcluster(tree, cut, "distance").astype(np.int64) - 1 for cut in cuts]


def _pull(nearest: NDArray[np.int64]) -> csr_matrix:
    """How much each row counts for each other: Jaccard overlaps of their neighbourhoods, a row's sum 1."""
    graph = shared_neighbour_graph(nearest)
    total = np.asarray(graph.sum(axis=1)).ravel()
    return csr_matrix(diags(1 / np.maximum(total, 1e-9)) @ graph)
