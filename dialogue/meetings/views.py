"""The public pages of dialogue meetings: the list, and a page for each."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock, meeting_words
from dialogue.extensions import db
from dialogue.language import current_code, listed
from dialogue.meeting_calendar import starts
from dialogue.meetings import calendar_views, follow_views, question_views, registration_views
from dialogue.meetings.moved import Announced, moved_from
from dialogue.meetings.queries import (
    MeetingPage,
    coming_meetings,
    meeting_areas,
    meeting_page,
    past_meetings,
)
from dialogue.meetings.summary_words import summary_context
from dialogue.municipality import current_municipality, public_address, settings
from dialogue.previewing import opens_draft

bp = Blueprint("meetings", __name__)
for pages in (calendar_views, registration_views, follow_views, question_views):
    pages.register_pages(bp)


@bp.get("/moten")
def list_meetings() -> ResponseReturnValue:
    """Meetings to come, soonest first, then those that were; `?omrade=` keeps one area's."""
    session, municipality_id, lang, today = db.session, current_municipality().id, current_code(), clock.today()
    areas = meeting_areas(session, municipality_id)
    chosen = next((area for area in areas if area.code == request.args.get("omrade")), None)
    coming = coming_meetings(session, municipality_id, today=today, lang=lang)
    past = past_meetings(session, municipality_id, today=today, lang=lang)
    return render_template(
        "meetings/list_meetings.html",
        areas=areas,
        chosen=chosen,
        coming=[meeting for meeting in coming if chosen is None or meeting.area_code == chosen.code],
        past=[meeting for meeting in past if chosen is None or meeting.area_code == chosen.code],
        now=clock.here(),
        host=urlsplit(public_address(current_municipality())).netloc,
    )


@bp.get("/moten/<code>")
def show_meeting(code: str) -> ResponseReturnValue:
    """What, when and where; what can be influenced; who invites; how to get in; what was answered and summed up."""
    municipality_id = current_municipality().id
    draft_too = opens_draft(municipality_id, code, request.args.get("utkast"))
    page = meeting_page(db.session, municipality_id, code, lang=current_code(), draft_too=draft_too)
    meeting, before = page.notice, moved_from(db.session, page.notice.id)
    return render_template(
        "meetings/show_meeting.html",
        page=page,
        meeting=meeting,
        heading=meeting_words.headline(
            meeting.title.text, is_cancelled=meeting.is_cancelled, is_changed=meeting.is_changed
        ),
        facts=_facts(page),
        event=_event(page, before),
        before=before,
        is_open=meeting.is_open(clock.here()),
        is_past=meeting.held_on < clock.today(),
        offers_mail=settings().sends_mail,
        **summary_context(meeting.id),
    )


def _facts(page: MeetingPage) -> list[tuple[str, str, str]]:
    """(question, answer, language if it is Swedish on every page) of what one needs to know before going."""
    hosts = listed(_words(meeting_words.HOSTS, page.hosts))
    told = [
        (gettext("Vem bjuder in?"), f"{hosts} ({page.host_names})" if page.host_names else hosts, ""),
        (gettext("Särskilt välkommen"), listed(_words(meeting_words.AGES, page.target_ages)), ""),
        (gettext("Språk"), listed(map(meeting_words.language_words, page.languages)), ""),
        (gettext("Tolk finns till"), listed(map(meeting_words.language_words, page.interpreter)), ""),
        (gettext("I lokalen"), listed(_words(meeting_words.ACCESS, page.access)), ""),
        (gettext("Så kommer du dit"), page.transport, "sv"),
    ]
    return [fact for fact in told if fact[1]]


def _words(words: dict[str, Any], codes: tuple[str, ...]) -> list[str]:
    return [str(words[code]) for code in codes if code in words]


def _event(page: MeetingPage, before: Announced | None) -> dict[str, Any]:
    """The meeting as schema.org's Event, for search engines."""
    meeting = page.notice
    place: dict[str, Any] = {"@type": "Place", "name": meeting.place, "address": meeting.address or meeting.place}
    if meeting.point:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": meeting.point[0], "longitude": meeting.point[1]}
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title.text,
        "startDate": starts(meeting.held_on, meeting.starts_at).isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if meeting.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": place,
        "organizer": {"@type": "Organization", "name": current_municipality().name},
        "isAccessibleForFree": True,
        "inLanguage": list(page.languages) or ["sv"],
        "url": public_address(current_municipality()) + url_for("meetings.show_meeting", code=meeting.code),
    }
    if before and (before.held_on, before.starts_at) != (meeting.held_on, meeting.starts_at):
        event["eventStatus"] = "https://schema.org/EventRescheduled"
        event["previousStartDate"] = starts(before.held_on, before.starts_at).isoformat()
    if meeting.ends_at:
        event["endDate"] = starts(meeting.held_on, meeting.ends_at).isoformat()
    if meeting.about.text:
        event["description"] = meeting.about.text
    if page.capacity:
        event["maximumAttendeeCapacity"] = page.capacity
    return event
