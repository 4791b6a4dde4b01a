"""Figures that several stages share."""

from collections.abc import Sequence

import numpy as np

_BINS = 10


def calibration_error(chances: Sequence[float], is_right: Sequence[bool]) -> float:
    """Expected calibration error over ten equal-width bins: how far stated chances lie from the truth, 0–1."""
    if not chances:
        return 0.0
    stated, right = np.asarray(chances), np.asarray(is_right, dtype=np.float64)
    bins = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for number in np.unique(bins):
        inside = bins == number
        error += inside.mean() * abs(stated[inside].mean() - right[inside].mean())
    return float(error)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Left-aligned columns, one row a line, ending in a newline."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)
