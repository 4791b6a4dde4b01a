"""The calendars, read back by two parsers that are not ours."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.meeting_calendar import Entry, starts, uid_of, write_calendar
from dialogue.models import Meeting, MeetingStatus
from tests.integration.meetings.conftest import CODE, soon

Making = Callable[..., Meeting]


def entry(**told: object) -> Entry:
    given_: dict[str, object] = {
        "uid": "0765-A@trygghetsdialog", "title": "Möte", "description": "", "place": "Diö",
        "held_on": date(2026, 12, 11), "starts_at": "18:30",
        "ends_at": "20:00", "point": None, "sequence": 0, "revised_on": date(2026, 11, 25),
        "is_cancelled": False, "url": "https://dialog.example/moten/A",
    }  # fmt: skip
    return Entry(**(given_ | told))  # type: ignore[arg-type]


def test_a_meeting_reads_back_the_same_in_two_parsers(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting(about="Rad ett;\nrad, två \\ slut", sequence=3, changed_on=clock.today(), lat=56.5, lon=14.25)
    answer = client.get(f"/moten/{CODE}.ics")
    assert answer.mimetype == "text/calendar"
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    (event,) = Calendar.from_ical(answer.text).events
    other = vobject.readOne(answer.text).vevent
    begins = datetime(soon().year, soon().month, soon().day, 17, 30, tzinfo=UTC)
    for start in (event.start, other.dtstart.value):
        assert start.astimezone(UTC) == begins
    for summary in (str(event["SUMMARY"]), other.summary.value):
        assert summary == "Ändrat: Hur trygg är vägen till tåget?"
    for description in (str(event["DESCRIPTION"]), other.description.value):
        assert description.startswith("Rad ett;\nrad, två \\ slut")
    for uid in (str(event["UID"]), other.uid.value):
        assert uid == uid_of("0765", CODE)
    assert event["SEQUENCE"] == int(other.sequence.value) == 3
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert event.last_modified.date() == clock.today()
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-1), timedelta(hours=-2)]


def test_a_cancelled_meeting_stays_in_the_feed_and_rings_no_more(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting(status=MeetingStatus.CANCELLED, sequence=1, change_note="Sjukdom.")
    for path in ("/moten.ics", "/moten/omrade/dio.ics", f"/moten/{CODE}.ics"):
        (event,) = Calendar.from_ical(client.get(path).text).events
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
        assert str(event["SUMMARY"]).startswith("Inställt: ")
        assert str(event["DESCRIPTION"]).startswith("Sjukdom.")
        assert event.walk("VALARM") == []


def test_a_change_keeps_the_uid_and_changes_the_etag(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    meeting = make_meeting()
    before = client.get("/moten.ics")
    assert client.get("/moten.ics", headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    row = session.get_one(Meeting, meeting.id)
    row.place, row.sequence, row.changed_on = "Folkets hus", 1, clock.today()
    session.commit()
    after = client.get("/moten.ics", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    uids = [str(Calendar.from_ical(page.text).events[0]["UID"]) for page in (before, after)]
    assert uids[0] == uids[1]


def test_an_area_has_a_feed_of_its_own(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting("ONE")
    make_meeting("TWO", area_id=None)
    assert len(Calendar.from_ical(client.get("/moten.ics").text).events) == 2
    assert len(Calendar.from_ical(client.get("/moten/omrade/dio.ics").text).events) == 1
    for area in ("finns-inte", "%00", "x" * 900):
        assert client.get(f"/moten/omrade/{area}.ics").status_code == 404


def test_a_feed_without_meetings_is_a_calendar_still(client: FlaskClient) -> None:
    assert Calendar.from_ical(client.get("/moten.ics").text).events == []


@pytest.mark.parametrize(
    ("held_on", "at", "offset"),
    [
        (date(2026, 3, 28), "18:00", 1),
        (date(2026, 3, 29), "18:00", 2),  # the night the clocks went forward
        (date(2026, 3, 29), "02:30", 2),  # a time that never was: an hour later
        (date(2026, 10, 24), "18:00", 2),
        (date(2026, 10, 25), "18:00", 1),  # the night they went back
    ],
)
def test_the_nights_when_the_clocks_change(held_on: date, at: str, offset: int) -> None:
    told = starts(held_on, at)
    assert told.utcoffset() == timedelta(hours=offset)
    text = write_calendar([entry(held_on=held_on, starts_at=at, ends_at="")], name="x", language="sv")
    (event,) = Calendar.from_ical(text).events
    assert event.start.astimezone(UTC) == told.astimezone(UTC)
    assert vobject.readOne(text).vevent.dtstart.value.astimezone(UTC) == told.astimezone(UTC)


ANYTHING = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=ANYTHING, description=ANYTHING, place=ANYTHING)
def test_no_text_breaks_the_calendar(title: str, description: str, place: str) -> None:
    told = entry(title=title, description=description, place=place)
    text = write_calendar([told, told], name=title, language="ar")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = Calendar.from_ical(text).events
    assert [event["STATUS"] for event in events] == ["CONFIRMED"] * 2
    assert [event["SEQUENCE"] for event in events] == [0, 0]
    assert len(vobject.readOne(text).vevent_list) == 2
