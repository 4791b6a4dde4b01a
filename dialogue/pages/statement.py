"""What the accessibility statement hangs on: who supervises, where to complain, when it was last judged."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statement:
    """The parts of the statement that change without the site changing."""

    supervisor: str
    complain_at: str
    assessed_on: date
    updated_on: date


STATEMENT = Statement(
    supervisor="Myndigheten för digital förvaltning",
    complain_at="https://www.digg.se/tdosanmalan",
    assessed_on=date(2026, 11, 25),
    updated_on=date(2026, 11, 25),
)
CONTACT = {"0765": "https://www.almhult.se/", "0767": "https://www.markaryd.se/", "0781": "https://www.ljungby.se/"}
