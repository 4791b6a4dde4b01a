"""What goes into the scan and what comes out of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Observation:
    """One text: its topic, the area it is about (None: no place named), its day, and how it came in."""

    topic: str
    area: str | None
    on: date
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One topic that grows in neighbouring areas beyond what chance explains.

    `areas` is empty where the texts name no place. The days run from `first_day` to `last_day`, whole weeks.
    `observed` and `expected` count events: distinct days × channels. `ratio`, the log likelihood ratio less the
    log of the number of areas, says how strong the alarm is beside others; `p` is corrected over all topics, areas and
    lengths; chance alone gives an alarm this strong, on any topic, once in `recurrence_days`.
    """

    topic: str
    areas: tuple[str, ...]
    first_day: date
    last_day: date
    observed: int
    distinct_days: int
    expected: float
    ratio: float
    p: float
    recurrence_days: int
