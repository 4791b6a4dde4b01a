"""The list and the page of a meeting: what, when, where; what is off or changed; what is nobody's to see."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Area, Meeting, MeetingRevision, MeetingStatus, MeetingText, Municipality, Question, Staff
from tests.integration.meetings.conftest import CODE, check_html, soon, words

Making = Callable[..., Meeting]
FULL: dict[str, Any] = {
    "about": "Vi pratar om vägen.\nKaffe finns.",
    "can_influence": "Belysning och tider.",
    "decided": "Stationen byggs om.",
    "hosts": ["police", "municipality"],
    "host_names": "Diö IF",
    "target_ages": ["16-29", "30-49"],
    "languages": ["sv", "en"],
    "interpreter": ["ar", "swl"],
    "access": ["step_free", "hearing_loop"],
    "transport": "Buss 123 från Älmhult 17.55.",
    "lat": 56.6631,
    "lon": 14.3835,
    "capacity": 40,
}


def test_everything_about_a_meeting_is_on_its_page(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting(**FULL)
    page = check_html(client.get(f"/moten/{CODE}"))
    said = words(page)
    for told in (
        "Hur trygg är vägen till tåget?", "18:30–20:00", "Diö skola", "Skolgatan 1", "Vad kan påverkas?", "Belysning",
        "Vad är redan bestämt?", "Stationen byggs om.", "Polisen, Kommunen (Diö IF)", "16–29 år, 30–49 år",
        "svenska, engelska", "arabiska, svenskt teckenspråk", "Hörslinga", "Buss 123", "40 av 40 lediga",
        "56.66310, 14.38350",
    ):  # fmt: skip
        assert told in said, told
    soup = BeautifulSoup(page.text, "html.parser")
    outward = [link for link in soup.select("a[href^=http]") if "openstreetmap" in str(link["href"])]
    assert [link["rel"] for link in outward] == [["noreferrer"]]
    assert soup.select("a[href^='geo:56.6631,14.3835']")
    assert soup.select(f"a[href='/oro?mote={CODE}']")
    assert not soup.select("img, iframe, script[src^=http], link[rel=stylesheet][href^=http]")


def test_where_a_translation_is_missing_the_swedish_is_marked_as_swedish(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    meeting = make_meeting(**FULL)
    session.add(
        MeetingText(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, lang="ar", title="لقاء", about="قهوة",
        )
    )  # fmt: skip
    session.commit()
    soup = BeautifulSoup(check_html(client.get(f"/ar/moten/{CODE}")).text, "html.parser")
    heading = soup.select_one("h1 bdi")
    assert heading is not None
    assert (heading.text, heading.get("lang")) == ("لقاء", None)
    said = {block.text: block.get("lang") for block in soup.select(".said")}
    assert said == {"قهوة": None, "Belysning och tider.": "sv", "Stationen byggs om.": "sv"}


@pytest.mark.parametrize("path", ["/moten", f"/moten/{CODE}", f"/moten/{CODE}/anmalan", f"/moten/{CODE}/fraga"])
def test_a_cancelled_meeting_is_unmissable(client: FlaskClient, make_meeting: Making, path: str) -> None:
    make_meeting(status=MeetingStatus.CANCELLED, sequence=1, change_note="Lokalen brann.", changed_on=clock.today())
    page = check_html(client.get(path))
    assert "nställt" in BeautifulSoup(page.text, "html.parser").select(".changed strong")[0].text
    assert "Anmäl dig" not in words(page) or path.endswith("anmalan")
    if path != "/moten":
        assert "Lokalen brann." in words(page)


def test_a_moved_meeting_is_unmissable(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting(sequence=2, change_note="Ny lokal.", changed_on=clock.today(), place="Folkets hus")
    page = words(check_html(client.get(f"/moten/{CODE}")))
    assert "Mötet är ändrat." in page
    assert "Ny lokal." in page
    assert "Ändrat: kontrollera tid och plats" in words(client.get("/moten"))


def test_drafts_and_other_municipalities_meetings_do_not_exist(
    app: Flask, client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    ljungby = session.query(Municipality).filter_by(code="0781").one().id
    make_meeting("DRAFT", status=MeetingStatus.DRAFT)
    make_meeting("OTHER", municipality_id=ljungby, area_id=None)
    make_meeting()
    for code in ("DRAFT", "OTHER", "NOSUCH", "x" * 500, "%00", "%E2%80%AE"):
        for rest in ("", ".ics", "/anmalan", "/fraga", "/mejl"):
            assert client.get(f"/moten/{code}{rest}").status_code == 404, (code, rest)
    for page in ("/moten", "/moten.ics"):
        text = client.get(page).text
        assert "DRAFT" not in text
        assert "OTHER" not in text


def test_the_list_has_what_comes_first_and_can_be_kept_to_an_area(
    client: FlaskClient, make_meeting: Making, session: Session, municipality: Municipality
) -> None:
    liatorp = session.query(Area).filter_by(municipality_id=municipality.id, code="liatorp").one()
    today = clock.today()
    make_meeting("LATER", title="Senare", held_on=soon() + timedelta(days=1))
    make_meeting("SOON", title="Snart", area_id=liatorp.id)
    make_meeting("PAST", title="Förr", held_on=today - timedelta(days=9), status=MeetingStatus.SUMMED_UP)
    make_meeting("OLDER", title="Långt förr", held_on=today - timedelta(days=90), status=MeetingStatus.HELD)
    make_meeting("OFF", title="Blev inte av", held_on=today - timedelta(days=3), status=MeetingStatus.CANCELLED)
    page = check_html(client.get("/moten"))
    titles = [heading.text for heading in BeautifulSoup(page.text, "html.parser").select("h3")]
    assert titles == ["Snart", "Senare", "Förr", "Långt förr"]
    assert words(page).count("Läs vad som kom fram") == 1
    kept = check_html(client.get("/moten?omrade=liatorp"))
    assert [heading.text for heading in BeautifulSoup(kept.text, "html.parser").select("h3")] == ["Snart"]
    for odd in ("finns-inte", "", "%00", "<script>"):
        assert len(BeautifulSoup(client.get(f"/moten?omrade={odd}").text, "html.parser").select("h3")) == 4


HOSTILE = ["</script><script>alert(1)</script>", "‮omvänd", "مرحبا\u202e", "x" * 120, "&amp; \"'<!--", "a\u0001b"]


@pytest.mark.parametrize("title", HOSTILE)
def test_the_event_for_search_engines_cannot_be_broken_out_of(
    client: FlaskClient, make_meeting: Making, title: str
) -> None:
    make_meeting(title=title, **FULL)
    page = client.get(f"/moten/{CODE}")
    if "\u0001" not in title:
        check_html(page)
    (script,) = BeautifulSoup(page.text, "html.parser").select("script")
    assert script["type"] == "application/ld+json"
    assert f"'nonce-{script['nonce']}'" in page.headers["Content-Security-Policy"]
    event = json.loads(script.text)
    assert (event["@type"], event["name"]) == ("Event", title)
    assert event["startDate"].startswith(f"{soon().isoformat()}T18:30:00+0")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"


def test_a_moved_meeting_tells_people_and_search_engines_what_it_was_announced_as(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    meeting = make_meeting(sequence=2, place="Folkets hus", starts_at="18:00")
    staff = Staff(email="vard@example.se", name="Värd")
    session.add(staff)
    session.flush()
    first = soon() - timedelta(days=1)
    turns: list[tuple[str, dict[str, list[str]]]] = [
        ("created", {"starts_at": ["", "09:00"]}),
        ("saved", {"starts_at": ["09:00", "18:30"]}),  # before anybody was told
        ("published", {}),
        ("saved", {"held_on": [first.isoformat(), soon().isoformat()], "starts_at": ["18:30", "19:00"]}),
        ("saved", {"place": ["Diö skola", "Folkets hus"], "starts_at": ["19:00", "18:00"]}),
    ]
    for version, (event, changes) in enumerate(turns, 1):
        session.add(
            MeetingRevision(
                municipality_id=meeting.municipality_id, meeting_id=meeting.id, version=version, event=event,
                changes=changes, done_by_id=staff.id, done_at=clock.now(),
            )
        )  # fmt: skip
    session.commit()
    page = check_html(client.get(f"/moten/{CODE}"))
    soup = BeautifulSoup(page.text, "html.parser")
    was = soup.select(".changed s")[0].get_text(" ", strip=True)
    assert was.endswith("18:30 Diö skola")
    event = json.loads(soup.select("script")[0].text)
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"].startswith(f"{first.isoformat()}T18:30")


def test_the_event_says_when_it_is_cancelled(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting(status=MeetingStatus.CANCELLED)
    assert '"https://schema.org/EventCancelled"' in client.get(f"/moten/{CODE}").text


def test_answers_are_public_and_hidden_or_unanswered_questions_are_not(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    meeting = make_meeting()
    for number, (answer, hidden) in enumerate([("Ja, kaffe.", False), ("", False), ("Dolt svar", True)]):
        session.add(
            Question(
                municipality_id=meeting.municipality_id, meeting_id=meeting.id, nonce_hash=bytes([number]) * 32,
                text=f"Fråga {number} av ⟦NAME⟧", asked_on=clock.today(), answer=answer, hidden=hidden,
            )
        )  # fmt: skip
    session.commit()
    said = words(check_html(client.get(f"/moten/{CODE}")))
    assert "Fråga 0 av namn Ja, kaffe." in said
    assert "Fråga 1" not in said
    assert "Dolt svar" not in said
