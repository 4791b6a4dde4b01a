"""The board of one meeting: all that came for it, however long ago, and which meeting a text came for."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Channel, Concern, Daypart, Meeting, MeetingStatus, Municipality, Role, Topic


@pytest.fixture
def meeting(session: Session, municipality: Municipality) -> Meeting:
    """Held a year ago; four texts came for it, one of the same topic came some other way."""
    day = clock.today() - timedelta(days=364)
    topic = session.query(Topic).filter_by(municipality_id=municipality.id, code="belysning").one()
    told = {"municipality_id": municipality.id, "held_on": day, "starts_at": "18:00", "place": "Diö skola"}
    row = Meeting(code="TEST1", title="Hur trygg är vägen hem?", status=MeetingStatus.HELD, **told)
    session.add_all([row, Meeting(code="TEST2", title="Ett hemligt utkast", status=MeetingStatus.DRAFT, **told)])
    session.flush()
    for at in range(5):
        session.add(
            Concern(
                municipality_id=municipality.id, text=f"Mörkt {at}", topic_id=topic.id, received_on=day,
                channel=Channel.MEETING if at else Channel.WEB, meeting_id=row.id if at else None,
                received_daypart=Daypart.EVENING,
            )
        )  # fmt: skip
    session.commit()
    return row


def words_at(client: FlaskClient, path: str) -> str:
    page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
    return re.sub(r"\s+", " ", page.main.get_text(" "))


def test_a_link_from_the_meeting_shows_all_its_texts(sign_in: Callable[..., FlaskClient], meeting: Meeting) -> None:
    board = sign_in(Role.ORGANISER).get("/oversikt.csv?mote=TEST1").get_data(as_text=True)
    assert re.search(r"^Mörkt[^;]*;4;", board, re.MULTILINE)


def test_another_period_without_its_texts_says_so(sign_in: Callable[..., FlaskClient], meeting: Meeting) -> None:
    assert "Visa allt som kommit från mötet" in words_at(sign_in(Role.ORGANISER), "/oversikt?mote=TEST1&veckor=4")


def test_the_way_to_the_texts_keeps_the_meeting(sign_in: Callable[..., FlaskClient], meeting: Meeting) -> None:
    client = sign_in(Role.ANALYST)
    page = BeautifulSoup(client.get("/oversikt?mote=TEST1").get_data(as_text=True), "html.parser")
    link = next(str(a["href"]) for a in page.find_all("a", href=True) if "/amne/belysning" in str(a["href"]))
    words = words_at(client, link)
    assert "Mörkt 4" in words
    assert "Mörkt 0" not in words
    assert "möte: Hur trygg är vägen hem?" in words


def test_drafts_are_no_choice(sign_in: Callable[..., FlaskClient], meeting: Meeting) -> None:
    words = words_at(sign_in(Role.ANALYST), "/oversikt")
    assert "Hur trygg är vägen hem?" in words
    assert "Ett hemligt utkast" not in words


def test_a_meeting_of_another_municipality_has_no_texts_here(
    sign_in: Callable[..., FlaskClient], meeting: Meeting
) -> None:
    assert "Mörkt" not in sign_in(Role.ANALYST, "0781").get("/oversikt.csv?mote=TEST1").get_data(as_text=True)
    assert sign_in(Role.ANALYST).get("/oversikt?mote=%00").status_code == 200
