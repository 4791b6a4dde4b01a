"""A worker killed again and again while it sends: no mail is lost, and none comes twice but in the documented gap."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Municipality, OutgoingMail
from tests.mailbox import OK, Mailbox
from tests.servers import SHARED_MODELS, Site

LETTERS = 60
KILLS = 4

pytestmark = pytest.mark.slow


@pytest.fixture
def worker(database_url: str, tmp_path: Path, mailbox: Mailbox) -> Site:
    """A worker that sends through the test's mail server; not started."""
    SHARED_MODELS.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "DIALOGUE_SECRET_KEY": "s" * 40,
        "DIALOGUE_RECEIPT_KEY": "r" * 40,
        "DIALOGUE_DATABASE_URL": database_url,
        "DIALOGUE_DATA_DIR": str(tmp_path),
        "DIALOGUE_SMTP_URL": mailbox.url,
        "DIALOGUE_MAIL_FROM": "dialog@almhult.example",
        "DIALOGUE_SITE_URL": "https://dialog.example",
    }
    return Site("", environment, tmp_path)


@pytest.fixture
def fill(session: Session, municipality: Municipality) -> Callable[[int], None]:
    """`fill(n)` → n letters in the outbox."""

    def _fill(count: int) -> None:
        for number in range(count):
            session.add(
                OutgoingMail(
                    municipality_id=municipality.id,
                    key=f"letter{number}",
                    recipient=f"r{number}@example.se",
                    subject="Ändrat",
                    body="Text",
                    due_at=clock.now(),
                )
            )
        session.commit()

    return _fill


def left(session: Session) -> int:
    session.rollback()
    return session.query(OutgoingMail).count()


def end_leases(session: Session) -> None:
    """Five minutes pass."""
    session.rollback()
    session.execute(update(OutgoingMail).values(claimed_until=clock.now() - timedelta(seconds=1)))
    session.commit()


def wait_until(holds: Callable[[], bool], worker: Site, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, (worker.folder / "worker.log").read_text()[-2000:]
        time.sleep(0.005)


def test_killed_at_any_moment(worker: Site, mailbox: Mailbox, fill: Callable[[int], None], session: Session) -> None:
    rng = random.Random(7)
    fill(LETTERS)
    on_its_way: set[str] = set()
    mailbox.answer = lambda stage, address: time.sleep(0.004) or OK  # type: ignore[func-returns-value]  # a slow server
    for _ in range(KILLS):
        arrived = len(mailbox.messages)
        worker.start("worker")
        wait_until(lambda arrived=arrived: len(mailbox.messages) > arrived, worker)  # type: ignore[misc]
        time.sleep(rng.uniform(0, 0.1))
        worker.kill("worker")
        time.sleep(0.1)  # what it had handed over to the last byte is taken in
        on_its_way.add(str(mailbox.messages[-1]["Message-ID"]))
        end_leases(session)
    worker.start("worker")
    try:
        wait_until(lambda: left(session) == 0, worker)
    finally:
        worker.kill("worker")
    counts = mailbox.counts()
    assert len(counts) == LETTERS  # not one is lost
    doubled = {letter for letter, times in counts.items() if times > 1}
    sys.stdout.write(f"{LETTERS} letters, {KILLS} kills, {len(doubled)} came twice\n")
    assert doubled <= on_its_way  # only what the server took in the moment before a kill, under the same Message-ID
    assert sum(counts.values()) - LETTERS <= KILLS


def test_killed_before_the_server_has_answered_for_the_letter_nothing_is_doubled(
    worker: Site, mailbox: Mailbox, fill: Callable[[int], None], session: Session
) -> None:
    fill(5)
    to_kill_at = ["MAIL", "RCPT", "DATA"]
    killed: list[str] = []

    def kill_once_at_each(stage: str, address: str) -> str:
        if stage not in to_kill_at[:1]:
            return OK
        killed.append(to_kill_at.pop(0))
        with suppress(ProcessLookupError):
            os.killpg(worker.processes["worker"].pid, signal.SIGKILL)
        return "451 you are gone"

    mailbox.answer = kill_once_at_each
    for number in (1, 2, 3):
        worker.start("worker")
        wait_until(lambda number=number: len(killed) == number, worker)  # type: ignore[misc]
        worker.kill("worker")
        end_leases(session)
    worker.start("worker")
    try:
        wait_until(lambda: left(session) == 0, worker)
    finally:
        worker.kill("worker")
    assert killed == ["MAIL", "RCPT", "DATA"]
    assert sorted(mailbox.counts().values()) == [1] * 5


def test_two_workers_never_send_the_same_letter(
    worker: Site, mailbox: Mailbox, fill: Callable[[int], None], session: Session
) -> None:
    fill(LETTERS)
    other = Site("", worker.environment, worker.folder)
    worker.start("worker")
    other.start("worker")
    try:
        wait_until(lambda: left(session) == 0, worker)
    finally:
        worker.kill("worker")
        other.kill("worker")
    assert len(mailbox.counts()) == LETTERS
    assert set(mailbox.counts().values()) == {1}
