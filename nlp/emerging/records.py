"""The scan over parsed JSON lines: `topic` (or the first of `topics`), `area`, `date` and perhaps `channel`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from nlp.emerging import Observation, find_alarms
from nlp.types import Area

Record = dict[str, Any]


def fault_of(record: Record) -> str | None:
    """What makes a record useless for the scan, or None. A missing topic or date is no fault."""
    for name in ("topic", "channel"):
        if not isinstance(record.get(name), str | None):
            return f'"{name}" must be a string or null'
    try:
        _first_guess(record)
    except (TypeError, KeyError, IndexError):
        return '"topics" must be a list of objects with a "code"'
    try:
        date.fromisoformat(record.get("date") or "2000-01-01")
    except ValueError:
        return '"date" must be a day as 2026-11-25'
    return None


def alarms_of(records: Sequence[Record], areas: Sequence[Area], last_day: date | None, seed: int) -> list[Record]:
    """One record for each alarm, the strongest first. Records without topic or date are left out."""
    observations = [
        Observation(topic, record.get("area"), date.fromisoformat(record["date"]), record.get("channel") or "")
        for record in records
        if (topic := record.get("topic") or _first_guess(record)) and record.get("date")
    ]
    return [_as_record(asdict(alarm)) for alarm in find_alarms(observations, areas, last_day, seed=seed)]


def _first_guess(record: Record) -> str | None:
    """The likeliest topic, where `classify` gave its guesses."""
    guesses = record.get("topics")
    return str(guesses[0]["code"]) if guesses else None


def _as_record(fields: Record) -> Record:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
