"""Groups that many samples of the texts agree on. Nobody says how many there are.

One average linkage moves with every handful of texts added: a merge near the cut carries whole groups with it. So
many samples are grouped, each at three cuts, every text is placed in each of these groupings, and those texts are
put together that enough groupings put together. Samples are drawn by what a text says: a text is in the same ones in
every run, whatever is added beside it.
"""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import pdist

from nlp.graph import Labels, by_size
from nlp.hierarchy import joined

# groups whose texts are less alike than this on average stay apart; centred vectors are alike at 0 only by chance
_CUTS = (0.3, 0.4, 0.5)
_SAMPLES = 40
_SHARE = 0.25
_LEAST_SAMPLED = 20
_MOST_SAMPLED = 800
# texts that a smaller share of the groupings put together, on average, stay apart
_AGREED = 0.35
# how much a former run counts beside all samples together
FORMER = 0.5
_BYTE = 256


def agreed(alike: NDArray[np.float64], texts: Sequence[str], former: Labels | None = None) -> Labels:
    """Groups of rows, from their likeness (n, n) to one another; the largest is 0. `texts` draw the samples.

    `former`: each row's group in an earlier run, -1 if unknown. That run has a vote on every two rows it knew, so
    that its groups stay unless the texts now say clearly otherwise; new texts join them or form groups of their own.
    """
    size = len(alike)
    if size < 2:
        return np.zeros(size, dtype=np.int64)
    runs = [labels for kept in _samples(texts) for labels in grouped(alike, kept)]
    apart = pdist(np.stack(runs, axis=1), "hamming")
    if former is not None:
        _vote(apart, former)
    return by_size(fcluster(linkage(apart, "average"), 1 - _AGREED, "distance"))


def grouped(alike: NDArray[np.float64], kept: NDArray[np.int64]) -> Iterator[Labels]:
    """Every row's group, at each cut, when the rows kept are joined and the others go where they are most alike."""
    beside = alike[kept]
    apart = np.maximum(1 - beside[:, kept], 0)
    for labels in joined(apart, [1 - cut for cut in _CUTS]):
        members = np.zeros((int(labels.max()) + 1, len(kept)))
        members[labels, np.arange(len(kept))] = 1
        # sums of whole parts (nlp.graph) are exact, so that they have the same bits on any processor
        placed = (csr_matrix(members) @ beside / members.sum(axis=1)[:, np.newaxis]).argmax(axis=0)
        placed[kept] = labels
        yield placed


def _samples(texts: Sequence[str]) -> Iterator[NDArray[np.int64]]:
    """Rows by lot: a share of them, but neither too few to hold groups nor more than can be joined fast."""
    share = float(np.clip(_SHARE * len(texts), _LEAST_SAMPLED, _MOST_SAMPLED)) / len(texts)
    lots = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_SAMPLES).digest() for text in texts]
    for column in np.frombuffer(b"".join(lots), dtype=np.uint8).reshape(len(texts), _SAMPLES).T:
        kept = np.flatnonzero(column < share * _BYTE)
        if kept.size:
            yield kept


def _vote(apart: NDArray[np.float64], former: Labels) -> None:
    """Mix a former run's answer into condensed distances, in place."""
    start = 0
    for row in range(len(former) - 1):
        others = former[row + 1 :]
        part = slice(start, start + len(others))
        weight = FORMER * ((others >= 0) & (former[row] >= 0))
        apart[part] = (apart[part] + weight * (others != former[row])) / (1 + weight)
        start = part.stop
