"""Spans of days, as they are written: `2022`, `2022-08`, `2022-08-15`, `2022-08-01/2022-09-30`."""

import re
from calendar import monthrange
from datetime import date

FIRST_YEAR = 1990
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:/|–|till)\s*(\d{4}-\d{2}-\d{2})", re.ASCII)


def period(told: str) -> tuple[date, date]:
    """`2022`, `2022-08`, `2022-08-15` or `2022-08-01/2022-09-30` → first and last day."""
    plain = told.strip()
    if found := _RANGE.fullmatch(plain):
        start, end = map(date.fromisoformat, found.groups())
    elif re.fullmatch(r"\d{4}", plain, re.ASCII):
        start, end = date(int(plain), 1, 1), date(int(plain), 12, 31)
    elif re.fullmatch(r"\d{4}-\d{2}", plain, re.ASCII):
        year, month = map(int, plain.split("-"))
        start = date(year, month, 1)
        end = date(year, month, monthrange(year, month)[1])
    else:
        start = end = date.fromisoformat(plain)
    if end < start or start.year < FIRST_YEAR:
        raise ValueError(told)
    return start, end


def period_words(start: date, end: date) -> str:
    """The shortest way to write a period that `period` reads back."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start:%Y}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and end.day == monthrange(
        end.year, end.month
    )[1]:
        return f"{start:%Y-%m}"
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
