"""What strangers may send to the public pages of a meeting: a clear answer every time, and never a fall."""

import json
from collections.abc import Callable
from email import message_from_bytes, policy
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.mail_server import compose
from dialogue.models import Area, Follower, Meeting, Municipality, Question, Registration
from dialogue.outbox import Letter
from tests.conftest import row_count
from tests.integration.meetings.conftest import CODE, fields, words

Making = Callable[..., Meeting]

BREAKING_TITLE = "</script><img src=x onerror=alert(1)>; BEGIN:VALARM, \\n \u202eX"
ADDRESSES = ("%00", f"{CODE}%00", "%ff", "%ED%A0%80", "%F0%9F%98%80", "%E2%80%AE", "a" * 3000, "9" * 400,
             "%0d%0aX-A:%20b")  # fmt: skip
VALUES = (b"\x00", b"\xed\xa0\x80", b"\xff\xfe", b"9" * 400, b"-1", "٣".encode(), "²".encode(), b"1" * 20,
          b"\r\nBcc: a@b.se")  # fmt: skip
PAGES = ("/moten/{}", "/moten/{}.ics", "/moten/{}/anmalan", "/moten/{}/mejl", "/moten/{}/fraga", "/moten/omrade/{}.ics",
         "/insamling/{}")  # fmt: skip
FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (f"/moten/{CODE}/anmalan", ("token", "people", "needs", "interpreter")),
    ("/moten/anmalan", ("code",)),
    ("/moten/anmalan/antal", ("code", "people")),
    ("/moten/anmalan/avboka", ("code",)),
    (f"/moten/{CODE}/mejl", ("token", "email")),
    (f"/moten/{CODE}/fraga", ("token", "text", "proof", "change")),
    (f"/moten/{CODE}/fraga/skicka", ("token", "text", "proof")),
    ("/insamling", ("code",)),
)


@pytest.mark.parametrize("page", PAGES)
def test_no_code_in_an_address_makes_the_site_fall(mailing: Flask, make_meeting: Making, page: str) -> None:
    make_meeting()
    for value in ADDRESSES:
        for prefix in ("", "/ar"):
            answer = mailing.test_client().get(prefix + page.format(value))
            assert answer.status_code == 404, (page, value)
            assert BeautifulSoup(answer.text, "html.parser").h1


@pytest.mark.parametrize("value", ADDRESSES)
def test_no_query_and_no_mail_link_makes_it_fall(mailing: Flask, make_meeting: Making, value: str) -> None:
    make_meeting()
    client = mailing.test_client()
    for path in (f"/oro?mote={value}", f"/moten?omrade={value}", f"/moten/{CODE}?utkast={value}"):
        assert client.get(path).status_code == 200, path
    for path in (f"/mejl/{value}", f"/mejl/{value}/avsluta"):
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code in (200, 404), path
            assert BeautifulSoup(answer.text, "html.parser").h1


@pytest.mark.parametrize(("path", "names"), FORMS)
def test_no_field_makes_the_site_fall(
    mailing: Flask, make_meeting: Making, session: Session, path: str, names: tuple[str, ...]
) -> None:
    make_meeting()
    client = mailing.test_client()
    good = dict(fields(client.get(path))) if path.endswith(("anmalan", "mejl", "fraga")) else {}
    for name in names:
        for value in VALUES:
            answer = client.post(path, data=good | {name: value}, environ_base={"REMOTE_ADDR": "127.0.0.1"})
            assert answer.status_code < 500, (name, value)
            assert BeautifulSoup(answer.text, "html.parser").h1, (name, value)
    assert row_count(session, Follower) == 0
    assert row_count(session, Question) == 0
    assert all(1 <= row.people <= 40 for row in session.query(Registration))


