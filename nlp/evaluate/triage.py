"""How well triage tells what is urgent, and what sort of text it is."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from sklearn.metrics import f1_score

from nlp.evaluate.labelled import read_labelled
from nlp.triage import triage_texts

_FEWEST = 10  # texts in a language that has figures of its own


def report(path: Path, _options: argparse.Namespace) -> str:
    """Urgent recall, false alarms, both by language, kind macro-F1 and the ids of what was missed or alarmed at.

    For a file with `kind`, and `urgent` or else every emergency is urgent.
    """
    rows = read_labelled(path, "kind")
    verdicts = triage_texts([row["text"] for row in rows])
    urgent = [bool(row.get("urgent", row["kind"] == "emergency")) for row in rows]
    alarms = [verdict.urgent for verdict in verdicts]
    kinds = f1_score([row["kind"] for row in rows], [got.kind.value for got in verdicts], average="macro")
    lines = [f"texts            {len(rows)}", *_found(urgent, alarms), f"kind macro-F1    {kinds:.3f}"]
    languages = Counter(row.get("lang", "–") for row in rows)
    for lang in (lang for lang, count in languages.most_common() if count >= _FEWEST and len(languages) > 1):
        chosen = [at for at, row in enumerate(rows) if row.get("lang", "–") == lang]
        lines += [f"{lang}: {line}" for line in _found([urgent[at] for at in chosen], [alarms[at] for at in chosen])]
    lines.append(f"missed           {_ids(rows, urgent, alarms, truth=True)}")
    lines.append(f"alarmed at       {_ids(rows, urgent, alarms, truth=False)}")
    return "\n".join(lines) + "\n"


def _found(urgent: list[bool], alarms: list[bool]) -> list[str]:
    found = Counter(zip(urgent, alarms, strict=True))
    return [
        f"urgent recall    {_share(found[True, True], sum(urgent))}",
        f"false alarms     {_share(found[False, True], len(urgent) - sum(urgent))}",
    ]


def _ids(rows: list[dict[str, Any]], urgent: list[bool], alarms: list[bool], *, truth: bool) -> str:
    wrong = [row["id"] for row, is_so, got in zip(rows, urgent, alarms, strict=True) if is_so == truth and got != truth]
    return " ".join(map(str, wrong)) or "–"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "–"
