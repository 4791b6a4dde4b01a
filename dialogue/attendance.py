"""Who came to a meeting, by age and gender, as it may be shown: small counts merged and hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from dialogue.suppression import Band, Shown, hide_small, merge_bands

AGES = ("0-15", "16-29", "30-49", "50-64", "65+", "")
"""The age bands, the youngest first; an empty one for those who did not say."""

GENDERS = (("woman",), ("man",), ("other", "unknown"))
"""Those who said neither, or were not asked, are one column: it must not tell that somebody said it."""

COLUMNS = (_l("Kvinnor"), _l("Män"), _l("Annat eller okänt"))

Counted = Mapping[tuple[str, str], int]
"""(age band, gender) → people."""


@dataclass(frozen=True, slots=True)
class Row:
    """An age, or several merged: its words, how many in each column, and together. None: hidden."""

    words: str
    cells: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """The table as anybody may see it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Shown, ...]
    total: Shown

    @property
    def hides(self) -> bool:
        """Whether something is hidden."""
        return any(cell is None for row in self.rows for cell in row.cells) or None in self.totals


def attendance_table(counted: Counted) -> AttendanceTable | None:
    """The table of those counted; None where nobody was."""
    full = [[sum(counted.get((age, gender), 0) for gender in column) for column in GENDERS] for age in AGES]
    bands = [band for band in merge_bands([sum(row) for row in full]) if band.count != 0]
    columns = [at for at in range(len(GENDERS)) if any(row[at] for row in full)]
    if not columns:
        return None
    table = hide_small([[sum(full[age][at] for age in _ages(band)) for at in columns] for band in bands])
    rows = zip(bands, table.cells, table.row_totals, strict=True)
    return AttendanceTable(
        columns=tuple(str(COLUMNS[at]) for at in columns),
        rows=tuple(Row(band_words(band), cells, total) for band, cells, total in rows),
        totals=table.column_totals,
        total=table.total,
    )


def band_words(band: Band) -> str:
    """What a band, merged or not, is called in the page's language."""
    told = [age for age in AGES[band.first : band.last + 1] if age]
    if not told:
        return str(gettext("Okänd ålder"))
    if len(told) == len(AGES) - 1:
        return str(gettext("Alla åldrar"))
    words = _age_words(told[0], told[-1])
    return str(gettext("%(ages)s och okänd ålder", ages=words)) if AGES[band.last] == "" else words


def _age_words(youngest: str, oldest: str) -> str:
    first, last = youngest.partition("-")[0].rstrip("+"), oldest.partition("-")[2]
    if first == "0":
        return str(gettext("Under %(age)s år", age=str(int(last) + 1)))
    if not last:
        return str(gettext("%(age)s år eller äldre", age=first))
    return str(gettext("%(first)s–%(last)s år", first=first, last=last))


def _ages(band: Band) -> range:
    return range(band.first, band.last + 1)
