"""A new run's clusters matched to the old ones, so that ids, names and corrections survive."""

from collections.abc import Collection, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

# less shared than this, and it is another cluster
_MIN_OVERLAP = 0.2
# a text that an analyst placed by hand says more about what a cluster is than one the machine placed
_PIN_WEIGHT = 5.0


def match_clusters(
    old: Mapping[int, Collection[str]],
    new: Mapping[int, Collection[str]],
    pinned: Mapping[str, int] | None = None,
) -> dict[int, int | None]:
    """For each new cluster the old one it continues, or None. No old cluster is continued twice.

    The assignment has the largest possible sum of weighted Jaccard overlaps, counted over texts that both
    runs know: texts that came or went since do not estrange a cluster from itself. `pinned`: text id → old cluster
    where an analyst put it, which counts as its old place, and five times.
    """
    pins = {text: cluster for text, cluster in (pinned or {}).items() if cluster in old}
    before = {text: cluster for cluster, members in old.items() for text in members} | pins
    after = {text: cluster for cluster, members in new.items() for text in members}
    rows, columns = sorted(new), sorted(old)
    overlaps = _overlaps(rows, columns, before, after, pins)
    answer: dict[int, int | None] = dict.fromkeys(rows)
    for row, column in zip(*linear_sum_assignment(-overlaps), strict=True):
        if overlaps[row, column] > 0:
            answer[rows[row]] = columns[column]
    return answer


def _overlaps(
    rows: list[int],
    columns: list[int],
    before: Mapping[str, int],
    after: Mapping[str, int],
    pins: Mapping[str, int],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(new, old) weighted Jaccard overlaps; those too small to mean anything are 0."""
    place_new = {cluster: row for row, cluster in enumerate(rows)}
    place_old = {cluster: column for column, cluster in enumerate(columns)}
    common = np.zeros((len(rows), len(columns)))
    total_new, total_old = np.zeros(len(rows)), np.zeros(len(columns))
    for text in sorted(before.keys() & after.keys()):
        row, column = place_new[after[text]], place_old[before[text]]
        weight = _PIN_WEIGHT if text in pins else 1.0
        common[row, column] += weight
        total_new[row] += weight
        total_old[column] += weight
    union = total_new[:, None] + total_old[None, :] - common
    overlaps = np.divide(common, union, out=np.zeros_like(common), where=union > 0)
    overlaps[overlaps < _MIN_OVERLAP] = 0.0
    return overlaps
