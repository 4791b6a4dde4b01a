"""What visitors tell, and what they are told."""

from dataclasses import dataclass
from datetime import date

MOST_PEOPLE = 40


@dataclass(frozen=True, slots=True)
class NewRegistration:
    """How many mean to come and what they need; never who. `interpreter`: a language code, or empty."""

    people: int
    needs: tuple[str, ...]
    interpreter: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a registration stands. `ahead`: registrations that have waited longer; `left`: seats that are free."""

    meeting_code: str
    people: int
    needs: tuple[str, ...]
    interpreter: str
    status: str
    moved_up: bool
    ahead: int
    left: int | None
    registered_on: date
