"""What time it is: the only callers of `datetime.now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def here() -> datetime:
    """This instant on a Swedish wall clock."""
    return datetime.now(SWEDEN)


def today() -> date:
    """The day in Sweden."""
    return here().date()
