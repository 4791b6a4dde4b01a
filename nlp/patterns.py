"""Recurring patterns in one set of vectors: groups of at least three, and the few rows left over."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.consensus import FORMER, agreed
from nlp.graph import BLOCK, Labels, by_size, likeness, neighbours, neighbours_among
from nlp.hierarchy import drawn_together, neighbourhoods
from nlp.stability import stability
from nlp.vectorise import Vectors, unit

MIN_SIZE = 3
# above so many different texts the groups are found among a draw of them, and the others placed in these
MOST_COMPARED = 5_000
_PLACED_BY = 15
# a text less like every group than this belongs to none
_LEAST_LIKENESS = 0.1


@dataclass(frozen=True, slots=True)
class Patterns:
    """For each row its pattern (0 = largest, -1 = none) and its firmness, 0–1; each pattern's stability."""

    labels: Labels
    firmness: NDArray[np.float64]
    stability: tuple[float, ...]


def find_patterns(
    vectors: Vectors, seed: int = 0, texts: Sequence[str] | None = None, former: Sequence[int] | None = None
) -> Patterns:
    """Group unit vectors, k unknown. Fewer than three rows are too few to say: all -1.

    The seed only draws the samples that stability is measured on: the groups are the same for any. `texts` (without
    them, row numbers) decide which rows are compared with which: drawn by content, these stay the same when texts
    are added. `former`: each row's group in an earlier run, by any numbers, -1 if unknown: its groups stay unless
    the rows now say clearly otherwise.
    """
    size = len(vectors)
    if size < MIN_SIZE:
        return Patterns(np.full(size, -1, dtype=np.int64), np.zeros(size), ())
    first, copies = _without_copies(vectors)
    if len(first) < 2 * MIN_SIZE:
        return Patterns(np.zeros(size, dtype=np.int64), np.ones(size), (1.0,))
    names = [texts[row] if texts is not None else str(row) for row in first]
    drawn = _draw(names)
    settled = _settled(vectors[first[drawn]])
    alike = likeness(settled, settled)
    known = _known(former, copies)
    labels = agreed(alike, [names[row] for row in drawn], known[drawn])
    firm = stability(alike, labels, seed)
    placed, firmness = _placed(vectors[first], drawn, settled, labels, np.bincount(copies), known)
    kept, relabelled = _renumbered(placed[copies])
    return Patterns(relabelled, firmness[copies], tuple(float(firm[label]) for label in kept))


def _settled(vectors: Vectors) -> Vectors:
    return drawn_together(vectors, neighbours(vectors, neighbourhoods(len(vectors))[-1]))


def _known(former: Sequence[int] | None, copies: NDArray[np.int64]) -> Labels:
    """The former group of each different row: that of any of its copies."""
    known = np.full(int(copies.max()) + 1, -1, dtype=np.int64)
    if former is not None:
        np.maximum.at(known, copies, np.asarray(former, dtype=np.int64))
    return known


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


def _draw(names: Sequence[str]) -> NDArray[np.int64]:
    """The rows to compare with one another: all, or MOST_COMPARED of them."""
    if len(names) <= MOST_COMPARED:
        return np.arange(len(names))
    lots = [hashlib.sha256(name.encode("utf-8", "replace")).digest() for name in names]
    return np.sort(np.array(sorted(range(len(names)), key=lots.__getitem__)[:MOST_COMPARED], dtype=np.int64))


def _placed(
    vectors: Vectors,
    drawn: NDArray[np.int64],
    settled: Vectors,
    labels: Labels,
    weights: NDArray[np.integer],
    known: Labels,
) -> tuple[Labels, NDArray[np.float64]]:
    """Every row's group and how firmly it sits there: its likeness to its own group beside the next best.

    Rows drawn keep their group if it is large enough; the others go to the group that they are most like, or to none.
    The one that became of their former group counts half as much again.
    """
    sizes = np.bincount(labels, weights=weights[drawn])
    groups = np.flatnonzero(sizes >= MIN_SIZE)
    places = np.full(len(vectors), -1, dtype=np.int64)
    if not groups.size:
        return places, np.zeros(len(vectors))
    place = np.full(len(sizes), -1, dtype=np.int64)
    place[groups] = np.arange(len(groups))
    places[drawn] = place[labels]
    means = np.stack([settled[labels == group].mean(axis=0) for group in groups])
    like = likeness(_settled_everywhere(vectors, drawn, settled), means)
    best = _favoured(like, _heirs(known, places, len(groups))).argmax(axis=1)
    near = like[np.arange(len(best)), best] >= _LEAST_LIKENESS
    places = np.where(places < 0, np.where(near, best, -1), places)
    return np.where(places < 0, -1, groups[places]), _firmness(like, places)


def _heirs(known: Labels, places: Labels, groups: int) -> Labels:
    """For each row the group that most rows of its former group are in now; -1 for rows without."""
    names, former = np.unique(known, return_inverse=True)
    votes = np.zeros((len(names), groups), dtype=np.int64)
    inside = (known >= 0) & (places >= 0)
    np.add.at(votes, (former[inside], places[inside]), 1)
    return np.asarray(np.where(votes.any(axis=1), votes.argmax(axis=1), -1)[former], dtype=np.int64)


def _favoured(like: NDArray[np.float64], heirs: Labels) -> NDArray[np.float64]:
    favoured = like.copy()
    rows = np.flatnonzero(heirs >= 0)
    favoured[rows, heirs[rows]] *= 1 + FORMER
    return favoured


def _settled_everywhere(vectors: Vectors, drawn: NDArray[np.int64], settled: Vectors) -> Vectors:
    """`settled` for the rows drawn; for the others the mean of their nearest among these."""
    if len(drawn) == len(vectors):
        return settled
    everywhere = np.empty((len(vectors), settled.shape[1]), dtype=np.float32)
    others = np.setdiff1d(np.arange(len(vectors)), drawn)
    for start in range(0, len(others), BLOCK):
        rows = others[start : start + BLOCK]
        everywhere[rows] = unit(settled[neighbours_among(vectors[rows], vectors[drawn], _PLACED_BY)].mean(axis=1))
    everywhere[drawn] = settled
    return everywhere


def _firmness(like: NDArray[np.float64], places: Labels) -> NDArray[np.float64]:
    """The share of a row's likeness to its own group in that to its own and the next; 0 for rows in none."""
    rows = np.arange(len(places))
    own = np.maximum(like[rows, places], 0)
    others = like.copy()
    others[rows, places] = 0
    total = own + np.maximum(others.max(axis=1), 0)
    firmness = np.divide(own, total, out=np.zeros(len(places)), where=total > 0)
    return np.where(places < 0, 0.0, firmness)


def _renumbered(labels: Labels) -> tuple[list[int], Labels]:
    """The groups that are left, largest first, and the rows numbered so; -1 stays -1."""
    inside = labels >= 0
    answer = np.full(len(labels), -1, dtype=np.int64)
    if not inside.any():
        return [], answer
    answer[inside] = by_size(labels[inside])
    numbers = range(int(answer.max()) + 1)
    return [int(labels[np.flatnonzero(answer == number)[0]]) for number in numbers], answer
