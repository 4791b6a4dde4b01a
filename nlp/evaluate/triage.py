"""How well triage tells what is urgent, and what sort of text it is."""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from sklearn.metrics import f1_score

from nlp.triage import triage_texts


def report(path: Path, _options: argparse.Namespace) -> str:
    """Urgent recall, false alarms, kind macro-F1 and the ids of what was missed, for a file with `kind`."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    verdicts = triage_texts([row["text"] for row in rows])
    urgent = [bool(row.get("urgent", row["kind"] == "emergency")) for row in rows]
    found = Counter((truth, verdict.urgent) for truth, verdict in zip(urgent, verdicts, strict=True))
    missed = [row["id"] for row, truth, got in zip(rows, urgent, verdicts, strict=True) if truth and not got.urgent]
    kinds = f1_score([row["kind"] for row in rows], [got.kind.value for got in verdicts], average="macro")
    lines = [
        f"texts            {len(rows)}",
        f"urgent recall    {_share(found[True, True], sum(urgent))}",
        f"false alarms     {_share(found[False, True], len(rows) - sum(urgent))}",
        f"kind macro-F1    {kinds:.3f}",
        f"missed           {' '.join(map(str, missed)) or '–'}",
    ]
    return "\n".join(lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "–"
