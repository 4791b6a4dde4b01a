"""Spans of days, as they are written: `2022`, `2022-08`, `2022-08-15`, `2022-08/2022-09`, `2022-08-01/2022-09-15`."""

import re
from calendar import monthrange
from datetime import date

FIRST_YEAR = 1990
_MONTHS = re.compile(r"(\d{4}-\d{2})\s*(?:/|–|till)\s*(\d{4}-\d{2})", re.ASCII)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:/|–|till)\s*(\d{4}-\d{2}-\d{2})", re.ASCII)


def period(told: str) -> tuple[date, date]:
    """First and last day of a span. ValueError for what is none."""
    plain = told.strip()
    if found := _RANGE.fullmatch(plain):
        start, end = map(date.fromisoformat, found.groups())
    elif found := _MONTHS.fullmatch(plain):
        start, end = _month(found[1])[0], _month(found[2])[1]
    elif re.fullmatch(r"\d{4}", plain, re.ASCII):
        start, end = date(int(plain), 1, 1), date(int(plain), 12, 31)
    elif re.fullmatch(r"\d{4}-\d{2}", plain, re.ASCII):
        start, end = _month(plain)
    else:
        start = end = date.fromisoformat(plain)
    if end < start or start.year < FIRST_YEAR:
        raise ValueError(told)
    return start, end


def _month(told: str) -> tuple[date, date]:
    year, month = map(int, told.split("-"))
    first = date(year, month, 1)
    return first, first.replace(day=monthrange(year, month)[1])


def period_words(start: date, end: date) -> str:
    """The shortest way to write a span that `period` reads back."""
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole and (start.month, end.month) == (1, 12) and start.year == end.year:
        return f"{start:%Y}"
    if whole:
        first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
        return first if first == last else f"{first}/{last}"
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