def test_ten_thousand_needs_are_told_to_choose_or_are_one(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    told = fields(client.get(f"/moten/{CODE}/anmalan"))
    told.setlist("needs", ["access"] * 10_000)
    assert client.post(f"/moten/{CODE}/anmalan", data=told).status_code in (200, 413)
    assert all(row.needs == ["access"] for row in session.query(Registration))


@pytest.mark.parametrize("path", [path for path, _ in FORMS])
def test_a_megabyte_is_turned_away_in_words(mailing: Flask, make_meeting: Making, path: str) -> None:
    make_meeting()
    answer = mailing.test_client().post(path, data={"text": "a" * 2**20})
    assert answer.status_code == 413
    assert "Det var för mycket på en gång" in words(answer)


@pytest.fixture
def neighbours(session: Session, make_meeting: Making) -> Meeting:
    """A meeting of Ljungby."""
    place = session.query(Municipality).filter_by(code="0781").one()
    area = session.query(Area).filter_by(municipality_id=place.id).first()
    return make_meeting("GRANN", municipality_id=place.id, area_id=area.id if area else None)


def test_a_meeting_next_door_is_nowhere(mailing: Flask, neighbours: Meeting, session: Session) -> None:
    client = mailing.test_client()
    for page in ("", ".ics", "/anmalan", "/mejl", "/fraga"):
        assert client.get(f"/moten/GRANN{page}").status_code == 404, page
    for form in ("/anmalan", "/mejl", "/fraga", "/fraga/skicka"):
        sent = client.post(f"/moten/GRANN{form}", data={"people": "2", "email": "a@example.se", "text": "Varför då?"})
        assert sent.status_code == 404, form
    assert "GRANN" not in client.get("/moten").text + client.get("/moten.ics").text
    assert neighbours.title not in client.get("/oro?mote=GRANN").text
    assert row_count(session, Registration) + row_count(session, Follower) + row_count(session, Question) == 0


def _hostile(make_meeting: Making) -> Meeting:
    return make_meeting(title=BREAKING_TITLE, about="Rad ett\r\nBEGIN:VEVENT\n</script>", place="Sal; A, B\x07")


def test_a_title_stays_inside_the_data_for_search_engines(client: FlaskClient, make_meeting: Making) -> None:
    _hostile(make_meeting)
    soup = BeautifulSoup(client.get(f"/moten/{CODE}").text, "html.parser")
    assert soup.select_one("img[onerror]") is None
    (data,) = soup.select('script[type="application/ld+json"]')
    assert json.loads(data.text)["name"] == BREAKING_TITLE


def test_a_title_stays_inside_its_line_of_the_calendar(client: FlaskClient, make_meeting: Making) -> None:
    _hostile(make_meeting)
    (event,) = Calendar.from_ical(client.get(f"/moten/{CODE}.ics").data).walk("VEVENT")
    assert str(event["summary"]) == BREAKING_TITLE.replace("\u202e", "")
    assert str(event["location"]).startswith("Sal; A, B,")
    assert len(event.walk("VALARM")) == 2


def test_a_title_with_line_breaks_stays_inside_the_subject() -> None:
    letter = Letter("k", "anna@example.se", "Möte\r\nBcc: alla@example.se\u2028X", "Text.\r\n.\r\nQUIT")
    sent = message_from_bytes(compose(letter, "dialog@almhult.example", clock.now()).as_bytes(), policy=policy.default)
    assert (sent["Bcc"], sent["Subject"]) == (None, "Möte Bcc: alla@example.se X")


def test_no_host_that_is_sent_stands_on_a_page(mailing: Flask, make_meeting: Making) -> None:
    make_meeting()
    client = mailing.test_client()
    for path in (f"/moten/{CODE}", f"/moten/{CODE}.ics", "/moten.ics", f"/moten/{CODE}/anmalan", "/moten"):
        answer = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in answer.text, path


def test_looking_changes_nothing(mailing: Flask, make_meeting: Making, session: Session) -> None:
    make_meeting()
    client = mailing.test_client()
    for path in ("/moten/anmalan/antal", "/moten/anmalan/avboka", f"/moten/{CODE}/fraga/skicka"):
        assert client.get(path).status_code in (404, 405), path
    before: dict[str, Any] = {table.__name__: row_count(session, table) for table in (Registration, Follower, Question)}
    for path, _ in FORMS[:1] + FORMS[4:6]:
        client.get(path + "?people=2&email=a@example.se&text=Varf%C3%B6r")
    assert before == {table.__name__: row_count(session, table) for table in (Registration, Follower, Question)}


def test_a_number_that_cannot_be_is_asked_for_again_with_what_was_typed(
    client: FlaskClient, make_meeting: Making, register: Callable[..., str]
) -> None:
    make_meeting(capacity=4)
    own = register(2)
    for typed, status in (("9", 409), ("nio", 422), ('"><b>', 422)):
        answer = client.post("/moten/anmalan/antal", data={"code": own, "people": typed})
        field = BeautifulSoup(answer.text, "html.parser").select_one("#people")
        assert field is not None
        assert (answer.status_code, field["value"]) == (status, typed)
