"""Checks that staff forms share: a text that says something, a day that can be meant."""

from datetime import date
from typing import Any

from wtforms.validators import StopValidation

from dialogue.written import clean

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class Said:
    """Refuses a text that has nothing in it but blanks and signs that no keyboard writes."""

    def __init__(self, message: Any) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop at the first thing to put right."""
        if not clean(field.data or ""):
            raise StopValidation(str(self.message))


class Likely:
    """Refuses a day that nobody can mean: most often a slip in the year."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop at a day outside this century."""
        if isinstance(field.data, date) and not EARLIEST <= field.data <= LATEST:
            raise StopValidation(str(self.message))


def read_day(text: str) -> date | None:
    """A day written as 2026-05-01 that can be meant, or None."""
    if len(text) != len("2026-05-01") or not text.isascii() or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
