"""Inhabitants by age band and stratum, from a file; stored figures are never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.following.pledge_actions import NotDone, masked
from dialogue.following.sheets import Sheet
from dialogue.following.value_rows import AGES, Fault, Known, Reader, columns_of, count_of, stratum_of
from dialogue.models import AgeBand, Population

COLUMNS = ("dag", "stratum", "ålder", "antal", "källa")
REQUIRED = ("dag", "ålder", "antal", "källa")


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """So many inhabitants of an age, on a day."""

    row: int
    counted_on: date
    stratum: str
    age: AgeBand
    people: int
    source: str


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What an import would do; `known`: rows that are here already."""

    new: tuple[PeopleRow, ...]
    known: int
    faults: tuple[Fault, ...]


def read_people(sheet: Sheet, known: Known) -> tuple[list[PeopleRow], list[Fault]]:
    """Every row, and every bad cell. BadImport when a column that must be there is not."""
    at = columns_of(sheet.head, REQUIRED)
    rows: list[PeopleRow] = []
    faults: list[Fault] = []
    for number, cells in sheet.rows:
        told = {name: cells[place] if place < len(cells) else "" for name, place in at.items()}
        reader = Reader(number, told, REQUIRED)
        row = PeopleRow(
            number, reader.read("dag", date.fromisoformat, "not_a_date", otherwise=known.today),
            reader.read("stratum", lambda told: stratum_of(told, known), "unknown_stratum", otherwise=""),
            reader.read("ålder", lambda told: AGES[told.casefold().removesuffix(" år")], "unknown_age"),
            reader.read("antal", count_of, "not_a_count", otherwise=0),
            reader.read("källa", str, "", otherwise=""),
        )  # fmt: skip
        if row.counted_on > known.today:
            reader.fault("dag", "future")
        faults += reader.faults
        if not reader.faults:
            rows.append(row)
    return rows, faults


def plan_people(
    session: Session, municipality_id: int, rows: Sequence[PeopleRow], faults: Sequence[Fault]
) -> PeoplePlan:
    """Compare rows with what is stored: another count of the same is a fault."""
    mine = Population.municipality_id == municipality_id
    stored = {(row.counted_on, row.stratum, row.age_band): row.people for row in session.scalars(
        select(Population).where(mine))}  # fmt: skip
    new, wrong, seen = [], list(faults), set()
    for row in rows:
        key = (row.counted_on, row.stratum, row.age)
        if key in seen:
            wrong.append(Fault(row.row, "ålder", row.age.value, "twice"))
        elif key not in stored:
            new.append(row)
        elif stored[key] != row.people:
            wrong.append(Fault(row.row, "antal", str(row.people), "differs"))
        seen.add(key)
    return PeoplePlan(tuple(new), len(rows) - len(new), tuple(wrong))


def store_people(session: Session, municipality_id: int, plan: PeoplePlan) -> int:
    """Store what is new in a plan; gives how many. Nothing is stored of a plan with faults."""
    if plan.faults:
        raise NotDone("faults")
    session.add_all(
        Population(municipality_id=municipality_id, counted_on=row.counted_on, stratum=row.stratum, age_band=row.age,
                   people=row.people, source=masked(row.source, 200))
        for row in plan.new
    )  # fmt: skip
    session.flush()
    return len(plan.new)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The latest count: age bands under strata, with sums."""

    counted_on: date | None
    strata: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    sources: tuple[str, ...]


def people_table(session: Session, municipality_id: int) -> PeopleTable:
    """The latest day for which inhabitants are known."""
    mine = Population.municipality_id == municipality_id
    rows = session.scalars(select(Population).where(mine)).all()
    latest = max((row.counted_on for row in rows), default=None)
    told = [row for row in rows if row.counted_on == latest]
    people = {(row.stratum, row.age_band): row.people for row in told}
    strata = tuple(sorted({row.stratum for row in told}, key=lambda stratum: (stratum != "", stratum)))
    return PeopleTable(
        latest, strata,
        tuple((age.value, tuple(people.get((stratum, age)) for stratum in strata)) for age in AgeBand if told),
        tuple(sorted({row.source for row in told})),
    )  # fmt: skip
