"""Nobody gets a small count back: not by subtracting, not by solving, not by knowing that counts are whole and ≥ 0."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from dialogue.suppression import LEAST, Table, hide_small, is_small, merge_bands

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    return [[draw(COUNTS) for _ in range(width)] for _ in range(height)]


def full(rows: list[list[int]]) -> np.ndarray:
    inner = np.array(rows)
    wide = np.column_stack([inner, inner.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def shown(table: Table) -> list[list[int | None]]:
    body = [[*row, total] for row, total in zip(table.cells, table.row_totals, strict=True)]
    return [*body, [*table.column_totals, table.total]]


class Attacker:
    """Knows the shape and everything shown; asks for the least and the greatest whole numbers that fit a cell."""

    def __init__(self, table: Table) -> None:
        self.shown = shown(table)
        self.height, self.width = len(self.shown), len(self.shown[0])
        lines = [self._line([(row, column) for column in range(self.width)]) for row in range(self.height)]
        lines += [self._line([(row, column) for row in range(self.height)]) for column in range(self.width)]
        self.sums = LinearConstraint(np.array(lines), 0, 0)
        told = [value for row in self.shown for value in row]
        self.bounds = Bounds([value or 0 for value in told], [9999 if value is None else value for value in told])

    def _line(self, cells: list[tuple[int, int]]) -> np.ndarray:
        line = np.zeros(self.height * self.width)
        for at, (row, column) in enumerate(cells):
            line[row * self.width + column] = -1 if at == len(cells) - 1 else 1
        return line

    def range_of(self, row: int, column: int) -> tuple[int, int]:
        goal = np.zeros(self.height * self.width)
        goal[row * self.width + column] = 1
        ends = [milp(sign * goal, constraints=self.sums, bounds=self.bounds, integrality=1) for sign in (1, -1)]
        return round(ends[0].fun), round(-ends[1].fun)


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_small_count_can_be_solved_from_the_table_and_its_margins(rows: list[list[int]]) -> None:
    table, truth = hide_small(rows), full(rows)
    attacker = Attacker(table)
    for row, column in product(range(attacker.height), range(attacker.width)):
        if is_small(int(truth[row][column])):
            least, greatest = attacker.range_of(row, column)
            assert least < greatest, (rows, table, (row, column))


@settings(max_examples=300, deadline=None)
@given(tables())
def test_what_is_shown_is_true_and_not_small(rows: list[list[int]]) -> None:
    truth = full(rows)
    for true_row, row in zip(truth, shown(hide_small(rows)), strict=True):
        for true, told in zip(true_row, row, strict=True):
            assert told is None or (told == true and not is_small(told))


@settings(max_examples=300, deadline=None)
@given(tables())
def test_a_total_less_what_is_shown_of_its_line_is_no_small_count(rows: list[list[int]]) -> None:
    told = shown(hide_small(rows))
    for *cells, total in [*told, *map(list, zip(*told, strict=True))]:
        hidden = cells.count(None)
        if total is not None and hidden:
            assert hidden >= 2
            assert not is_small(total - sum(cell or 0 for cell in cells))


def test_a_table_without_small_counts_is_shown_whole() -> None:
    table = hide_small([[12, 0, 7], [9, 30, 5]])
    assert table.cells == ((12, 0, 7), (9, 30, 5))
    assert (table.row_totals, table.column_totals, table.total) == ((19, 44), (21, 30, 12), 63)


def test_a_second_cell_is_hidden_in_row_and_column() -> None:
    table = hide_small([[12, 3], [9, 30]])
    assert table.cells == ((None, None), (None, None))
    assert table.total == 54


def test_a_table_of_few_people_is_hidden_to_its_total() -> None:
    table = hide_small([[1, 0], [0, 2]])
    assert table.total is None


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_merged_bands_cover_all_and_none_is_small(counts: list[int]) -> None:
    bands = merge_bands(counts)
    assert bands[0].first == 0
    assert bands[-1].last == len(counts) - 1
    assert all(before.last + 1 == after.first for before, after in pairwise(bands))
    for band in bands:
        people = sum(counts[band.first : band.last + 1])
        assert band.count == (None if is_small(sum(counts)) else people)
        assert band.count is None or not is_small(band.count)


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_bands_are_merged_no_more_than_they_must(counts: list[int]) -> None:
    def most(at: int) -> float:
        """The most bands that hold somebody, tried out."""
        ends = [end for end in range(at + 1, len(counts) + 1) if not is_small(sum(counts[at:end]))]
        return max((most(end) + (sum(counts[at:end]) > 0) for end in ends), default=0 if at == len(counts) else -99)

    if not is_small(sum(counts)):
        assert len([band for band in merge_bands(counts) if band.count]) == most(0)


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ([6, 2, 9, 0, 7], [(0, 0, 6), (1, 2, 11), (3, 3, 0), (4, 4, 7)]),
        ([6, 9, 2], [(0, 0, 6), (1, 2, 11)]),
        ([6, 0, 3], [(0, 2, 9)]),
        ([2, 1, 0], [(0, 2, None)]),
        ([0, 0], [(0, 0, 0), (1, 1, 0)]),
    ],
)
def test_bands(counts: list[int], merged: list[tuple[int, int, int | None]]) -> None:
    assert [(band.first, band.last, band.count) for band in merge_bands(counts)] == merged
    assert LEAST == 5
