"""Commands of following up: figures and inhabitants from files, by the same rules as on the pages."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.access import municipality_by_code
from dialogue.exceptions import BadImport
from dialogue.extensions import transaction
from dialogue.following.indicator_actions import known_to, plan_values, store_values
from dialogue.following.labels import FAULTS, file_fault
from dialogue.following.population_rows import plan_people, read_people, store_people
from dialogue.following.sheets import Sheet, read_sheet
from dialogue.following.value_rows import Fault, read_values
from dialogue.models import Membership, Staff

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MUNICIPALITY = click.option("--municipality", "code", default="0765", show_default=True, help="kommunkod")
Read = TypeVar("Read")
indicators = AppGroup("indicators", help="Figures: the survey, reported crime, other series.")
population = AppGroup("population", help="Inhabitants by age and stratum.")


@indicators.command("import")
@click.argument("file", type=FILE)
@click.option("--by", "email", required=True, help="e-mail of the account that enters them")
@MUNICIPALITY
def import_indicators(file: Path, email: str, code: str) -> None:
    """Store the values of FILE (CSV or XLSX). Every bad cell is named, and then nothing is stored."""
    sheet = _sheet(file)
    with transaction() as session:
        mine = municipality_by_code(session, code).id
        rows, faults = _read(lambda: read_values(sheet, known_to(session, mine, clock.today())))
        plan = plan_values(session, mine, rows, faults)
        _refuse(plan.faults)
        count = store_values(session, mine, _staff_id(session, mine, email), plan, at=clock.now())
    click.echo(f"{count} values, {plan.known} known already, {len(plan.differing)} beside another value")


@population.command("import")
@click.argument("file", type=FILE)
@MUNICIPALITY
def import_population(file: Path, code: str) -> None:
    """Store the inhabitants of FILE (CSV or XLSX). Every bad cell is named, and then nothing is stored."""
    sheet = _sheet(file)
    with transaction() as session:
        mine = municipality_by_code(session, code).id
        rows, faults = _read(lambda: read_people(sheet, known_to(session, mine, clock.today())))
        plan = plan_people(session, mine, rows, faults)
        _refuse(plan.faults)
        count = store_people(session, mine, plan)
    click.echo(f"{count} rows, {plan.known} known already")


def _sheet(file: Path) -> Sheet:
    return _read(lambda: read_sheet(file.read_bytes()))


def _read(reading: Callable[[], Read]) -> Read:
    """What was read, or the fault of the file in a sentence."""
    try:
        return reading()
    except BadImport as fault:
        raise click.ClickException(file_fault(str(fault))) from fault


def _refuse(faults: Iterable[Fault]) -> None:
    told = [f"row {fault.row}, {fault.column}: {fault.cell!r} – {FAULTS[fault.why]}" for fault in faults]
    if told:
        raise click.ClickException("\n".join(["nothing is stored:", *told]))


def _staff_id(session: Session, municipality_id: int, email: str) -> int:
    found = session.scalar(
        select(Staff.id)
        .join(Membership, Membership.staff_id == Staff.id)
        .where(Staff.email == email, Membership.municipality_id == municipality_id)
    )
    if found is None:
        raise click.ClickException(f"nobody with the address {email} works in this municipality")
    return found
