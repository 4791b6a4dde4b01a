"""Rows of words → values of indicators, or a list of every cell that cannot be one, and why. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from dialogue.exceptions import BadImport
from dialogue.following.sheets import FORMULA, Sheet
from dialogue.models import AgeBand, IndicatorKind
from dialogue.spans import period

COLUMNS = (
    "indikator", "namn", "slag", "enhet", "värde", "period", "stratum", "område", "ålder", "n", "felmarginal", "källa",
    "publicerad", "definition", "anmärkning",
)  # fmt: skip
REQUIRED = ("indikator", "värde", "period", "källa", "publicerad")
LONGEST = {"indikator": 40, "namn": 160, "enhet": 40, "stratum": 60, "källa": 200, "definition": 20, "anmärkning": 300}
KINDS = {"enkät": IndicatorKind.SURVEY, "brott": IndicatorKind.CRIME, "serie": IndicatorKind.SERIES}
AGES = {age.value: age for age in AgeBand} | {age.value.replace("-", "–"): age for age in AgeBand}
WHOLE = ("hela kommunen", "alla", "totalt")
_CODE = re.compile(r"[a-z0-9_]{2,40}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken in. `why` is a code; the page has the words."""

    row: int
    column: str
    cell: str
    why: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value that can be stored. `name`, `kind` and `unit` matter only where the indicator is new."""

    row: int
    code: str
    name: str
    kind: IndicatorKind
    unit: str
    value: float
    start: date
    end: date
    stratum: str
    area: str
    age: AgeBand | None
    n: int | None
    margin: float | None
    source: str
    published_on: date
    definition: str
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may refer to. `units`: indicator → unit; `strata`, `areas`: name or code, casefolded → as stored."""

    units: Mapping[str, str]
    strata: Mapping[str, str]
    areas: Mapping[str, str]
    today: date


@dataclass(slots=True)
class Reader:
    """Reads the cells of one row, and collects what is wrong with them."""

    row: int
    cells: Mapping[str, str]
    required: Sequence[str]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, why: str) -> None:
        """Say what is wrong with a cell."""
        cell = self.cells.get(column, "")
        self.faults.append(Fault(self.row, column, "=…" if cell == FORMULA else cell[:60], why))

    def read(self, column: str, parse: Callable[[str], Any], why: str, *, otherwise: Any = None) -> Any:
        """The cell, parsed; `otherwise` where it is empty or, with a fault, wrong."""
        told = self.cells.get(column, "")
        if told == FORMULA:
            self.fault(column, "formula")
        elif len(told) > LONGEST.get(column, 60):
            self.fault(column, "too_long")
        elif told:
            try:
                return parse(told)
            except (ValueError, KeyError):
                self.fault(column, why)
        elif column in self.required:
            self.fault(column, "empty")
        return otherwise


def read_values(sheet: Sheet, known: Known) -> tuple[list[ValueRow], list[Fault]]:
    """Every row as a value, and every bad cell. BadImport when a column that must be there is not."""
    at = columns_of(sheet.head, REQUIRED)
    rows: list[ValueRow] = []
    faults: list[Fault] = []
    for number, cells in sheet.rows:
        told = {name: cells[place] if place < len(cells) else "" for name, place in at.items()}
        value, wrong = read_value(number, told, known)
        faults += wrong
        if value is not None:
            rows.append(value)
    return rows, faults


def columns_of(head: Sequence[str], required: Sequence[str]) -> dict[str, int]:
    """Column → its place."""
    at = {name: place for place, name in reversed(list(enumerate(head))) if name}
    missing = [name for name in required if name not in at]
    if missing:
        raise BadImport("columns:" + ", ".join(missing))
    return at


def read_value(number: int, cells: Mapping[str, str], known: Known) -> tuple[ValueRow | None, list[Fault]]:
    """One row, from a file or from the form on an indicator's page."""
    reader = Reader(number, cells, REQUIRED)
    nothing = (known.today, known.today)
    start, end = reader.read("period", period, "not_a_period", otherwise=nothing)
    published = reader.read("publicerad", date.fromisoformat, "not_a_date", otherwise=known.today)
    code = reader.read("indikator", _code, "not_a_code", otherwise="")
    value = ValueRow(
        row=number, code=code, name=reader.read("namn", str, "", otherwise=""),
        kind=reader.read("slag", lambda told: KINDS[told.casefold()], "not_a_kind", otherwise=IndicatorKind.SERIES),
        unit=reader.read("enhet", str, "", otherwise=""), value=reader.read("värde", number_of, "not_a_number",
                                                                             otherwise=0.0),
        start=start, end=end,
        stratum=reader.read("stratum", lambda told: stratum_of(told, known), "unknown_stratum", otherwise=""),
        area=reader.read("område", lambda told: known.areas[told.casefold()], "unknown_area", otherwise=""),
        age=reader.read("ålder", _age, "unknown_age"), n=reader.read("n", count_of, "not_a_count"),
        margin=reader.read("felmarginal", _margin, "not_a_number"),
        source=reader.read("källa", str, "", otherwise=""), published_on=published,
        definition=reader.read("definition", str, "", otherwise="1"),
        note=reader.read("anmärkning", str, "", otherwise=""),
    )  # fmt: skip
    _check_together(reader, value, known)
    return (None if reader.faults else value), reader.faults


def _check_together(reader: Reader, value: ValueRow, known: Known) -> None:
    """What no single cell can tell."""
    if value.code and value.code not in known.units and not (value.name and value.unit):
        reader.fault("indikator", "unknown_indicator")
    if value.unit and known.units.get(value.code, value.unit) != value.unit:
        reader.fault("enhet", "unit_differs")
    if value.published_on > known.today:
        reader.fault("publicerad", "future")
    if value.start > known.today:
        reader.fault("period", "future")
    if value.area and value.stratum:
        reader.fault("stratum", "area_or_stratum")


def number_of(told: str) -> float:
    """`1 240,5`, `1240.5` or `62 %` → a number."""
    plain = told.replace(" ", "").removesuffix("%").replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,12}(\.\d{1,12})?(e[-+]?\d{1,2})?", plain, re.IGNORECASE | re.ASCII):
        raise ValueError(told)
    value = float(plain)
    if not isfinite(value):
        raise ValueError(told)
    return value


def count_of(told: str) -> int:
    """A whole number, nought or more."""
    value = number_of(told)
    if value < 0 or value != int(value) or value > 10_000_000:
        raise ValueError(told)
    return int(value)


def _margin(told: str) -> float:
    value = number_of(told.removeprefix("±").strip())
    if value < 0:
        raise ValueError(told)
    return value


def _age(told: str) -> AgeBand | None:
    plain = told.casefold().removesuffix(" år").replace(" ", "")
    return None if plain in ("alla", "totalt") else AGES[plain]


def _code(told: str) -> str:
    if not _CODE.fullmatch(told.casefold()):
        raise ValueError(told)
    return told.casefold()


def stratum_of(told: str, known: Known) -> str:
    """A stratum as it is stored; nothing for the whole municipality."""
    if told.casefold() in WHOLE:
        return ""
    return known.strata[told.casefold()]
