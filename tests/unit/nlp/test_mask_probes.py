"""Own texts with their personal data marked: what two voices wrote before the code was changed for them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp.evaluate.mask import Figures, measure

TYPES = {
    "N": "NAME",
    "S": "PERSONNUMMER",
    "P": "PHONE",
    "E": "EMAIL",
    "H": "HANDLE",
    "R": "PLATE",
    "A": "ADDRESS",
}
MARKED = re.compile(r"\{([A-Z]):([^}]*)\}")


def _read(marked: str) -> dict[str, Any]:
    """`{N:Björn} ringde` → the text without the marks, and a span for each."""
    text, spans, at = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        spans.append({"start": len(text), "end": len(text) + len(match.group(2)), "type": TYPES[match.group(1)]})
        text += match.group(2)
        at = match.end()
    return {"text": text + marked[at:], "spans": spans}


def _probes() -> Iterator[dict[str, Any]]:
    for line in (Path(__file__).parent / "mask_probes.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield _read(line)


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(list(_probes()))


@pytest.mark.parametrize(
    ("type_", "floor"),
    [
        ("PERSONNUMMER", 1.0),
        ("PHONE", 1.0),
        ("EMAIL", 1.0),
        ("PLATE", 1.0),
        ("HANDLE", 1.0),
        ("ADDRESS", 1.0),
        ("NAME", 0.98),
    ],
)
def test_what_points_at_somebody_goes(figures: Figures, type_: str, floor: float) -> None:
    tally = figures.by_type[type_]
    assert tally.under_mask / tally.labelled >= floor, figures.missed


def test_what_points_at_nobody_stays(figures: Figures) -> None:
    assert sum(figures.over_masked.values()) <= 0.005 * figures.words, figures.over_masked
