"""Hours as people write them, and the two nights of the year when the Swedish wall clock jumps."""

import re
from datetime import UTC, date, datetime
from enum import Enum

from dialogue.clock import SWEDEN

_HOURS = re.compile(r"(?:kl\.?\s*)?([01]?\d|2[0-3])(?:[.:]?([0-5]\d))?(?::00)?", re.IGNORECASE)


class Odd(Enum):
    """Why an hour cannot be an hour of that day."""

    MISSING = "missing"  # the clock is put forward over it
    TWICE = "twice"  # the clock is put back over it


def parse_hours(written: str) -> str | None:
    """18.30, 18:30, 1830, kl 18 → HH:MM; None where it is no time of day."""
    match = _HOURS.fullmatch(written.strip())
    return f"{int(match[1]):02}:{match[2] or '00'}" if match else None


def odd_hour(day: date, hours: str) -> Odd | None:
    """Whether the hour (HH:MM) is jumped over that day, or comes twice."""
    wall = datetime.combine(day, datetime.strptime(hours, "%H:%M").time(), SWEDEN)  # noqa: DTZ007 — a wall clock
    if wall.astimezone(UTC).astimezone(SWEDEN).replace(fold=0) != wall:
        return Odd.MISSING
    return Odd.TWICE if wall.utcoffset() != wall.replace(fold=1).utcoffset() else None
