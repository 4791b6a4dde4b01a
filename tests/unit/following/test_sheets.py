"""Files from spreadsheets: the same rows in and out, and nothing hostile gets far."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dialogue.exceptions import BadImport
from dialogue.following.sheets import FORMULA, MOST_ROWS, read_sheet, safe, write_csv, write_xlsx

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="'"), min_size=1, max_size=30
)  # fmt: skip


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, told in members.items():
            made.writestr(name, told)
    return out.getvalue()


def repacked(data: bytes, name: str, told: bytes) -> bytes:
    """The workbook with one member put in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {member: old.read(member) for member in old.namelist()}
    return packed(**(members | {name: told}))


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_as_csv_is_read_back(rows: list[list[str]]) -> None:
    head = ["första", "andra", "tredje", "fjärde"]
    read = read_sheet(write_csv(head, rows))
    assert [list(cells) for _number, cells in read.rows] == rows


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=3))
def test_what_is_written_as_xlsx_is_read_back(rows: list[list[str]]) -> None:
    head = ["första", "andra", "tredje", "fjärde"]
    read = read_sheet(write_xlsx(head, rows))
    assert [[cell for cell in cells if cell] for _number, cells in read.rows] == rows


@given(st.text(max_size=40))
def test_no_cell_that_goes_out_can_be_taken_for_a_formula(told: str) -> None:
    assert not safe(told).startswith(("=", "@", "\t", "\r"))
    assert not (safe(told)[:1] in "+-" and any(letter.isalpha() for letter in safe(told)))


def outcome(data: bytes) -> str:
    try:
        read_sheet(data)
    except BadImport as refusal:
        return str(refusal)
    return "read"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    for told in (data, b"PK\x03\x04" + data):
        assert outcome(told) in {"read", "not_a_table", "empty", "too_large", "too_many_rows"}


def test_numbers_days_and_decimals_come_as_a_person_reads_them() -> None:
    read = read_sheet(book(["A", "B", "C"], [2022, 1.5, date(2022, 11, 9)]))
    assert read.rows == ((2, ("2022", "1.5", "2022-11-09")),)
    assert write_csv(["a"], [[1.5], [2.0], [-0.25]]).decode("utf-8-sig").split() == ["a", "1,5", "2", "-0,25"]


def test_a_formula_is_marked_never_reckoned() -> None:
    assert read_sheet(book(["a", "b"], ["=1+1", "x"])).rows[0][1] == (FORMULA, "x")
    assert read_sheet(b"a;b\r\n=1+1;x").rows[0][1] == (FORMULA, "x")


@pytest.mark.parametrize("text", ["a;b\nå;ä", "a,b\nå,ä", "a\tb\nå\tä"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_ways_that_swedish_spreadsheets_write_csv(text: str, coding: str) -> None:
    assert read_sheet(text.encode(coding)).rows == ((2, ("å", "ä")),)


def test_a_sheet_that_claims_a_million_rows_is_not_believed() -> None:
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    )
    assert read_sheet(repacked(book(["a"]), "xl/worksheets/sheet1.xml", sheet)).head == ("1",)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(BadImport, match="too_large"):
        read_sheet(packed(**{"xl/worksheets/sheet1.xml": b"0" * (17 * 1024 * 1024)}))


def test_declared_entities_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>'
    with pytest.raises(BadImport, match="not_a_table"):
        read_sheet(repacked(book(["a"]), "xl/worksheets/sheet1.xml", laughs))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(BadImport, match="too_many_rows"):
        read_sheet(b"a\n" + b"1\n" * (MOST_ROWS + 1))
