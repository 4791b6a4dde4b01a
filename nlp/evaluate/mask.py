"""How well personal data are masked: `python -m nlp evaluate mask FILE`, FILE as nlp/data/corpora/*.jsonl.

A labelled span counts as found when every letter and digit of it lies under some mask, of whatever type: what
matters is that nobody can read it. Precision asks the other way: which masked characters somebody had labelled.
"""

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlp.evaluate.labelled import read_labelled
from nlp.evaluate.metrics import table
from nlp.mask import mask
from nlp.types import PersonalData, Span

# The labels of domain60.jsonl. HÄLSA (what somebody suffers from) is no type of the product: not measured.
_SWEDISH_LABELS = {
    "NAMN": "NAME",
    "PNR": "PERSONNUMMER",
    "TEL": "PHONE",
    "EPOST": "EMAIL",
    "REGNR": "PLATE",
    "ADRESS": "ADDRESS",
    "FASTIGHET": "ADDRESS",
    "GEO": "ADDRESS",
    "LGH": "ADDRESS",
    "KONTO": "HANDLE",
}
_TYPES = frozenset(type_.value for type_ in PersonalData)
_WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """Counts of one type, or of all: spans labelled and found; characters labelled, and of them under a mask;
    characters masked, and of them rightly."""

    spans: int = 0
    found: int = 0
    labelled: int = 0
    under_mask: int = 0
    masked: int = 0
    rightly: int = 0

    def row(self, name: str) -> tuple[str, str, str, str, str]:
        """One line of the table."""
        recall, precision = _share(self.under_mask, self.labelled), _share(self.rightly, self.masked)
        return name, str(self.spans), _share(self.found, self.spans), recall, precision


@dataclass
class Figures:
    """All counts of a file. `missed` holds (id, type, words) of every span that was not found in full."""

    by_type: dict[str, Tally] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)
    words: int = 0
    over_masked: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    def tally(self, type_: str) -> Tally:
        """The counts of one type."""
        return self.by_type.setdefault(type_, Tally())


def report(path: Path, _options: argparse.Namespace) -> str:
    """Recall and precision per type and in all, and the share of words that were masked without need."""
    figures = measure(read_labelled(path, "spans", "pii"))
    rows = [("type", "spans", "found", "recall", "precision")]
    rows += [figures.by_type[type_].row(type_) for type_ in PersonalData if type_ in figures.by_type]
    rows.append(figures.total.row("all"))
    over = sum(figures.over_masked.values())
    share = 100 * over / max(figures.words, 1)
    return (
        f"{table(rows)}\nfound: spans whose every letter is masked; recall, precision: of characters\n"
        f"over-masked words: {over} of {figures.words} ({share:.2f} %)\n"
    )


def measure(rows: Sequence[Mapping[str, Any]]) -> Figures:
    """Mask every row's text and count against its spans."""
    figures = Figures()
    for row in rows:
        _count(figures, str(row.get("id", "")), row["text"], read_spans(row))
    return figures


def read_spans(row: Mapping[str, Any]) -> list[Span]:
    """The labelled spans of a row; labels that are no type of personal data here are left out."""
    spans = []
    for span in row.get("spans") or row.get("pii") or ():
        label = span.get("type") or span.get("label")
        type_ = _SWEDISH_LABELS.get(label, label)
        if type_ in _TYPES:
            spans.append(Span(span["start"], span["end"], PersonalData(type_)))
    return spans


def _count(figures: Figures, id_: str, text: str, labelled: Sequence[Span]) -> None:
    masked = mask(text).spans
    under_mask = _characters(text, masked)
    wanted = _characters(text, labelled)
    for span in labelled:
        own = _characters(text, [span])
        tally = figures.tally(span.type.value)
        for counts in (tally, figures.total):
            counts.spans += 1
            counts.found += own <= under_mask
            counts.labelled += len(own)
            counts.under_mask += len(own & under_mask)
        if not own <= under_mask:
            figures.missed.append((id_, span.type.value, text[span.start : span.end]))
    for span in masked:
        tally = figures.tally(span.type.value)
        own = _characters(text, [span])
        for counts in (tally, figures.total):
            counts.masked += len(own)
            counts.rightly += len(own & wanted)
    words = list(_WORD.finditer(text))
    figures.words += len(words)
    figures.over_masked.update(
        word.group()
        for word in words
        if word.start() in under_mask and not wanted.intersection(range(word.start(), word.end()))
    )


def _characters(text: str, spans: Sequence[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"
