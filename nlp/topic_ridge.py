"""Kernel ridge regression in closed form, and from the same factor what each text would score were its author unknown.

The rows are ordered with nobody's texts first. Then the last block of the Cholesky factor is that of the other
texts' part of the inverse, and leaving an author out costs a small system instead of a training.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky
from scipy.linalg.lapack import spotri

Single = NDArray[np.float32]

# a heavier text is fitted more closely, down to what single precision can tell from zero
_LEAST_STIFF = 0.01


def nobody_first(folds: Sequence[str | None]) -> NDArray[np.intp]:
    """An order of the rows with those of nobody (None) first."""
    return np.argsort(np.array([fold is not None for fold in folds]), kind="stable")


def solve(
    kernel: Single, target: Single, stiffness: NDArray[np.floating], folds: Sequence[str | None]
) -> tuple[Single, Single]:
    """The pull of each row on each target, and the held-out scores of the rows that are somebody's.

    `folds`: whose each row is, nobody's first. `kernel` is used up: its n² × 4 bytes become the factor's.
    """
    nobodys = sum(fold is None for fold in folds)
    kernel[np.diag_indices_from(kernel)] += np.maximum(stiffness, _LEAST_STIFF).astype(np.float32)
    # turned over, a symmetric matrix is the same and lies in memory as LAPACK wants it: no copy is made
    factor = cholesky(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    pull = np.asarray(cho_solve((factor, True), target, check_finite=False))
    held_out = target[nobodys:].copy()
    if nobodys < len(folds):
        inverse, _ = spotri(np.asfortranarray(factor[nobodys:, nobodys:]), lower=1)
        inverse = np.tril(inverse) + np.tril(inverse, -1).T
        owners = np.array(folds[nobodys:])
        for owner in sorted(set(owners.tolist())):
            own = np.flatnonzero(owners == owner)
            held_out[own] -= np.linalg.solve(inverse[np.ix_(own, own)], pull[nobodys:][own])
    return pull, held_out
