"""Submissions a second through gunicorn, beside a bare insert of the same row on the same server."""

import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from dialogue import keys
from dialogue.intake import attest
from dialogue.intake.receipts import hash_receipt
from dialogue.intake.told import Verdict
from tests.databases import make_settings
from tests.servers import ROOT, running_site

ROUNDS = 5
FORMS = 400  # a round; few enough for the limit on one sender's pace
WORDS = "Det är mörkt i gångtunneln vid stationen och jag vågar inte gå där på kvällen, text nummer"


@dataclass(frozen=True, slots=True)
class Pace:
    """Submissions a second: through the site, and through the bare insert."""

    site: float
    bare: float

    @property
    def ratio(self) -> float:
        """How much of the bare insert's pace the site keeps."""
        return self.site / self.bare


def measure(url: str, folder: Path) -> Pace:
    """Rounds of the two by turns, so that whatever else the machine does meets both; the median of each."""
    for name in ("site", "bare"):
        (folder / name).mkdir()
    with running_site(url, folder / "site", "web") as site, running_site(url, folder / "bare", "bare") as bare:
        forms = _forms(url, folder)
        paces: dict[str, list[float]] = {"site": [], "bare": []}
        for number in range(ROUNDS + 1):  # the first warms up
            bodies = [next(forms) for _ in range(FORMS)]
            for name, running in (("site", site), ("bare", bare)):
                pace = FORMS / _seconds(running.address, bodies)
                if number:
                    paces[name].append(pace)
    expected = 2 * (ROUNDS + 1) * FORMS
    engine = create_engine(url)
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT count(*) FROM concern")).scalar_one()
    engine.dispose()
    if stored != expected:
        raise SystemExit(f"{expected} forms were accepted, {stored} rows are stored")
    return Pace(median(paces["site"]), median(paces["bare"]))


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
