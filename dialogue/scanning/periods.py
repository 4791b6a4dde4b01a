"""The period that the board counts over, the one before it, and its weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

CHOICES = (4, 12, 26, 52)
DEFAULT_WEEKS = 12
LONGEST_DAYS = 104 * 7


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both counted. `weeks`: the choice it came from, None for dates."""

    start: date
    end: date
    weeks: int | None = None

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def before(self) -> "Period":
        """As many days, just before."""
        return Period(self.start - timedelta(days=self.days), self.start - timedelta(days=1))

    @property
    def week_count(self) -> int:
        """Seven-day weeks counted back from the end; the first may be shorter."""
        return -(-self.days // 7)

    @property
    def week_ends(self) -> tuple[date, ...]:
        """The last day of each week, oldest first."""
        count = self.week_count
        return tuple(self.end - timedelta(days=7 * (count - 1 - at)) for at in range(count))

    def week_of(self, day: date) -> int:
        """Which week a day of the period lies in, 0 the oldest."""
        return self.week_count - 1 - (self.end - day).days // 7


def last_weeks(weeks: int, today: date) -> Period:
    """The period of so many weeks that ends today."""
    return Period(today - timedelta(days=7 * weeks - 1), today, weeks)


def parse_period(weeks: str | None, start: str | None, end: str | None, today: date) -> Period:
    """What the address asks for; what it asks for wrongly becomes the default instead of an error."""
    if start or end:
        first, last = _day(start), min(_day(end) or today, today)
        if first and first <= last and (last - first).days < LONGEST_DAYS:
            return Period(first, last)
    chosen = int(weeks) if weeks and weeks.isdecimal() and len(weeks) < 4 else DEFAULT_WEEKS
    return last_weeks(chosen if chosen in CHOICES else DEFAULT_WEEKS, today)


def _day(told: str | None) -> date | None:
    try:
        day = date.fromisoformat(told or "")
    except ValueError:
        return None
    return day if day.year >= 2000 else None
