"""When a text came: the day and the part of it, nothing finer."""

from dataclasses import dataclass
from datetime import date, datetime

from dialogue.models import Daypart


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a concern came: the day and the part of it, nothing finer."""

    on: date
    daypart: Daypart


def arrival(here: datetime) -> Arrival:
    """Forget all of a Swedish wall-clock time but the day and its part."""
    bounds = ((6, Daypart.NIGHT), (10, Daypart.MORNING), (17, Daypart.DAY), (24, Daypart.EVENING))
    return Arrival(here.date(), next(part for end, part in bounds if here.hour < end))
