"""Files from spreadsheets → rows of words. CSV and XLSX; nothing in them is run, followed or unpacked without bound."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook

from dialogue.exceptions import BadImport
from dialogue.written import clean

MOST_BYTES = 200 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 30
LONGEST_CELL = 600
MOST_MEMBERS = 200
MOST_UNPACKED = 16 * 1024 * 1024  # a sheet of 2,000 rows takes about one
FORMULA = "\N{WHITE SQUARE}="  # stands for a cell that holds a formula; no keyboard writes it
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?\d[\d\s.,]*%?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's head and its rows with their numbers as the spreadsheet counts them."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(data: bytes) -> Sheet:
    """The first sheet of a file. BadImport names what makes it unreadable: a code for the page's words."""
    if len(data) > MOST_BYTES:
        raise BadImport("too_large")
    lines = _xlsx_lines(data) if data.startswith(b"PK\x03\x04") else _csv_lines(data)
    filled = [(number, _trimmed(cells)) for number, cells in lines if any(cells)]
    if not filled:
        raise BadImport("empty")
    if len(filled) - 1 > MOST_ROWS:
        raise BadImport("too_many_rows")
    (_first, head), *rows = filled
    return Sheet(tuple(cell.casefold() for cell in head), tuple(rows))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    return cells[: max(at for at, cell in enumerate(cells, 1) if cell)]


def _csv_lines(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [(reader.line_num, tuple(map(_cell, row[:MOST_COLUMNS]))) for row in reader]
    except csv.Error as error:
        raise BadImport("not_a_table") from error


def _decoded(data: bytes) -> str:
    """UTF-8, or what Swedish spreadsheets wrote before it."""
    if b"\x00" in data:
        raise BadImport("not_a_table")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _xlsx_lines(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    _refuse_hostile(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
        return [(number, tuple(_xlsx_cell(cell) for cell in row)) for number, row in enumerate(rows, 1)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, ParseError, OSError,
            zipfile.BadZipFile) as error:  # fmt: skip
        raise BadImport("not_a_table") from error


def _refuse_hostile(data: bytes) -> None:
    """A file that would unpack beyond bound, or whose XML declares entities, is not opened at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise BadImport("too_large")
            for member in members:
                told = packed.read(member)
                if b"<!DOCTYPE" in told or b"<!ENTITY" in told or told.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise BadImport("not_a_table")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadImport("not_a_table") from error


def _xlsx_cell(cell: Any) -> str:
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else _words(str(value))


def _cell(told: str) -> str:
    """A CSV cell; one that a spreadsheet would have run as a formula is marked."""
    return FORMULA if told.strip().startswith(("=", "@")) else _words(told)


def _words(told: str) -> str:
    plain = " ".join(clean(told[: LONGEST_CELL + 1]).replace("\u00a0", " ").replace("\u202f", " ").split())
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(_STARTS_FORMULA) else plain


def write_csv(head: Sequence[str], rows: Iterable[Sequence[str | float | date | None]]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas: what a Swedish spreadsheet opens by itself."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(_outgoing([head, *rows]))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[str | float | date | None]]) -> bytes:
    """The same as a workbook; every text cell is text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    for row in (head, *rows):
        sheet.append([safe(told) if isinstance(told, str) else told for told in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _outgoing(rows: Iterable[Sequence[str | float | date | None]]) -> Iterator[list[str]]:
    for row in rows:
        yield [repr(told).removesuffix(".0").replace(".", ",") if isinstance(told, float)
               else safe(str(told)) if told is not None else "" for told in row]  # fmt: skip


def safe(told: str) -> str:
    """Words that no spreadsheet takes for a formula; a plain number may start with its sign."""
    return f"'{told}" if told.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(told) else told
