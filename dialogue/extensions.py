"""The extensions, unbound, and the one transaction boundary that views, commands and jobs share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_babel import Babel
from flask_compress import Compress
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from dialogue.models import Base

db = SQLAlchemy(session_options={"expire_on_commit": False})
alembic = Alembic(metadatas=Base.metadata, run_mkdir=False)
babel = Babel()
compress = Compress()
csrf = CSRFProtect()

BUSY_MS = 15_000


@contextmanager
def transaction(*, hasty: bool = False) -> Iterator[Session]:
    """One use-case, one transaction: commit when the block ends well, else roll back.

    What was read before in the same request is let go first, so that on SQLite the write lock is taken at
    the start (`BEGIN IMMEDIATE`) instead of failing when a read transaction is upgraded.

    `hasty`: the commit does not wait for the disk. It outlives this process, but a power cut may undo it; for
    what does no harm undone, where the time it takes does.
    """
    session = db.session
    session.rollback()
    connection = session.connection(execution_options={"writes": True, "hasty": hasty})
    if hasty and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def tune_sqlite(app: Flask) -> None:
    """Make every SQLite connection durable, strict and patient; PostgreSQL is left as it is."""
    with app.app_context():
        engine: Engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_connection)
        event.listen(engine, "begin", _begin)


def _configure_connection(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN, below, instead of the driver's
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged concern survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # a withdrawn text is overwritten, not just unlinked
        f"busy_timeout={BUSY_MS}",
        "cache_size=-64000",
        "mmap_size=268435456",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes, hasty = options.get("writes", False), options.get("hasty", False)
    if hasty is not connection.info.get("hasty", False):  # between two transactions is the only time to say it
        connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if hasty else 'FULL'}")
        connection.info["hasty"] = hasty
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
