"""From the form to the row: what is stored, and that it is stored once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Area, Channel, Concern, DecidedBy, Meeting, MeetingStatus, Municipality
from tests.conftest import row_count
from tests.integration.intake.conftest import CALM_TEXT, fields, receipt_of, words

Preview = Callable[..., TestResponse]


def only(session: Session) -> Concern:
    """The one concern in the database."""
    session.rollback()
    return session.scalars(select(Concern)).one()


def test_a_text_alone_is_enough(client: FlaskClient, preview: Preview, session: Session) -> None:
    page = preview(CALM_TEXT)
    assert page.status_code == 200
    assert CALM_TEXT in words(page)
    receipt = receipt_of(client.post("/oro/skicka", data=fields(page)))
    row = only(session)
    assert (row.text, row.channel, row.received_on) == (CALM_TEXT, Channel.WEB, clock.today())
    assert (row.said_area_id, row.area_by, row.lang, row.judged_by, row.warned) == (None, None, None, None, False)
    assert len(receipt.replace(" ", "")) == 20
    assert row.receipt_hash is not None
    assert receipt.replace(" ", "").encode() not in row.receipt_hash


def test_every_answer_is_stored(sent: Callable[..., str], session: Session) -> None:
    sent(
        area="liatorp", topics=["belysning", "trafik"], daypart="evening", days="weekends", frequency="several",
        knowledge="seen", age="16-29", lives_here="y", studies_here="y",
    )  # fmt: skip
    row = only(session)
    area = session.get(Area, row.said_area_id)
    assert area is not None
    assert (area.code, row.area_id, row.area_by) == ("liatorp", area.id, DecidedBy.SENDER)
    assert row.said_topics == ["belysning", "trafik"]
    told = (row.happens_daypart, row.happens_days, row.frequency, row.knowledge, row.age_band)
    assert told == ("evening", "weekends", "several", "seen", "16-29")
    assert (row.lives_here, row.works_here, row.studies_here) == (True, False, True)


def test_nothing_is_chosen_beforehand(client: FlaskClient) -> None:
    told = fields(client.get("/oro"))
    assert {name: value for name, value in told.items(multi=True) if value} == {"token": told["token"]}


def test_a_poster_fills_in_place_and_meeting(client: FlaskClient, session: Session) -> None:
    municipality = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    session.add(
        Meeting(municipality_id=municipality.id, code="M1", title="Diö bygdegård", place="Diö",
                held_on=clock.today(), starts_at="18:00", status=MeetingStatus.PUBLISHED)
    )  # fmt: skip
    session.commit()
    page = client.get("/oro?plats=liatorp&mote=M1")
    told = fields(page)
    assert (told["area"], told["meeting"]) == ("liatorp", "M1")
    assert "Diö bygdegård" in words(page)
    told["text"] = CALM_TEXT
    client.post("/oro/skicka", data=fields(client.post("/oro", data=told)))
    assert only(session).channel == Channel.MEETING


@pytest.mark.parametrize("query", ["plats=nowhere", "plats=ljungby", "mote=X9", 'plats="><script>', "mote=%00"])
def test_unknown_codes_in_the_address_are_let_be(client: FlaskClient, query: str) -> None:
    page = client.get(f"/oro?{query}")
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert not fields(page).get("area")


def test_the_same_form_sent_twice_is_one_row_and_one_receipt(
    client: FlaskClient, preview: Preview, session: Session
) -> None:
    told = fields(preview(CALM_TEXT, area="liatorp"))
    first = receipt_of(client.post("/oro/skicka", data=told))
    assert receipt_of(client.post("/oro/skicka", data=told)) == first
    assert row_count(session, Concern) == 1


def test_two_people_writing_the_same_are_two_rows(sent: Callable[..., str], session: Session) -> None:
    assert sent() != sent()
    assert row_count(session, Concern) == 2


def test_only_looking_at_the_preview_stores_nothing(preview: Preview, session: Session) -> None:
    preview(CALM_TEXT)
    assert row_count(session, Concern) == 0


def test_going_back_keeps_everything(client: FlaskClient, preview: Preview) -> None:
    answers = {"area": "liatorp", "topics": "trafik", "age": "65+", "works_here": "y"}
    page = preview("Hej\n\nNågot <b>konstigt</b> vid torget", **answers)
    change = fields(page, form=1)
    change["change"] = "y"
    back = fields(client.post("/oro", data=change))
    assert back["text"].splitlines() == ["Hej", "", "Något <b>konstigt</b> vid torget"]
    assert {name: back[name] for name in answers} == answers


def test_what_is_masked_is_nowhere_on_disk(
    client: FlaskClient, preview: Preview, session: Session, app: Flask, tmp_path: Path
) -> None:
    page = preview("Ring mig på 070-123 45 67 eller skriv till stina@exempel.se, cyklarna är borta.")
    assert "stina@exempel.se" not in page.text
    client.post("/oro/skicka", data=fields(page))
    assert "⟦EMAIL⟧" in only(session).text
    assert "⟦PHONE⟧" in only(session).text
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        content = file.read_bytes()
        assert b"stina@" not in content
        assert b"123 45 67" not in content


def test_the_sender_and_the_browser_leave_no_trace(client: FlaskClient, session: Session, tmp_path: Path) -> None:
    marked = {"User-Agent": "Marked/9.9", "X-Forwarded-For": "198.51.100.77"}
    told = fields(client.get("/oro", headers=marked))
    told["text"] = CALM_TEXT
    page = client.post("/oro", data=told, headers=marked)
    client.post("/oro/skicka", data=fields(page), headers=marked)
    assert row_count(session, Concern) == 1
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        content = file.read_bytes()
        assert b"Marked/9.9" not in content
        assert b"198.51.100.77" not in content


def test_no_page_sets_a_cookie(client: FlaskClient, preview: Preview) -> None:
    told = fields(preview(CALM_TEXT))
    pages = [
        client.get("/oro"), client.get("/en/oro"), client.get("/oro/platser.json"), preview(""), preview(CALM_TEXT),
        client.post("/oro/skicka", data=told), client.get("/kvitto"), client.post("/kvitto", data={"receipt": "1"}),
    ]  # fmt: skip
    for page in pages:
        assert "Set-Cookie" not in page.headers
    assert told["token"] not in "".join(page.headers.get("Location", "") for page in pages)


def test_places_answer_with_their_other_names_and_an_etag(client: FlaskClient) -> None:
    answer = client.get("/oro/platser.json")
    assert "stationen" in answer.get_json()["almhult_centrum"]
    again = client.get("/oro/platser.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
