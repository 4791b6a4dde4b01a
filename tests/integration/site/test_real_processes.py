"""Promises that only real processes can show: nothing of the sender is left, and nothing acknowledged is lost."""

import random
import threading
import time
import urllib.error
from http.client import HTTPException
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from dialogue import keys
from dialogue.intake.receipts import hash_receipt
from dialogue.settings import Settings
from tests.citizen import Citizen
from tests.servers import Site, running_site

MARKED_ADDRESS = "203.0.113.7"  # each citizen has one more digit
MARKED_AGENT = "MarkedAgent/4711"


@pytest.mark.slow
def test_500_submissions_leave_no_trace_of_address_or_agent(database_url: str, tmp_path: Path) -> None:
    with running_site(database_url, tmp_path, "web") as site:
        citizens = [threading.Thread(target=_submit, args=(site, start)) for start in range(0, 500, 125)]
        for citizen in citizens:
            citizen.start()
        for citizen in citizens:
            citizen.join()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM concern")).scalar_one() == 500
    if database_url.startswith("postgresql"):
        assert _dump_of(database_url) & {MARKED_ADDRESS.encode(), MARKED_AGENT.encode()} == set()
    engine.dispose()
    for path in tmp_path.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            assert MARKED_ADDRESS.encode() not in content, path
            assert MARKED_AGENT.encode() not in content, path


def _submit(site: Site, start: int) -> None:
    address = f"{MARKED_ADDRESS}{start // 125}"
    headers = {"User-Agent": MARKED_AGENT, "X-Forwarded-For": address, "X-Real-IP": address}
    citizen = Citizen(site.address, headers)
    for number in range(start, start + 125):
        citizen.send(citizen.write(f"Det är mörkt vid tunneln, text nummer {number}"))


def _dump_of(url: str) -> set[bytes]:
    """Which of the two marks stand in any column of any table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        rows = [
            str(row)
            for table in tables
            for row in connection.execute(text(f'SELECT t::text FROM "{table}" AS t')).scalars()
        ]
    engine.dispose()
    everything = "\n".join(rows).encode()
    return {mark for mark in (MARKED_ADDRESS.encode(), MARKED_AGENT.encode()) if mark in everything}


@pytest.mark.slow
def test_kill_9_loses_no_receipt_that_was_shown(database_url: str, tmp_path: Path) -> None:
    shown: list[str] = []
    lock, over = threading.Lock(), threading.Event()
    with running_site(database_url, tmp_path) as site:
        killer = threading.Thread(target=_kill_at_random, args=(site, over))
        killer.start()
        citizens = [threading.Thread(target=_insist, args=(site, start, shown, lock)) for start in range(0, 2000, 250)]
        for citizen in citizens:
            citizen.start()
        for citizen in citizens:
            citizen.join()
        over.set()
        killer.join()
    assert len(shown) == len(set(shown)) == 2000
    settings = Settings(secret_key=SecretStr("s" * 40), receipt_key=SecretStr("r" * 40))
    key = keys.receipt_key(settings)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        stored = [bytes(row) for row in connection.execute(text("SELECT receipt_hash FROM concern")).scalars()]
    engine.dispose()
    assert len(stored) == len(set(stored)) == 2000
    assert {hash_receipt(key, receipt) for receipt in shown} == set(stored)


def _insist(site: Site, start: int, shown: list[str], lock: threading.Lock) -> None:
    """Submit 250 texts; when the line breaks, press again with the same form, as a phone would."""
    citizen = Citizen(site.address, {"X-Forwarded-For": f"203.0.113.{start // 250}"})
    for number in range(start, start + 250):
        fields = _until_it_answers(lambda number=number: citizen.write(f"Bilarna kör för fort, nummer {number}"))
        receipt = _until_it_answers(lambda fields=fields: citizen.send(fields))
        with lock:
            shown.append(receipt)


def _until_it_answers(step):  # type: ignore[no-untyped-def]
    for _ in range(600):
        try:
            return step()
        except (urllib.error.URLError, OSError, HTTPException):
            time.sleep(0.1)
    raise AssertionError("the site never came back")


def _kill_at_random(site: Site, over: threading.Event) -> None:
    chance = random.Random(4711)
    while not over.wait(chance.uniform(1.0, 3.0)):
        name = chance.choice(["web", "web", "worker"])
        site.kill(name)
        site.start(name)
