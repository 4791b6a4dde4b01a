"""What a meeting's day clashes with: other meetings, school breaks, holidays and their eves. Warnings, never bars."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from dialogue.models import Meeting, MeetingStatus, SchoolBreak

NEAR = timedelta(days=7)
MOST = 10


@dataclass(frozen=True, slots=True)
class Clash:
    """One warning. `kind`: meeting_day, meeting_area, school_break, holiday or eve."""

    kind: str
    name: str
    starts_on: date
    ends_on: date | None = None
    code: str = ""


def clashes(
    session: Session, municipality_id: int, day: date, *, area_id: int | None, meeting_id: int = 0, series: str = ""
) -> list[Clash]:
    """All that the day clashes with; a meeting (`meeting_id`) clashes neither with itself nor with its series."""
    return [
        *_holidays(day),
        *_school_breaks(session, municipality_id, day),
        *_meetings(session, municipality_id, day, area_id, meeting_id, series),
    ]


@cache
def _days(year: int) -> tuple[dict[date, str], dict[date, str]]:
    """The days off of a year, and the days whose evening people have other plans for."""
    told = [
        holidays.country_holidays("SE", years=year, language="sv", include_sundays=False, categories=categories)
        for categories in (("public", "de_facto"), ("optional", "bank"))
    ]
    off, eves = ({day: str(name).partition(" (")[0] for day, name in found.items()} for found in told)
    return off, eves


def clashes_of(session: Session, meeting: Meeting, day: date | None = None) -> list[Clash]:
    """What a meeting clashes with on its day, or would on another."""
    return clashes(
        session, meeting.municipality_id, day or meeting.held_on, area_id=meeting.area_id, meeting_id=meeting.id,
        series=meeting.series or "",
    )  # fmt: skip


def _holidays(day: date) -> list[Clash]:
    off, eves = _days(day.year)
    if day in off:
        return [Clash("holiday", off[day], day)]
    return [Clash("eve", eves[day], day)] if day in eves else []


def _school_breaks(session: Session, municipality_id: int, day: date) -> list[Clash]:
    query = (
        select(SchoolBreak.name, SchoolBreak.starts_on, SchoolBreak.ends_on)
        .where(
            SchoolBreak.municipality_id == municipality_id, SchoolBreak.starts_on <= day, SchoolBreak.ends_on >= day
        )
        .order_by(SchoolBreak.starts_on, SchoolBreak.name)
        .limit(MOST)
    )  # fmt: skip
    return [Clash("school_break", *row) for row in session.execute(query)]


def _meetings(
    session: Session, municipality_id: int, day: date, area_id: int | None, meeting_id: int, series: str
) -> list[Clash]:
    near = Meeting.held_on.between(day - NEAR, day + NEAR) & Meeting.area_id.is_not(None) & (Meeting.area_id == area_id)
    query = (
        select(Meeting.title, Meeting.held_on, Meeting.code)
        .where(
            Meeting.municipality_id == municipality_id, Meeting.status != MeetingStatus.CANCELLED,
            Meeting.id != meeting_id, func.coalesce(Meeting.series, "-") != series, or_(Meeting.held_on == day, near),
        )
        .order_by(Meeting.held_on, Meeting.id)
        .limit(MOST)
    )  # fmt: skip
    return [
        Clash("meeting_day" if held_on == day else "meeting_area", title, held_on, code=code)
        for title, held_on, code in session.execute(query)
    ]
