"""Server time and SQL statements of the board page at growing numbers of concerns."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert, select, text
from sqlalchemy.orm import Session

from dialogue import clock, create_app
from dialogue.extensions import db, transaction
from dialogue.models import Area, Channel, Concern, Daypart, Membership, Municipality, Role, Staff, Topic
from dialogue.models.base import random_id
from dialogue.staff.sessions import open_session
from tests.databases import make_settings

SIZES = (1_000, 10_000, 100_000)
VIEWS = 15
DAYS = 545  # the texts lie over a year and a half
WORDS = "Det är mörkt i gångtunneln vid stationen och jag vågar inte gå där på kvällen. " * 3


@dataclass(frozen=True, slots=True)
class Load:
    """The board with so many concerns: time in the application, and statements sent to the database."""

    concerns: int
    median_ms: float
    slowest_ms: float
    statements: int


def measure(url: str, folder: Path) -> Iterator[Load]:
    """The board of an analyst whose last visit was a week ago, the default period, at every size."""
    app = create_app(make_settings(url, folder))
    chance = random.Random(4711)
    with app.app_context():
        client, engine = signed_in(app), db.engine
        stored = 0
        for size in SIZES:
            with transaction() as session:
                add_concerns(session, size - stored, chance)
            stored = size
            tidy(engine)
            statements: list[str] = []
            event.listen(engine, "before_cursor_execute", lambda *told, to=statements: to.append(told[2]))
            times = [_view(client) for _ in range(VIEWS)]
            yield Load(size, 1000 * median(times), 1000 * max(times), len(statements) // VIEWS)
        engine.dispose()


def tidy(engine: Engine) -> None:
    """What both databases do by themselves in time: statistics, and on PostgreSQL the map of what needs no look-up."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("VACUUM ANALYZE concern"))
        else:
            connection.execute(text("ANALYZE"))


def _view(client: FlaskClient) -> float:
    start = time.perf_counter()
    answer = client.get("/oversikt")
    took = time.perf_counter() - start
    if answer.status_code != 200:
        raise SystemExit(f"the board answered {answer.status_code}")
    return took


def signed_in(app: Flask) -> FlaskClient:
    with transaction() as session:
        place = session.scalars(select(Municipality.id).order_by(Municipality.id)).first()
        staff = Staff(email="bench@example.se", name="Bench")
        session.add(staff)
        session.flush()
        session.add(Membership(staff_id=staff.id, municipality_id=place, role=Role.ANALYST))
        token = open_session(session, staff_id=staff.id, municipality_id=place or 0, now=clock.now())
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client


def add_concerns(session: Session, count: int, chance: random.Random) -> None:
    place = session.scalars(select(Municipality.id).order_by(Municipality.id)).first()
    topics = list(session.scalars(select(Topic.id).where(Topic.municipality_id == place)))
    areas: list[int | None] = [None, *session.scalars(select(Area.id).where(Area.municipality_id == place))]
    today = clock.today()
    rows = [_row(place, chance.choice(topics), chance.choice(areas), today, chance) for _ in range(count)]
    session.execute(insert(Concern), rows)


def _row(place: int | None, topic: int, area: int | None, today: date, chance: random.Random) -> dict[str, Any]:
    return {
        "id": random_id(),
        "municipality_id": place,
        "text": WORDS,
        "channel": chance.choice(list(Channel)),
        "received_on": today - timedelta(days=chance.randrange(DAYS)),
        "received_daypart": chance.choice(list(Daypart)),
        "topic_id": topic,
        "area_id": area,
        "kind": chance.choice(["concern"] * 8 + ["praise", "crime_report"]),
        "judged_by": "bench",
    }
