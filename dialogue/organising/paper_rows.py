"""Paper notes as rows: read from a form, masked, merged with what another page saved, checked."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from dialogue.written import LONGEST, SHORTEST, clean, length
from nlp.mask import mask

MOST_ROWS = 200
FOR_ALL = ""  # a row's area or age: what is chosen for all
UNKNOWN = "-"  # not told on this note


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One note. `area` and `age`: a code, FOR_ALL or UNKNOWN."""

    text: str
    area: str = FOR_ALL
    age: str = FOR_ALL

    def masked(self) -> "PaperRow":
        """The note as it may be kept."""
        return PaperRow(mask(self.text).text, self.area, self.age)

    def problem(self) -> str | None:
        """`short` or `long`, where it cannot be stored as it is."""
        if length(self.text) < SHORTEST:
            return "short"
        return "long" if length(self.text) > LONGEST else None


@dataclass(frozen=True, slots=True)
class Papers:
    """All notes of a batch, and what is chosen for all of them. Empty rows are in none."""

    rows: tuple[PaperRow, ...] = ()
    area: str = UNKNOWN
    age: str = UNKNOWN

    def masked(self) -> "Papers":
        """All notes as they may be kept."""
        return Papers(tuple(row.masked() for row in self.rows), self.area, self.age)

    def told(self, row: PaperRow) -> tuple[str, str]:
        """A row's area and age with what is chosen for all; nothing where neither is told."""
        area, age = row.area or self.area, row.age or self.age
        return ("" if area == UNKNOWN else area), ("" if age == UNKNOWN else age)

    def problems(self) -> list[tuple[int, str]]:
        """(place of the row, what is wrong), of the rows that cannot be stored."""
        found = ((place, row.problem()) for place, row in enumerate(self.rows))
        return [(place, problem) for place, problem in found if problem]

    def kept(self) -> list[dict[str, Any]]:
        """As the batch keeps them: what is chosen for all comes first, as a row without text."""
        return [asdict(row) for row in (PaperRow("", self.area, self.age), *self.rows)]


def from_kept(rows: list[dict[str, Any]]) -> Papers:
    """The notes of a batch."""
    head, *rest = [PaperRow(**row) for row in rows] or [PaperRow("", UNKNOWN, UNKNOWN)]
    return Papers(tuple(rest), head.area, head.age)


def from_form(texts: list[str], areas: list[str], ages: list[str], *, area: str, age: str) -> Papers:
    """The notes of a form: three lists of fields in one order. Rows without text are left out."""
    padding = [FOR_ALL] * len(texts)
    columns = zip(texts, [*areas, *padding], [*ages, *padding], strict=False)
    rows = (PaperRow(clean(text), told_area, told_age) for text, told_area, told_age in columns)
    return Papers(tuple(row for row in rows if row.text), area or UNKNOWN, age or UNKNOWN)


def only_offered(papers: Papers, areas: Iterable[str], ages: Iterable[str]) -> Papers:
    """The same notes; an area or age that was not on offer counts as not told."""
    known_areas, known_ages = {FOR_ALL, UNKNOWN, *areas}, {FOR_ALL, UNKNOWN, *ages}
    rows = tuple(
        PaperRow(
            row.text, row.area if row.area in known_areas else UNKNOWN, row.age if row.age in known_ages else UNKNOWN
        )
        for row in papers.rows
    )
    return Papers(
        rows,
        papers.area if papers.area in known_areas else UNKNOWN,
        papers.age if papers.age in known_ages else UNKNOWN,
    )


def missing(kept: Papers, written: Papers) -> tuple[PaperRow, ...]:
    """The notes of one page that another has not: neither the same nor one that goes on where it ends."""
    texts = [row.text for row in written.rows]
    return tuple(row for row in kept.rows if not any(text.startswith(row.text) for text in texts))
