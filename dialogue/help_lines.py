"""Whom to call: the only place where the numbers stand. The owner reads them through before `review_by`."""

from dataclasses import dataclass
from datetime import date

OWNER = "Kommunens trygghetssamordnare"
REVIEWED_ON = date(2026, 11, 24)
REVIEW_BY = date(2027, 5, 24)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number as it is read, and as a phone dials it."""

    shown: str
    dialled: str
    owner: str = OWNER
    reviewed_on: date = REVIEWED_ON
    review_by: date = REVIEW_BY


LINES = {
    "emergency": HelpLine("112", "112"),
    "police": HelpLine("114 14", "11414"),
    "care": HelpLine("1177", "1177"),
    "children": HelpLine("116 111", "116111"),
    "suicide": HelpLine("90101", "90101"),
}
