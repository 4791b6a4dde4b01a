"""How the agenda puts what it knows: one method a saying, so that queries stay free of words."""

from datetime import date
from typing import Protocol


class Sayings(Protocol):
    """The words of the page's language."""

    def late(self, role: str, due: date) -> str:
        """Overdue, whose, since when."""

    def growing(self, observed: int, days: int, expected: float) -> str:
        """An alarm's evidence."""

    def sheet(self, review_on: date | None) -> str:
        """A sheet to decide, or to look at again."""

    def phase(self, phase: str) -> str:
        """Where a problem is."""

    def ends(self, on: date) -> str:
        """A pledge that ends soon."""

    def stale(self, on: date | None) -> str:
        """A commitment that nobody has followed up lately."""

    def light(self, light: str, text: str) -> str:
        """A commitment that goes badly."""

    def meeting(self, on: date, place: str) -> str:
        """A meeting to come."""
