"""Rows of words: read as people write them, with every bad cell named by its row, column and fault."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.exceptions import BadImport
from dialogue.following.sheets import FORMULA, Sheet
from dialogue.following.value_rows import COLUMNS, Fault, Known, number_of, read_value, read_values
from dialogue.models import AgeBand
from dialogue.spans import period, period_words

TODAY = date(2026, 11, 25)
KNOWN = Known({"index": "index 0–6"}, {"tätort": "tätort"}, {"diö": "dio", "dio": "dio"}, TODAY)
GOOD = {"indikator": "index", "värde": "1,22", "period": "2021", "källa": "Nyhet", "publicerad": "2021-11-08"}


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_a_period_is_read_back_as_it_is_written(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert period(period_words(start, end)) == (start, end)


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_years_and_months_are_written_short(year: int, month: int) -> None:
    assert period_words(*period(f"{year}")) == f"{year}"
    assert period_words(*period(f"{year}-{month:02}")) == f"{year}-{month:02}"


@pytest.mark.parametrize("told", ["", "22", "2022-13", "2022-02-30", "1889", "2022-05-02/2022-05-01", "i fjol", "٢٠٢٢"])
def test_what_is_no_period(told: str) -> None:
    with pytest.raises(ValueError):
        period(told)


@pytest.mark.parametrize(
    ("told", "value"), [("1 240,5", 1240.5), ("1240.5", 1240.5), ("62 %", 62), ("−3", -3), ("1e3", 1000), ("+2", 2)]
)
def test_numbers_as_people_write_them(told: str, value: float) -> None:
    assert number_of(told) == value


@pytest.mark.parametrize("told", ["nan", "inf", "1,2,3", "tolv", "1e999", "", "0x10", "9" * 40, "١٢"])
def test_what_is_no_number(told: str) -> None:
    with pytest.raises(ValueError):
        number_of(told)


def test_a_good_row() -> None:
    row, faults = read_value(2, GOOD | {"stratum": "Tätort", "ålder": "16–29", "felmarginal": "± 7", "n": "62"}, KNOWN)
    assert faults == []
    assert row is not None
    assert (row.value, row.start, row.end) == (1.22, date(2021, 1, 1), date(2021, 12, 31))
    assert (row.stratum, row.age, row.margin, row.n) == ("tätort", AgeBand.FROM_16, 7, 62)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("indikator", "", "empty"), ("indikator", "Fel kod!", "not_a_code"), ("indikator", "ny", "unknown_indicator"),
        ("värde", "tolv", "not_a_number"), ("värde", FORMULA, "formula"), ("period", "igår", "not_a_period"),
        ("period", "2027", "future"), ("publicerad", "9/11", "not_a_date"), ("publicerad", "2027-01-01", "future"),
        ("stratum", "storstad", "unknown_stratum"), ("område", "Ljungby", "unknown_area"),
        ("ålder", "17", "unknown_age"),
        ("n", "-1", "not_a_count"), ("n", "1,5", "not_a_count"), ("felmarginal", "-2", "not_a_number"),
        ("enhet", "procent", "unit_differs"), ("källa", "x" * 201, "too_long"), ("slag", "mått", "not_a_kind"),
    ],
)  # fmt: skip
def test_every_bad_cell_is_named(column: str, cell: str, why: str) -> None:
    row, faults = read_value(7, GOOD | {column: cell}, KNOWN)
    assert row is None
    assert [(fault.row, fault.column, fault.why) for fault in faults] == [(7, column, why)]


def test_all_faults_of_a_file_are_told_at_once_and_good_rows_are_kept_apart() -> None:
    head = ("indikator", "värde", "period", "källa", "publicerad")
    good_row = ("index", "1", "2021", "K", "2021-11-08")
    rows = ((2, ("index", "x", "y", "K", "2021-11-08")), (3, good_row), (4, ("index",)))
    good, faults = read_values(Sheet(head, rows), KNOWN)
    assert [row.row for row in good] == [3]
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "period"), (2, "värde"), (4, "period"), (4, "publicerad"), (4, "värde"), (4, "källa"),
    ]  # fmt: skip


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadImport, match="columns:källa, publicerad"):
        read_values(Sheet(("indikator", "värde", "period"), ()), KNOWN)


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=50)))
def test_any_words_give_a_row_or_faults(cells: dict[str, str]) -> None:
    row, faults = read_value(2, cells, KNOWN)
    assert (row is None) == bool(faults)
    assert all(isinstance(fault, Fault) and fault.column in COLUMNS for fault in faults)
