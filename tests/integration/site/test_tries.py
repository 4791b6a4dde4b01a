"""Tries at short codes are counted for all processes together, under a hash, and forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.extensions import transaction
from dialogue.models import TryCount
from dialogue.throttle import Limit
from dialogue.tries import may_try

KEY = b"k" * 32
FEW = Limit("few", 3, 600)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def tried(app: Flask, what: str, now: datetime = NOON) -> bool:
    """One try in a transaction of its own, as another process would make it."""
    with app.app_context(), transaction() as session:
        return may_try(session, KEY, FEW, what, now)


def test_a_window_begins_with_its_first_try_and_ends(app: Flask) -> None:
    assert [tried(app, "a") for _ in range(4)] == [True, True, True, False]
    assert tried(app, "b"), "one locked thing locks no other"
    assert not tried(app, "a", NOON + timedelta(seconds=599))
    assert tried(app, "a", NOON + timedelta(seconds=600))


def test_many_at_once_get_no_more_than_one_after_the_other(app: Flask) -> None:
    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(lambda _: tried(app, "a"), range(8)))
    assert sum(passed) == FEW.count


def test_nothing_tells_what_was_tried_and_old_counts_go(app: Flask, session: Session) -> None:
    tried(app, "someone@example.se")
    first = session.scalars(select(TryCount.bucket)).one()
    assert b"someone" not in first
    session.rollback()
    tried(app, "else", NOON + timedelta(days=1))
    assert session.scalars(select(TryCount.bucket)).one() != first
