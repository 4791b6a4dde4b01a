"""Meetings as iCalendar (RFC 5545): what a phone's calendar takes in, keeps up to date, and reminds of."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, vText

from dialogue.clock import SWEDEN

# two rules instead of a hundred dates: all that a Swedish meeting needs
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
ALARMS = (timedelta(days=-1), timedelta(hours=-2))


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar shows it. `uid` and `sequence` let the calendar find what it has and replace it."""

    uid: str
    title: str
    description: str
    place: str
    held_on: date
    starts_at: str
    ends_at: str
    point: tuple[float, float] | None
    sequence: int
    revised_on: date
    is_cancelled: bool
    url: str


def uid_of(municipality_code: str, meeting_code: str) -> str:
    """The same for ever, whatever the site's address."""
    return f"{municipality_code}-{meeting_code}@trygghetsdialog"


def write_calendar(entries: Iterable[Entry], *, name: str, language: str) -> str:
    """The calendar as a text of folded, escaped lines. A cancelled meeting stays in it, and says so."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Trygghetsdialog//SV")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(_line(name)))
    calendar.add("refresh-interval", timedelta(hours=3), parameters={"value": "DURATION"})
    calendar.add_component(Timezone.from_ical(ZONE))
    for entry in entries:
        calendar.add_component(_event(entry, language))
    return str(calendar.to_ical().decode())


def starts(held_on: date, wall_clock: str) -> datetime:
    """A day and a Swedish wall clock as an instant. An hour that the summer's first night lacks is the one after."""
    told = datetime.combine(held_on, time.fromisoformat(wall_clock), tzinfo=SWEDEN)
    return told.astimezone(UTC).astimezone(SWEDEN)


def _event(entry: Entry, language: str) -> Event:
    revised = datetime.combine(entry.revised_on, time(), tzinfo=UTC)
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", _line(entry.title), parameters={"language": language})
    event.add("dtstart", starts(entry.held_on, entry.starts_at))
    if entry.ends_at:
        event.add("dtend", starts(entry.held_on, entry.ends_at))
    event.add("dtstamp", revised)
    event.add("last-modified", revised)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("location", _line(entry.place))
    event.add("description", _plain(entry.description))
    event.add("url", entry.url)
    if entry.point:
        event.add("geo", entry.point)
    for before in () if entry.is_cancelled else ALARMS:
        event.add_component(_alarm(entry, before))
    return event


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(entry.title))
    alarm.add("trigger", before)
    return alarm


def _line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Without control characters, which the format forbids, and without marks that turn a line's direction."""
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or _is_shown(c))
    return "".join(kept)


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and not "\u202a" <= character <= "\u202e"
