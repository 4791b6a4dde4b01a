"""Submissions a second through gunicorn, beside a bare insert of the same row on the same server."""

import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from dialogue import attest, keys
from dialogue.intake.told import Verdict
from dialogue.receipts import hash_receipt
from tests.databases import make_settings
from tests.servers import ROOT, Site, running_site

SERVERS = ("web", "bare", "hashed")
ROUNDS = 3
FORMS = 160  # a round; few enough for the limit on one sender's pace
WORDS = "Det är mörkt i gångtunneln vid stationen och jag vågar inte gå där på kvällen, text nummer"


@dataclass(frozen=True, slots=True)
class Pace:
    """Submissions a second: through the site, the bare insert, and the bare insert with the receipt's slow hash."""

    site: float
    bare: float
    hashed: float


def measure(url: str, folder: Path) -> Pace:
    """Rounds of the three by turns, so that whatever else the machine does meets all; the median of each."""
    paces: dict[str, list[float]] = {name: [] for name in SERVERS}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(_server(url, folder / name, name)) for name in SERVERS}
        forms = _forms(url, folder)
        for number in range(ROUNDS + 1):  # the first warms up
            bodies = [next(forms) for _ in range(FORMS)]
            for name, server in servers.items():
                pace = FORMS / _seconds(server.address, bodies)
                if number:
                    paces[name].append(pace)
    expected = len(SERVERS) * (ROUNDS + 1) * FORMS
    engine = create_engine(url)
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT count(*) FROM concern")).scalar_one()
    engine.dispose()
    if stored != expected:
        raise SystemExit(f"{expected} forms were accepted, {stored} rows are stored")
    return Pace(median(paces["web"]), median(paces["bare"]), median(paces["hashed"]))


def _server(url: str, folder: Path, name: str) -> AbstractContextManager[Site]:
    folder.mkdir()
    return running_site(url, folder, name)


def _seconds(address: str, bodies: list[str]) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.client", address.removeprefix("http://")],
        cwd=ROOT, input="\n".join(bodies), check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return float(done.stdout)


def _forms(url: str, folder: Path) -> Iterator[str]:
    """What "Skicka" on a preview sends, each with a token and a proof of its own."""
    key = keys.form_key(make_settings(url, folder))
    verdict = Verdict("concern", urgent=False, reason=None)
    number = 0
    while True:
        number += 1
        words, token = f"{WORDS} {number}", attest.new_token()
        fields = {
            "text": words,
            "area": "dio",
            "token": attest.sign_token(key, token),
            "proof": attest.sign_verdict(key, token, words, verdict),
        }
        yield urllib.parse.urlencode(fields)


def hash_ms() -> float:
    """What the receipt's slow hash alone costs."""
    times = []
    for _ in range(20):
        start = time.process_time()
        hash_receipt(b"k" * 32, "1" * 20)
        times.append(time.process_time() - start)
    return 1000 * median(times)
