"""Recurring patterns in one set of vectors: groups of at least three, and the few rows left over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.graph import Labels, by_size, neighbours, shared_neighbour_graph
from nlp.stability import stable_communities
from nlp.vectorise import Vectors

MIN_SIZE = 3
_MOST_NEIGHBOURS = 15


@dataclass(frozen=True, slots=True)
class Patterns:
    """For each row its pattern (0 = largest, -1 = none) and its firmness, 0–1; each pattern's stability."""

    labels: Labels
    firmness: NDArray[np.float64]
    stability: tuple[float, ...]


def find_patterns(vectors: Vectors, seed: int = 0) -> Patterns:
    """Group unit vectors, k unknown. Fewer than three rows are too few to say: all -1."""
    size = len(vectors)
    if size < MIN_SIZE:
        return Patterns(np.full(size, -1, dtype=np.int64), np.zeros(size), ())
    first, copies = _without_copies(vectors)
    if len(first) < 2 * MIN_SIZE:
        return Patterns(np.zeros(size, dtype=np.int64), np.ones(size), (1.0,))
    count = int(np.clip(round(np.sqrt(len(first))), MIN_SIZE, min(_MOST_NEIGHBOURS, len(first) - 1)))
    graph = shared_neighbour_graph(neighbours(vectors[first], count))
    groups = stable_communities(graph, seed)
    weights = np.bincount(copies, minlength=len(first))
    labels = _without_splinters(groups.labels, graph, weights)
    kept, relabelled = _renumbered(labels[copies])
    firmness = _firmness(labels, graph)[copies]
    firmness[relabelled < 0] = 0.0
    return Patterns(relabelled, firmness, tuple(float(groups.stability[label]) for label in kept))


def _without_copies(vectors: Vectors) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that differ, and each row's place among them: copies would fill each other's neighbourhoods."""
    places: dict[bytes, int] = {}
    first: list[int] = []
    copies = np.empty(len(vectors), dtype=np.int64)
    for row, vector in enumerate(vectors):
        key = vector.tobytes()
        if key not in places:
            places[key] = len(first)
            first.append(row)
        copies[row] = places[key]
    return np.array(first, dtype=np.int64), copies


def _without_splinters(labels: Labels, graph: csr_matrix, weights: NDArray[np.integer]) -> Labels:
    """Groups below the minimum join the group they are tied to most; those tied to none become -1."""
    sizes = np.bincount(labels, weights=weights)
    small = np.flatnonzero(sizes[labels] < MIN_SIZE)
    if not small.size:
        return labels
    answer = labels.copy()
    large = sizes >= MIN_SIZE
    ties = graph[small] @ _membership(labels)
    ties = np.asarray(ties.todense()) * large
    best = ties.argmax(axis=1)
    tied = ties[np.arange(len(small)), best] > 0
    answer[small] = np.where(tied, best, -1)
    return answer


def _firmness(labels: Labels, graph: csr_matrix) -> NDArray[np.float64]:
    """The share of a node's ties that lie inside its own group."""
    own = np.maximum(labels, 0)
    ties = csr_matrix(graph @ _membership(own))
    inside = np.asarray(ties[np.arange(len(own)), own]).ravel()
    total = np.asarray(graph.sum(axis=1)).ravel()
    return np.asarray(np.divide(inside, total, out=np.zeros(len(own)), where=total > 0))


def _membership(labels: Labels) -> csr_matrix:
    size = len(labels)
    return csr_matrix((np.ones(size), (np.arange(size), labels)), shape=(size, int(labels.max()) + 1))


def _renumbered(labels: Labels) -> tuple[list[int], Labels]:
    """The groups that are left, largest first, and the rows numbered so; -1 stays -1."""
    inside = labels >= 0
    answer = np.full(len(labels), -1, dtype=np.int64)
    if not inside.any():
        return [], answer
    answer[inside] = by_size(labels[inside])
    numbers = range(int(answer.max()) + 1)
    return [int(labels[np.flatnonzero(answer == number)[0]]) for number in numbers], answer
