"""Promises that only real processes can show: nothing of the sender is left, and nothing acknowledged is lost."""

import random
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from dialogue import attest, keys
from dialogue.intake.told import Verdict
from dialogue.receipts import hash_receipt
from tests.citizen import Citizen, Fields
from tests.databases import make_settings
from tests.servers import Site, running_site

Got = TypeVar("Got")

ADDRESS, AGENT = "203.0.113.77", "MarkedAgent/4711"
PHONE, NUMBER = "070-174 06 05", "121212-1212"
MARKS = tuple(mark.encode() for mark in (ADDRESS, AGENT, PHONE, NUMBER))
CITIZENS = 8


@pytest.mark.slow
def test_500_submissions_leave_no_trace_of_sender_or_masked_words(database_url: str, tmp_path: Path) -> None:
    folders = [tmp_path / "behind-a-proxy", tmp_path / "facing-the-net"]
    for folder in folders:
        folder.mkdir()
    with (
        running_site(database_url, folders[0], "web", "worker", proxies=1) as proxied,
        running_site(database_url, folders[1], "web", proxies=0) as bare,
        ThreadPoolExecutor(4) as citizens,
    ):
        sent = [citizens.submit(_send, site, 125) for site in (proxied, bare) for _ in range(2)]
        assert sum(done.result() for done in sent) == 500
    assert _stored(database_url, "SELECT count(*) FROM concern") == [500]
    for what, content in (*_files(tmp_path), *_database(database_url)):
        assert [mark for mark in MARKS if mark in content] == [], what


def _send(site: Site, count: int) -> int:
    headers = {"User-Agent": AGENT, "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS}
    citizen = Citizen(site.address, headers)
    for _ in range(count):
        citizen.send(citizen.write(f"Det är mörkt vid tunneln. Ring {PHONE}, mitt personnummer är {NUMBER}."))
    return count


def _files(folder: Path) -> Iterator[tuple[object, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path, path.read_bytes()


def _database(url: str) -> Iterator[tuple[object, bytes]]:
    """Every row of every table on PostgreSQL, the queue's too, and its own files; SQLite's lie with the site's."""
    if not url.startswith("postgresql"):
        return
    tables = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'jobs')"
    for table in _stored(url, tables):
        yield table, "\n".join(map(str, _stored(url, f"SELECT t::text FROM {table} AS t"))).encode()
    yield from _files(Path(str(make_url(url).query["host"])))


def _stored(url: str, query: str) -> list[Any]:
    """The first column of what a query finds."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(text(query)).scalars())
    engine.dispose()
    return found


@pytest.mark.slow
def test_kill_9_loses_no_receipt_that_was_shown(database_url: str, tmp_path: Path) -> None:
    settings = make_settings(database_url, tmp_path)
    shown: list[str] = []
    over = threading.Event()
    with running_site(database_url, tmp_path) as site, ThreadPoolExecutor(CITIZENS + 1) as crowd:
        killer = crowd.submit(_kill_at_random, site, shown, over)
        try:
            citizens = [
                crowd.submit(_insist, site, number, keys.form_key(settings), shown) for number in range(CITIZENS)
            ]
            retries = sum(citizen.result() for citizen in citizens)
        finally:
            over.set()
        assert killer.result() == 12
    assert retries > 0  # else nobody was ever interrupted
    assert len(shown) == len(set(shown)) == 2000
    stored = [bytes(row) for row in _stored(database_url, "SELECT receipt_hash FROM concern")]
    assert len(stored) == 2000
    with ThreadPoolExecutor(2) as hashing:
        key = keys.receipt_key(settings)
        assert set(hashing.map(lambda receipt: hash_receipt(key, receipt), shown)) == set(stored)


def _insist(site: Site, number: int, key: bytes, shown: list[str]) -> int:
    """Submit 250 texts; where no answer comes, press again with the same form, as a phone would. Gives the retries."""
    citizen = Citizen(site.address, {"X-Forwarded-For": f"203.0.113.{number}"})
    retries = 0
    for at in range(250):
        words = f"Bilarna kör för fort, nummer {number}-{at}"
        if at % 25 == 0:  # the whole way; else from the preview on, with the fields that a preview holds
            fields, _ = _until_it_answers(lambda words=words: citizen.write(words))
        else:
            fields = _previewed(key, words)
        receipt, missed = _until_it_answers(lambda fields=fields: citizen.send(fields))
        if at % 50 == 0:  # a double tap
            assert _until_it_answers(lambda fields=fields: citizen.send(fields))[0] == receipt
        shown.append(receipt)
        retries += missed
    return retries


def _previewed(key: bytes, words: str) -> Fields:
    token, verdict = attest.new_token(), Verdict("concern", urgent=False, reason=None)
    proof = attest.sign_verdict(key, token, words, verdict)
    return {"text": words, "token": attest.sign_token(key, token), "proof": proof}


def _until_it_answers(step: Callable[[], Got]) -> tuple[Got, int]:
    for missed in range(1200):
        try:
            return step(), missed
        except (urllib.error.URLError, OSError, HTTPException):
            time.sleep(0.1)
    raise AssertionError("the site never came back")


def _kill_at_random(site: Site, shown: list[str], over: threading.Event) -> int:
    """Twelve kills, each after a random number of receipts: of the web, of one half of it, of the worker."""
    chance = random.Random(4711)
    victims = ["web", "web", "web", "half", "half", "half", "half", "half", "worker", "worker", "worker", "worker"]
    chance.shuffle(victims)
    done = 0
    for count, victim in zip(sorted(chance.sample(range(50, 1950), len(victims))), victims, strict=True):
        while len(shown) < count and not over.is_set():
            time.sleep(0.01)
        if over.is_set():
            break
        if victim == "half":
            site.kill_child("web")
        else:
            site.kill(victim)
            site.start(victim)
        done += 1
    return done
