"""Throw-away databases: a PostgreSQL cluster of one's own, and what makes a database a site's."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from dialogue import create_app
from dialogue.extensions import alembic, db, transaction
from dialogue.settings import Settings
from dialogue.sorting.imports import import_areas, import_taxonomy

DATA = Path(__file__).resolve().parent.parent / "nlp" / "data"


@contextmanager
def postgres_cluster(*, durable: bool) -> Iterator[str]:
    """A PostgreSQL on a Unix socket in a folder of its own; gives the URL with `{name}` for the database.

    As root it runs as the user postgres. Without `durable` it does not wait for the disk. The folder is not pytest's:
    every new run of pytest closes the folder of all runs to other users, the server among them.
    """
    with TemporaryDirectory(prefix="pg-") as folder:
        yield from _cluster(Path(folder), durable)


def _cluster(folder: Path, durable: bool) -> Iterator[str]:
    root = os.geteuid() == 0
    if root:
        shutil.chown(folder, "postgres")
    run = ["runuser", "-u", "postgres", "--"] if root else []
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    cluster = folder / "data"
    subprocess.run([*run, binaries / "initdb", "-D", cluster, "-A", "trust", "-E", "UTF8", "-U", "postgres"],
                   check=True, capture_output=True)  # fmt: skip
    options = f"-k {folder} -c listen_addresses=" + ("" if durable else " -c fsync=off -c full_page_writes=off")
    control = [*run, binaries / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True)
    try:
        yield f"postgresql+psycopg://postgres@/{{name}}?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


def on_cluster(pattern: str, statement: str) -> None:
    """Run a statement that makes or drops a database."""
    engine = create_engine(pattern.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def make_settings(url: str, folder: Path) -> Settings:
    """Settings of a test site that writes under `folder` only."""
    return Settings(
        secret_key=SecretStr("s" * 40),
        receipt_key=SecretStr("r" * 40),
        database_url=url,
        data_dir=folder,
        secure_cookies=False,
    )


def migrate_and_seed(url: str, folder: Path) -> None:
    """All tables, and two municipalities: Älmhult, and Ljungby whose rows nobody in Älmhult may see."""
    app = create_app(make_settings(url, folder))
    with app.app_context():
        alembic.upgrade()
        with transaction() as session:
            _seed(session)
        if url.startswith("sqlite"):
            with db.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        db.engine.dispose()


def _seed(session: Session) -> None:
    topics = json.loads((DATA / "taxonomy.json").read_text())
    for name in ("almhult", "ljungby"):
        municipality = import_areas(session, json.loads((DATA / "areas" / f"{name}.json").read_text()))
        import_taxonomy(session, municipality, topics)
