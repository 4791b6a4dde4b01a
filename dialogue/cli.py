"""The commands: `flask --app wsgi …`; each is a few lines and calls one action."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app, url_for
from flask.cli import AppGroup

from dialogue import audit, clock, demo, following_cli, jobs, keys, worker
from dialogue.access import municipality_by_code
from dialogue.exceptions import DialogueError
from dialogue.extensions import alembic, db, transaction
from dialogue.models import Role
from dialogue.municipality import settings
from dialogue.organising import calendar_import
from dialogue.sorting import imports
from dialogue.staff.actions import invite_staff

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
areas = AppGroup("areas", help="Areas of a municipality.")
taxonomy = AppGroup("taxonomy", help="Topics that concerns are sorted into.")
concerns = AppGroup("concerns", help="Concerns that came some other way than through the form.")
staff = AppGroup("staff", help="Staff accounts.")
school_calendar = AppGroup("calendar", help="Days that meetings should not clash with.")
audit_log = AppGroup("audit", help="The log of what staff did and opened.")
demo_group = AppGroup("demo", help="The demonstration's data.")
open_data = AppGroup("open-data", help="What the public may read of the counts.")
topics = AppGroup("topics", help="Sorting and re-clustering, outside the worker's own schedule.")


def init_app(app: Flask) -> None:
    """Register the commands."""
    groups = (areas, taxonomy, concerns, staff, school_calendar, audit_log, topics, demo_group, open_data)
    for group in (*groups, following_cli.indicators, following_cli.population):
        app.cli.add_command(group)
    app.cli.add_command(run_worker)


@areas.command("import")
@click.argument("file", type=FILE)
def import_areas(file: Path) -> None:
    """Create or update a municipality and its areas from FILE (the format of nlp/data/areas)."""
    with _plain_errors(), transaction() as session:
        municipality = imports.import_areas(session, json.loads(file.read_text(encoding="utf-8")))
        click.echo(f"{municipality.name}: {len(json.loads(file.read_text(encoding='utf-8'))['areas'])} areas")


@taxonomy.command("import")
@click.argument("file", type=FILE)
@click.option("--municipality", "code", default="0765", show_default=True, help="kommunkod")
def import_taxonomy(file: Path, code: str) -> None:
    """Create or update the topics of a municipality from FILE (the format of nlp/data/taxonomy.json)."""
    with _plain_errors(), transaction() as session:
        rows = json.loads(file.read_text(encoding="utf-8"))
        click.echo(f"{imports.import_taxonomy(session, municipality_by_code(session, code), rows)} topics")


@concerns.command("import")
@click.argument("file", type=FILE)
@click.option("--municipality", "code", default="0765", show_default=True, help="kommunkod")
@click.option("--spread", is_flag=True, help="Move the dates so that they cover the past 18 months.")
def import_concerns(file: Path, code: str, *, spread: bool) -> None:
    """Store the texts of a JSONL FILE as concerns, masked. The worker sorts them."""
    with _plain_errors(), transaction() as session:
        municipality = municipality_by_code(session, code)
        rows = imports.read_jsonl(file)
        done = imports.import_concerns(session, municipality, rows, today=clock.today(), spread=spread)
    jobs.wake()
    click.echo(f"{done.rows} concerns, {done.left_out} lines without text left out")


@staff.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--municipality", "code", default="0765", show_default=True, help="kommunkod")
def invite(email: str, name: str, role: str, code: str) -> None:
    """Invite EMAIL (NAME) in a role; prints the link, which works once and for seven days."""
    with _plain_errors(), transaction() as session:
        token = invite_staff(
            session, email=email, name=name, role=Role(role), municipality_code=code, now=clock.now()
        )  # fmt: skip
    with current_app.test_request_context():
        click.echo(url_for("staff.accept_invite", token=token))


@school_calendar.command("import")
@click.argument("file", type=FILE)
@click.option("--municipality", "code", default="0765", show_default=True, help="kommunkod")
def import_calendar(file: Path, code: str) -> None:
    """Put the school breaks of FILE in: a CSV with the columns name,starts_on,ends_on."""
    with _plain_errors(), transaction() as session:
        breaks = calendar_import.read_breaks(file.read_bytes())
        done = calendar_import.import_breaks(session, municipality_by_code(session, code), breaks)
    click.echo(f"{done} school breaks")


@audit_log.command("verify")
def verify_audit() -> None:
    """Check that no event of the audit log was changed or taken away."""
    broken = audit.first_broken(db.session, keys.audit_key(settings()))
    if broken is not None:
        raise click.ClickException(f"the log is broken at event {broken}")
    click.echo("the log is whole")


@topics.command("sort")
def sort_now() -> None:
    """Judge every concern that waits, now."""
    click.echo(f"{jobs.sort_waiting(current_app.extensions['jobs'].tools)} concerns sorted")


@topics.command("recluster")
def recluster_now() -> None:
    """Find the clusters of every municipality anew, now."""
    click.echo(f"{jobs.recluster(current_app.extensions['jobs'].tools)} concerns clustered")


@topics.command("watch")
def watch_now() -> None:
    """Find what grows beyond chance on the board of every municipality, now; the worker does so every hour."""
    click.echo(f"{jobs.watch()} alarms")


@open_data.command("publish")
def publish_now() -> None:
    """Publish the counts of the quarters that have ended, each once; the worker does so every night."""
    click.echo(f"{jobs.publish()} new tables")


@click.command("worker")
def run_worker() -> None:
    """Run a worker: sorts concerns as they come, re-clusters every night. Any number, on any machines."""
    worker.run(current_app.extensions["jobs"])


@demo_group.command("prepare")
def prepare_demo() -> None:
    """Bring the database up to date, fill it if it is empty, and sort what waits with the shipped vectors."""
    click.echo(f"{fill_demo()} concerns sorted")


def fill_demo() -> int:
    """What `demo prepare` does; gives how many concerns it sorted."""
    alembic.upgrade()
    with transaction() as session:
        is_new = demo.load(session, today=clock.today())
    tools = jobs.local_tools(settings())
    sorted_now = jobs.sort_waiting(tools)
    if is_new:
        jobs.recluster(tools)
    jobs.watch()
    jobs.publish()
    return sorted_now


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Domain errors and broken JSON end a command with one sentence instead of a traceback."""
    try:
        yield
    except (DialogueError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
