"""Counts of people that are small enough to point somebody out: merged or hidden, so that nothing gives them back.

Pure functions, for every figure that leaves the house. Small means 1 to 4; nought points at nobody and stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST = 5  # people in a count that may be shown

Cell = tuple[int, int]
Shown = int | None  # None: hidden


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it may be shown, with its margins."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring bands as one, from `first` to `last`. `count` is None where even all of them are too few."""

    first: int
    last: int
    count: Shown


def is_small(count: int) -> bool:
    """Whether a count points at few enough people to be hidden."""
    return 0 < count < LEAST


def merge_bands(counts: Sequence[int]) -> list[Band]:
    """Neighbours merged, as few as possible, until no band is small: 16–29 and 30–49 become 16–49.

    A band of nobody stands alone where it can. The bands are disjoint and cover all, so no difference between them
    or with their sum gives a smaller one back.
    """
    if is_small(sum(counts)):
        return [Band(0, len(counts) - 1, None)]
    bands: list[Band] = []
    start, held = 0, 0
    for at, count in enumerate(counts):
        held += count
        if not is_small(held):
            bands.append(Band(start, at, held))
            start, held = at + 1, 0
    if held:  # what is left over joins the last band that holds somebody
        last = max(at for at, band in enumerate(bands) if band.count)
        bands[last:] = [Band(bands[last].first, len(counts) - 1, (bands[last].count or 0) + held)]
    return bands


def hide_small(rows: Sequence[Sequence[int]]) -> Table:
    """A table with every small count hidden, and as much more as keeps the small ones from being worked out.

    What holds of the result: no small count, cell or margin, can be solved from all that is shown, even by one who
    knows that counts are never negative; and where a line with its total is shown, what is hidden in it are at least
    two cells that together are no small count either.
    """
    full = _with_margins(rows)
    hidden = {cell for cell in _all(full) if is_small(_at(full, cell))}
    while more := _missing_in_lines(full, hidden) or _missing_in_cycles(full, hidden):
        hidden |= more
    height, width = len(full) - 1, len(full[0]) - 1
    shown = [
        [None if (row, column) in hidden else full[row][column] for column in range(width + 1)]
        for row in range(height + 1)
    ]
    return Table(
        cells=tuple(tuple(row[:width]) for row in shown[:height]),
        row_totals=tuple(row[width] for row in shown[:height]),
        column_totals=tuple(shown[height][:width]),
        total=shown[height][width],
    )


def can_vary(rows: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> bool:
    """Whether another table of counts shows the same outside `hidden` and something else in this cell.

    `rows` hold their margins last. All other tables are reached from this one by going round in the grid, hidden cell
    by hidden cell, row and column in turn, adding one here and taking one there: it is enough to look for such a way.
    """
    return _closes(rows, hidden, cell, 1) or (_at(rows, cell) > 0 and _closes(rows, hidden, cell, -1))


def _closes(rows: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell, step: int) -> bool:
    """Whether a change of `step` in a cell can be made good by changes in other hidden cells."""
    start, goal = cell
    balance = step * _sign(rows, cell)
    seen, waiting = {("column", goal)}, [("column", goal)]
    while waiting:
        kind, line = waiting.pop()
        # a column that got one too many passes it on to a row, which then has one too few
        wanted = -balance if kind == "column" else balance
        for other in hidden - {cell}:
            here, there = (other[1], ("row", other[0])) if kind == "column" else (other[0], ("column", other[1]))
            moved = wanted * _sign(rows, other)
            if here == line and there not in seen and (moved > 0 or _at(rows, other) > 0):
                if there == ("row", start):
                    return True
                seen.add(there)
                waiting.append(there)
    return False


def _sign(rows: Sequence[Sequence[int]], cell: Cell) -> int:
    """A cell counts for its line, a total against it; the grand total does both twice."""
    return -1 if (cell[0] == len(rows) - 1) != (cell[1] == len(rows[0]) - 1) else 1


def _missing_in_lines(rows: Sequence[Sequence[int]], hidden: set[Cell]) -> set[Cell]:
    """One more cell to hide, in the first line whose hidden cells are too few or too small together."""
    for *cells, total in _lines(rows):
        gone = [cell for cell in cells if cell in hidden]
        if total in hidden or not gone:
            continue
        if len(gone) < 2 or is_small(sum(_at(rows, cell) for cell in gone)):
            left = [cell for cell in cells if cell not in hidden]
            some = [cell for cell in left if _at(rows, cell)] or left or [total]
            return {min(some, key=lambda cell: (_at(rows, cell), cell))}
    return set()


def _missing_in_cycles(rows: Sequence[Sequence[int]], hidden: set[Cell]) -> set[Cell]:
    """The cheapest three corners that, hidden too, let the first small count that can be solved vary."""
    for cell in sorted(hidden):
        if is_small(_at(rows, cell)) and not can_vary(rows, hidden, cell):
            corners = [
                {(cell[0], column), (row, cell[1]), (row, column)} - hidden
                for row in range(len(rows))
                for column in range(len(rows[0]))
                if row != cell[0] and column != cell[1]
            ]
            helping = [more for more in corners if can_vary(rows, hidden | more, cell)]
            return min(helping, key=lambda more: (sum(_at(rows, one) for one in more), sorted(more)))
    return set()


def _with_margins(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def _all(rows: Sequence[Sequence[int]]) -> Iterator[Cell]:
    return ((row, column) for row in range(len(rows)) for column in range(len(rows[0])))


def _lines(rows: Sequence[Sequence[int]]) -> Iterator[list[Cell]]:
    """Every row and every column, margins too; the total last."""
    for row in range(len(rows)):
        yield [(row, column) for column in range(len(rows[0]))]
    for column in range(len(rows[0])):
        yield [(row, column) for row in range(len(rows))]


def _at(rows: Sequence[Sequence[int]], cell: Cell) -> int:
    return rows[cell[0]][cell[1]]
