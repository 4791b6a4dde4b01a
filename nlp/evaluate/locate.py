"""How often the locator finds the area a text names, and how often it makes one up."""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.evaluate.labelled import read_labelled
from nlp.locate import Locator, read_gazetteer

_LISTED = 200


@dataclass(frozen=True, slots=True)
class _Case:
    id: str
    text: str
    lang: str
    area: str | None
    """The area that a reader can tell from the text alone; None where it cannot be told."""


def report(path: Path, options: argparse.Namespace) -> str:
    """Measure on a file with `text`, `area`, `area_in_text` and `lang`; `options.areas` is the gazetteer."""
    if options.areas is None:
        raise ValueError("evaluate locate: --areas FILE is needed (as nlp/data/areas/almhult.json)")
    cases = _read(path)
    locator = Locator(read_gazetteer(options.areas))
    began = time.perf_counter()
    answers = [locator.locate(case.text).area for case in cases]
    seconds = time.perf_counter() - began
    lines = ["language  in text  right  wrong   null | without place  invented"]
    for lang in ["all", *sorted({case.lang for case in cases})]:
        lines.append(_row(lang, cases, answers))
    lines += ["", f"speed: {len(cases) / max(seconds, 1e-9):,.0f} texts a second, one process"]
    return "\n".join(lines + _mistakes(cases, answers)) + "\n"


def _read(path: Path) -> list[_Case]:
    return [
        _Case(
            id=str(record.get("id", number)),
            text=record["text"],
            lang=record.get("lang") or "?",
            area=record.get("area") if record.get("area_in_text") else None,
        )
        for number, record in enumerate(read_labelled(path, "area_in_text"), start=1)
    ]


def _verdict(case: _Case, answer: str | None) -> str:
    if case.area is None:
        return "silent" if answer is None else "invented"
    return "null" if answer is None else "right" if answer == case.area else "wrong"


def _row(lang: str, cases: Sequence[_Case], answers: Sequence[str | None]) -> str:
    pairs = zip(cases, answers, strict=True)
    counts = Counter(_verdict(case, answer) for case, answer in pairs if lang in ("all", case.lang))
    named = counts["right"] + counts["wrong"] + counts["null"]
    unnamed = counts["invented"] + counts["silent"]
    shares = "  ".join(f"{_share(counts[verdict], named):>5}" for verdict in ("right", "wrong", "null"))
    return f"{lang:8}  {named:7}  {shares} | {unnamed:13}  {_share(counts['invented'], unnamed):>8}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _mistakes(cases: Sequence[_Case], answers: Sequence[str | None]) -> list[str]:
    lines = []
    for verdict in ("wrong", "invented"):
        found = [
            f"  {case.id}: {case.area} → {answer}"
            for case, answer in zip(cases, answers, strict=True)
            if _verdict(case, answer) == verdict
        ]
        lines += ["", f"{verdict}: {len(found)}", *found[:_LISTED]]
    return lines
