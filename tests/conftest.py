"""Fixtures: a fresh, migrated, seeded database for every test, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from dialogue import clock, create_app
from dialogue.extensions import db, transaction
from dialogue.models import Base, Membership, Municipality, Role, Staff
from dialogue.staff.sessions import open_session
from tests.databases import make_settings, migrate_and_seed, on_cluster, postgres_cluster

# How fast something is, the benchmarks say: a busy machine fails no property. CI tries the same examples for the same
# code, so that a failure there can be had again; everybody else's runs search on.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--db sqlite` (default), `--db postgresql`."""
    parser.addoption("--db", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A throw-away PostgreSQL; the name of the database is left open in its URL."""
    with postgres_cluster(durable=False) as pattern:
        yield pattern


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated, seeded database that every test copies."""
    folder = tmp_path_factory.mktemp("template")
    if request.config.getoption("--db") == "postgresql":
        pattern = request.getfixturevalue("postgres_url")
        on_cluster(pattern, "CREATE DATABASE template_site")
        url = pattern.format(name="template_site")
    else:
        url = f"sqlite:///{folder / 'template.sqlite3'}"
    migrate_and_seed(url, folder)
    return url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, template: str, tmp_path: Path) -> Iterator[str]:
    """A copy of the template, for this test alone."""
    if template.startswith("sqlite"):
        copy = tmp_path / "site.sqlite3"
        shutil.copy(template.removeprefix("sqlite:///"), copy)
        yield f"sqlite:///{copy}"
        return
    pattern = request.getfixturevalue("postgres_url")
    on_cluster(pattern, "CREATE DATABASE site TEMPLATE template_site")
    yield pattern.format(name="site")
    on_cluster(pattern, "DROP DATABASE site WITH (FORCE)")


class CompiledTemplates(BytecodeCache):
    """The templates, compiled once for all the sites of a run: every test makes its own."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = CompiledTemplates()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site on a database of its own."""
    site = create_app(make_settings(database_url, tmp_path))
    site.testing = True
    site.jinja_env.bytecode_cache = TEMPLATES
    yield site
    site.extensions["jobs"].huey.storage.close()
    with site.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the test's own on the site's database; commit what the site is to see."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=True) as own:
        yield own


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def municipality(session: Session) -> Municipality:
    """Älmhult."""
    found = session.query(Municipality).filter_by(code="0765").one()
    session.rollback()
    return found


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """`sign_in(role, code="0765")` → a client signed in with that role in that municipality."""

    def _sign_in(role: Role | str, code: str = "0765") -> FlaskClient:
        with app.app_context(), transaction() as own:
            municipality_id = own.query(Municipality).filter_by(code=code).one().id
            email = f"{role}-{code}@example.se"
            staff = own.query(Staff).filter_by(email=email).one_or_none() or Staff(email=email, name=f"Test {role}")
            own.add(staff)
            own.flush()
            own.merge(Membership(staff_id=staff.id, municipality_id=municipality_id, role=Role(role)))
            token = open_session(own, staff_id=staff.id, municipality_id=municipality_id, now=clock.now())
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["token"] = token
        return client

    return _sign_in


def row_count(session: Session, table: type[Base]) -> int:
    """How many rows a table holds."""
    session.rollback()
    return session.query(table).count()
