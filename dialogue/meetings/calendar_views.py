"""Calendars to subscribe to: one meeting, those of an area, all."""

import re

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.exceptions import NotFound
from dialogue.extensions import db
from dialogue.language import current_code, current_language
from dialogue.meeting_calendar import Entry, uid_of, write_calendar
from dialogue.meeting_words import headline
from dialogue.meetings.queries import MeetingNotice, feed_meetings, meeting_areas, public_meeting
from dialogue.municipality import current_municipality, public_address

FRESH_FOR = 900  # seconds; a meeting called off should not wait longer


def all_calendar() -> ResponseReturnValue:
    """Every public meeting."""
    name = gettext("Möten i %(place)s", place=current_municipality().name)
    return _calendar(_feed(), name, "moten")


def area_calendar(area: str) -> ResponseReturnValue:
    """The public meetings of one area."""
    known = next((known for known in meeting_areas(db.session, current_municipality().id) if known.code == area), None)
    if known is None:
        raise NotFound("no meeting there")
    meetings = [meeting for meeting in _feed() if meeting.area_code == area]
    return _calendar(meetings, gettext("Möten i %(place)s", place=known.name), area)


def meeting_calendar(code: str) -> ResponseReturnValue:
    """One meeting."""
    meeting = public_meeting(db.session, current_municipality().id, code, lang=current_code())
    return _calendar([meeting], meeting.title.text, f"mote-{meeting.code}")


def entry_of(meeting: MeetingNotice) -> Entry:
    """A meeting as a calendar takes it; what was called off or changed is said first of all."""
    url = public_address(current_municipality()) + url_for("meetings.show_meeting", code=meeting.code)
    title = headline(meeting.title.text, is_cancelled=meeting.is_cancelled, is_changed=meeting.is_changed)
    return Entry(
        uid=uid_of(current_municipality().code, meeting.code),
        title=title,
        description="\n\n".join(part for part in (meeting.change_note, meeting.about.text, url) if part),
        place=", ".join(part for part in (meeting.place, meeting.address) if part),
        held_on=meeting.held_on, starts_at=meeting.starts_at, ends_at=meeting.ends_at, point=meeting.point,
        sequence=meeting.sequence, revised_on=meeting.changed_on or clock.today(), is_cancelled=meeting.is_cancelled,
        url=url,
    )  # fmt: skip


def _feed() -> list[MeetingNotice]:
    return feed_meetings(db.session, current_municipality().id, today=clock.today(), lang=current_code())


def _calendar(meetings: list[MeetingNotice], name: str, file: str) -> ResponseReturnValue:
    entries = [entry_of(meeting) for meeting in meetings]
    text = write_calendar(entries, name=name, language=current_language().code)
    answer = Response(text, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'inline; filename="{re.sub(r"[^A-Za-z0-9-]", "", file)}.ics"'
    answer.headers["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    answer.add_etag()
    return answer.make_conditional(request)


def register_pages(bp: Blueprint) -> None:
    """Add the calendars to the blueprint of the public pages."""
    bp.get("/moten.ics")(all_calendar)
    bp.get("/moten/omrade/<area>.ics")(area_calendar)
    bp.get("/moten/<code>.ics")(meeting_calendar)
