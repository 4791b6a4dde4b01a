"""School terms as they are published: a file of breaks with name and days."""

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO

from sqlalchemy import delete
from sqlalchemy.orm import Session

from dialogue.exceptions import BadImport
from dialogue.models import Municipality, SchoolBreak
from dialogue.written import clean

COLUMNS = ["name", "starts_on", "ends_on"]
LONGEST_NAME = 80
LONGEST_DAYS = 100


@dataclass(frozen=True, slots=True)
class Break:
    """One line of the file."""

    name: str
    starts_on: date
    ends_on: date


def read_breaks(content: bytes) -> list[Break]:
    """The breaks of a CSV file (name,starts_on,ends_on; comma or semicolon); BadImport names the line at fault."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadImport(f"line {line}: save the file as UTF-8") from None
    if not lines:
        raise BadImport("the file is empty")
    delimiter = ";" if ";" in lines[0] else ","
    rows = csv.DictReader(StringIO("\n".join(lines)), delimiter=delimiter)
    if [name.strip() for name in rows.fieldnames or []] != COLUMNS:
        raise BadImport(f"line 1: the columns must be {delimiter.join(COLUMNS)}")
    rows.fieldnames = COLUMNS
    try:
        found = [_break(row, rows.line_num) for row in rows]
    except csv.Error as error:
        raise BadImport(f"line {rows.line_num}: {error}") from None
    if not found:
        raise BadImport("the file holds no breaks")
    return found


def import_breaks(session: Session, municipality: Municipality, breaks: list[Break]) -> int:
    """Put the breaks in; those known by name and first day are brought up to date. Gives their number."""
    unique = {(told.name, told.starts_on): told for told in breaks}
    for told in unique.values():
        session.execute(
            delete(SchoolBreak).where(
                SchoolBreak.municipality_id == municipality.id, SchoolBreak.name == told.name,
                SchoolBreak.starts_on == told.starts_on,
            )
        )  # fmt: skip
        session.add(
            SchoolBreak(
                municipality_id=municipality.id, name=told.name, starts_on=told.starts_on, ends_on=told.ends_on
            )
        )  # fmt: skip
    return len(unique)


def _break(row: dict[str, str | None], line: int) -> Break:
    if None in row or None in row.values():
        raise BadImport(f"line {line}: it must have three values")
    name = clean(row["name"] or "")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadImport(f"line {line}: the name must have 1–{LONGEST_NAME} characters")
    starts_on, ends_on = (_day(row[column] or "", column, line) for column in COLUMNS[1:])
    if ends_on < starts_on:
        raise BadImport(f"line {line}: the break ends before it starts ({starts_on} – {ends_on})")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise BadImport(f"line {line}: the break is longer than {LONGEST_DAYS} days ({starts_on} – {ends_on})")
    return Break(name, starts_on, ends_on)


def _day(written: str, column: str, line: int) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise BadImport(f"line {line}: {column} must be a day like 2026-10-26, not “{written[:40]}”") from None
