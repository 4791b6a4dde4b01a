"""Like texts put together from below, until no two groups are like enough. Nobody says how many there are.

Vectors are first drawn towards their neighbours (the mean of a neighbourhood says more about a topic than one short
text), then joined by average linkage. Where to stop is one number for every set: centred vectors are alike at 0
only by chance, however many or few groups a set holds.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, diags
from scipy.spatial.distance import squareform

from nlp.graph import Labels, by_size, likeness, shared_neighbour_graph
from nlp.vectorise import Vectors, unit

# groups whose texts are less alike than this on average stay apart; chosen with each corpus left out in turn
LIKE_ENOUGH = 0.35
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


def joined(vectors: Vectors) -> Labels:
    """Average linkage of unit vectors, cut where groups are no longer LIKE_ENOUGH; the largest group is 0."""
    if len(vectors) < _TIMES_DRAWN:
        return np.zeros(len(vectors), dtype=np.int64)
    apart = likeness(vectors, vectors)
    np.maximum(np.subtract(1, apart, out=apart), 0, out=apart)
    tree = linkage(squareform(apart, checks=False), "average")
    return by_size(fcluster(tree, 1 - LIKE_ENOUGH, "distance"))


def _pull(nearest: NDArray[np.int64]) -> csr_matrix:
    """How much each row counts for each other: Jaccard overlaps of their neighbourhoods, a row's sum 1."""
    graph = shared_neighbour_graph(nearest)
    total = np.asarray(graph.sum(axis=1)).ravel()
    return csr_matrix(diags(1 / np.maximum(total, 1e-9)) @ graph)
