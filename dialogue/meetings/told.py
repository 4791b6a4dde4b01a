"""What visitors tell, and what they are told."""

from dataclasses import dataclass
from datetime import date, datetime, time

from dialogue.models import MeetingStatus

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


def takes_guests(status: str, held_on: date, starts_at: str, here: datetime) -> bool:
    """Whether one may register for a meeting and ask before it: published, and not begun on the wall clock `here`."""
    begins = datetime.combine(held_on, time.fromisoformat(starts_at), tzinfo=here.tzinfo)
    return status == MeetingStatus.PUBLISHED and here < begins
