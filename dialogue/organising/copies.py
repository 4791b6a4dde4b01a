"""A meeting once more: a copy, or a series of them."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import StaleEdit
from dialogue.models import Meeting
from dialogue.organising import history
from dialogue.organising.actions import create_meeting, hold_meeting
from dialogue.organising.codes import new_code
from dialogue.organising.fields import read

MOST = 26
WEEKS = {"weekly": 1, "fortnightly": 2}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, and how many meetings more."""

    every: str  # weekly, fortnightly, monthly
    times: int


def dates(first: date, rhythm: Rhythm) -> list[date]:
    """The days after the first. Every month means the same weekday of it: the second Tuesday, or the last."""
    if rhythm.every in WEEKS:
        return [first + timedelta(weeks=WEEKS[rhythm.every] * count) for count in range(1, rhythm.times + 1)]
    return [_same_weekday(first, count) for count in range(1, rhythm.times + 1)]


def next_day(held_on: date, today: date) -> date:
    """The first day from tomorrow on that is the same weekday."""
    return today + timedelta(days=(held_on - today).days % 7 or 7)


def copy_meeting(session: Session, viewer: Viewer, code: str, new: str, *, now: datetime, today: date) -> Meeting:
    """A draft with all that the meeting says but its day; the same form sent twice gives the same draft."""
    meeting = hold_meeting(session, viewer, code)
    fields = read(session, meeting) | {"held_on": next_day(meeting.held_on, today).isoformat()}
    return create_meeting(session, viewer, new, fields, now=now)


def make_series(
    session: Session, viewer: Viewer, code: str, rhythm: Rhythm, version: int, *, now: datetime
) -> list[Meeting]:
    """Drafts on the days of the rhythm, tied together; StaleEdit when the meeting was changed meanwhile."""
    meeting = hold_meeting(session, viewer, code)
    if meeting.version != version:
        raise StaleEdit(code)
    fields = read(session, meeting)
    made = [
        create_meeting(session, viewer, new_code(), fields | {"held_on": day.isoformat()}, now=now)
        for day in dates(meeting.held_on, rhythm)
    ]
    before = meeting.series or ""
    meeting.series = meeting.series or new_code()
    for draft in made:
        draft.series = meeting.series
    told: dict[str, list[Any]] = {"series": [before, meeting.series], "times": ["", rhythm.times]}
    history.keep(session, meeting, viewer, "series", told, now=now)
    return made


def _same_weekday(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    weeks = [week[first.weekday()] for week in calendar.monthcalendar(year, month + 1) if week[first.weekday()]]
    place = (first.day - 1) // 7
    return date(year, month + 1, weeks[place] if place < 4 else weeks[-1])
