"""What a forged or broken post to the organiser's desk gets: a page that says what to do, never a fall."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.access import ORGANISERS, ROUTE_ROLES
from dialogue.models import (
    Collection,
    ConversationNote,
    Meeting,
    MeetingSummary,
    PaperBatch,
    Question,
    Role,
    RoomPromise,
    Staff,
)
from tests.conftest import row_count
from tests.integration.organising.conftest import Desk

Planting = Callable[..., Meeting]

HUGE = ("2147483648", "9223372036854775807", "99999999999999999999", "0", "-1", "%D9%A3")
ADDRESSES = ("%00", "OURS1%00", "%ff", "%ED%A0%80", "a" * 3000, "%E2%80%AE")
VALUES = (b"\x00", b"\xed\xa0\x80", b"\xff", b"9" * 30, b"2147483648", b"-1", "٣".encode(), "²".encode(), b"\r\nX: y")
PAGES = ("", "/andra", "/historik", "/forhandsgranska", "/stall-in", "/serie", "/anmalda", "/insamling", "/lappar",
         "/lappar/lasning", "/anteckningar", "/avslut", "/avslut/text", "/avslut/lasning", "/affischer",
         "/affisch-sv-a4.pdf", "/sprak/en")  # fmt: skip
POSTS: dict[str, tuple[str, ...]] = {
    "/publicera": ("version",),
    "/stall-in": ("reason", "version"),
    "/hallet": ("version",),
    "/kopiera": ("new",),
    "/serie": ("version", "every", "times", "count", "create"),
    "/sprak/en": ("title", "about", "version"),
    "/insamling": ("hours", "word"),
    "/lappar": ("text", "area", "age", "area_all", "age_all", "version", "read"),
    "/lappar/spara": ("text", "area", "age", "version"),
    "/lappar/lagra": ("version",),
    "/anteckningar": ("question", "text", "who", "group", "version", "taken_by", "table", "note"),
    "/anteckningar/oro": ("note", "version"),
    "/avslut": ("theme", "version", "promise", "owner", "due", "people-16-29-woman", "more", "what"),
    "/avslut/text": ("heard", "thanks", "version", "send", "heard_en"),
    "/avslut/publicera": ("version",),
    "/avslut/tillbaka": ("version", "note"),
    "/kasta": ("version",),
}


def check_page(answer: TestResponse, said: object) -> None:
    """No fall, and what is refused is refused on a page."""
    assert answer.status_code < 500, said
    if answer.status_code >= 400 and answer.mimetype == "text/html":
        assert BeautifulSoup(answer.text, "html.parser").h1, said


@pytest.fixture
def ours(plant: Planting) -> Meeting:
    """A meeting that took place two days ago."""
    return plant("OURS1", -2)


@pytest.mark.parametrize("number", HUGE)
def test_no_number_in_an_address_makes_the_site_fall(desk: Desk, ours: Meeting, number: str) -> None:
    for path in (f"/loften/{number}", f"/OURS1/anteckningar/{number}", f"/OURS1/anmalda/fraga/{number}"):
        answer = desk.post(path, status="kept", outcome="Ja.", answer="Ja, det gör vi.", text="Vi vill ha ljus.")
        assert answer.status_code in (404, 422), path
    assert desk.post(f"/OURS1/insamling/{number}/avsluta").status_code in (303, 404)


@pytest.mark.parametrize("page", PAGES)
def test_no_code_in_an_address_makes_the_site_fall(desk: Desk, ours: Meeting, page: str) -> None:
    for value in ADDRESSES:
        assert desk.client.get(f"/motesplanering/{value}{page}").status_code == 404, value
    for value in ("%00", "%ff", "a" * 3000, "%E2%80%AE"):
        answer = desk.client.get(f"/motesplanering/qr.pdf?plats={value}&sprak=sv&antal=1")
        assert answer.status_code == 404, value


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("days", [-2, 20])
def test_no_field_makes_the_site_fall(desk: Desk, plant: Planting, path: str, days: int) -> None:
    plant("OURS1", days)
    for name in POSTS[path]:
        for value in VALUES:
            check_page(desk.post(f"/OURS1{path}", **{name: value}), (name, value))


@pytest.mark.parametrize("path", POSTS)
def test_what_is_next_door_cannot_be_posted_to(desk: Desk, plant: Planting, session: Session, path: str) -> None:
    plant("LJU22", -2, area=None, municipality="0781")
    answer = desk.post(f"/LJU22{path}", **dict.fromkeys(POSTS[path], "1"))
    assert answer.status_code == 404
    for table in (Collection, ConversationNote, MeetingSummary, PaperBatch):
        assert row_count(session, table) == 0


def test_rows_next_door_are_not_reached_by_their_numbers(
    desk: Desk, ours: Meeting, plant: Planting, session: Session
) -> None:
    theirs, today = plant("LJU22", -2, area=None, municipality="0781"), clock.today()
    owned = {"municipality_id": theirs.municipality_id, "meeting_id": theirs.id}
    writer = session.query(Staff).first()
    assert writer is not None
    note = ConversationNote(text="Mörkt", taken_by="Värd", written_by_id=writer.id, written_on=today, **owned)
    promise = RoomPromise(text="Lampor", owner="Gatuchef", due_on=today, **owned)
    question = Question(nonce_hash=b"n" * 32, text="Varför är det mörkt?", asked_on=today, **owned)
    tablet = Collection(
        token_hash=b"t" * 32, exit_hash=b"e" * 32, opened_by_id=writer.id, ends_at=clock.now() + timedelta(hours=1),
        **owned,
    )  # fmt: skip
    session.add_all([note, promise, question, tablet])
    session.commit()
    numbers = (note.id, promise.id, question.id, tablet.id)
    session.rollback()
    told = {"text": "Ändrat", "taken_by": "Vi", "status": "kept", "outcome": "Klart", "answer": "Ja", "note": "1"}
    for code, status in (("OURS1", (303, 404, 422)), ("LJU22", (404,))):
        for path in (f"anteckningar/{numbers[0]}", f"anmalda/fraga/{numbers[2]}", f"insamling/{numbers[3]}/avsluta"):
            assert desk.post(f"/{code}/{path}", **told).status_code in status, path
        assert desk.client.get(f"/motesplanering/{code}/anteckningar/{numbers[0]}").status_code == 404
    assert desk.post(f"/loften/{numbers[1]}", **told).status_code == 404
    assert (note.text, promise.outcome, question.answer, tablet.closed_at) == ("Mörkt", "", "", None)


@pytest.mark.parametrize("path", POSTS)
def test_without_a_page_of_ours_nothing_is_written(
    app: Flask, sign_in: Callable[..., FlaskClient], plant: Planting, session: Session, path: str
) -> None:
    plant("OURS1", 20 if path in ("/publicera", "/stall-in") else -2)
    before = _state(session)
    client = sign_in(Role.ORGANISER)
    for token in ({}, {"csrf_token": "forged"}, {"csrf_token": "\x00"}):
        told = dict.fromkeys(POSTS[path], "1") | {"reason": "Sjukdom", "heard": "Mörkt", "text": "Mörkt vid stationen"}
        answer = client.post(f"/motesplanering/OURS1{path}", data=told | token)
        check_page(answer, token)
    assert _state(session) == before


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLICE, Role.ADMIN])
def test_other_roles_write_nothing(
    app: Flask, sign_in: Callable[..., FlaskClient], plant: Planting, session: Session, role: Role
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    plant("OURS1", -2)
    before, client = _state(session), sign_in(role)
    for path, names in POSTS.items():
        answer = client.post(f"/motesplanering/OURS1{path}", data=dict.fromkeys(names, "1"))
        assert answer.status_code == 403, path
    assert _state(session) == before


def test_looking_changes_nothing(desk: Desk, ours: Meeting, session: Session) -> None:
    before = _state(session)
    for path in POSTS:
        desk.client.get(f"/motesplanering/OURS1{path}?version=1&create=1&send=1&read=1")
        desk.client.head(f"/motesplanering/OURS1{path}", data={"text": "Mörkt", "reason": "Sjukdom", "hours": "2"})
    assert _state(session) == before


def test_only_those_who_organise_may_do_what_posts_do() -> None:
    writing = ("publish", "cancel", "mark", "discard", "copy", "make", "write", "change", "open", "close", "store")
    for endpoint, roles in ROUTE_ROLES.items():
        if endpoint.startswith("organising.") and endpoint.split(".")[1].startswith(writing):
            assert roles == ORGANISERS, endpoint


def test_a_megabyte_is_turned_away_in_words(desk: Desk, ours: Meeting) -> None:
    for path in ("/avslut", "/anteckningar", "/lappar", "/lappar/spara", "/stall-in", "/insamling"):
        answer = desk.post(f"/OURS1{path}", text="a" * (2**20 + 200))
        assert answer.status_code == 413, path
        assert "för mycket på en gång" in answer.text


def test_ten_thousand_rows_are_refused_in_words(desk: Desk, ours: Meeting, session: Session) -> None:
    for path in ("/lappar", "/lappar/spara"):
        answer = desk.post(f"/OURS1{path}", text=["Mörkt"] * 10_000)
        assert answer.status_code == 422
    assert desk.post("/OURS1/avslut", theme=["t"] * 10_000, version="0").status_code < 500
    assert row_count(session, PaperBatch) == 0


def _state(session: Session) -> tuple[object, ...]:
    session.rollback()
    columns = (Meeting.code, Meeting.status, Meeting.version, Meeting.sequence)
    meetings = session.query(*columns).order_by(Meeting.id).all()
    tables = (Collection, ConversationNote, MeetingSummary, PaperBatch)
    return meetings, [row_count(session, table) for table in tables]


def test_what_is_printed_leads_where_the_settings_say_whatever_host_was_asked(
    app: Flask, desk: Desk, ours: Meeting
) -> None:
    cookie = desk.client.get_cookie("dialogue_staff")
    assert cookie is not None
    desk.client.set_cookie("dialogue_staff", cookie.value, domain="evil.example")
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"site_url": "https://dialog.example/"})
    desk_page = "http://evil.example/motesplanering/OURS1"
    printed = desk.client.get(f"{desk_page}/affisch-sv-A4.pdf").data
    told = PdfDocument(printed)[0].get_textpage().get_text_range()
    assert "dialog.example/moten/OURS1" in told
    assert "evil" not in told
    opened = desk.client.post(f"{desk_page}/insamling", data={"hours": "2", "word": "0" * 32})
    assert "https://dialog.example/insamling" in opened.text
    assert "evil" not in opened.text
