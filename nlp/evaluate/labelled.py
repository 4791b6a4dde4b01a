"""Labelled JSONL files, read strictly: a measurement on half a file would be a wrong figure."""

import json
from pathlib import Path
from typing import Any


def read_labelled(path: Path, *labels: str) -> list[dict[str, Any]]:
    """The rows that hold a text and at least one of the `labels`. Raises ValueError naming a bad line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path.name}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ValueError(f"{path.name}, line {number}: no text")
        if any(row.get(label) is not None for label in labels):
            rows.append(row)
    if not rows:
        raise ValueError(f"{path.name}: no text carries any of {', '.join(labels)}")
    return rows
