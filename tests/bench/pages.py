"""Server time of the other pages of staff and public with 100,000 concerns behind them."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient
from sqlalchemy import select

from dialogue import clock, create_app, demo_group, demo_meetings, demo_pledges, jobs
from dialogue.extensions import db, transaction
from dialogue.models import Municipality
from dialogue.staff.demo import ensure_demo_staff
from tests.bench.board import add_concerns, signed_in, tidy
from tests.databases import make_settings

CONCERNS = 100_000
GOAL_MS = 150
VIEWS = 7
PAGES = (
    "/oversikt", "/oversikt/amne/belysning", "/problem/", "/problem/prova/1", "/problem/BURN26", "/problem/LJUS25",
    "/problem/BURN26/texter", "/gruppen/", "/rapporter/lagesbild", "/rapporter/rad", "/uppfoljning/loften",
    "/uppfoljning/matvarden", "/motesplanering", "/motesplanering/tackning", "/svar", "/oppna-data", "/loften",
    "/moten",
)  # fmt: skip


def measure(url: str, folder: Path) -> Iterator[tuple[str, float, float]]:
    """(path, median, slowest) in milliseconds, each page seen by an analyst."""
    app = create_app(make_settings(url, folder))
    with app.app_context():
        client, engine = signed_in(app), db.engine
        with transaction() as session:
            add_concerns(session, CONCERNS, random.Random(4711))
            place = session.scalars(select(Municipality).order_by(Municipality.id)).first()
            assert place is not None
            ensure_demo_staff(session, place.id)
            demo_pledges.load(session, place, clock.today())
            demo_group.load(session, place, clock.today())
            demo_meetings.load(session, place, "almhult", clock.today())
        tidy(engine)
        jobs.watch()
        jobs.publish()
        for path in PAGES:
            times = [_view(client, path) for _ in range(VIEWS)]
            yield path, 1000 * median(times), 1000 * max(times)
        engine.dispose()


def _view(client: FlaskClient, path: str) -> float:
    start = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - start
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return took
