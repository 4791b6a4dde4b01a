"""Floors of masking on the shipped texts, one author at a time: no author's texts may fall behind.

No figure here is of unseen texts: the rules' writer has read these. The floors guard against a change for the worse.
"""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import nlp
from nlp.evaluate.labelled import read_labelled
from nlp.evaluate.mask import Figures, measure

CORPORA = Path(nlp.__file__).parent / "data" / "corpora"
AUTHORS = ("work", "young", "old", "lang", "impl", "short", "dev", "tri")
NUMBER_LIKE = ("PERSONNUMMER", "PHONE", "EMAIL", "PLATE")


@pytest.fixture(scope="module")
def texts() -> Mapping[str, list[Mapping[str, Any]]]:
    """Texts with personal data, and every fifth of the others, by author."""
    by_author: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for name in ("concerns_seed", "concerns_dev", "triage_dev"):
        for at, row in enumerate(read_labelled(CORPORA / f"{name}.jsonl", "spans")):
            if row["spans"] or at % 5 == 0:
                by_author[str(row["id"]).split("-")[0]].append(row)
    return by_author


@pytest.mark.parametrize("author", AUTHORS)
def test_floors(texts: Mapping[str, list[Mapping[str, Any]]], author: str) -> None:
    figures = measure(texts[author])
    for type_ in NUMBER_LIKE:
        assert _recall(figures, type_) == 1.0, type_
    for type_ in ("NAME", "ADDRESS", "HANDLE"):
        assert _recall(figures, type_) >= 0.9, (type_, figures.missed)
    assert sum(figures.over_masked.values()) <= 0.01 * figures.words


def _recall(figures: Figures, type_: str) -> float:
    tally = figures.by_type[type_]
    return tally.under_mask / tally.labelled
