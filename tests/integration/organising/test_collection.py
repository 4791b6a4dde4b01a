"""Collection mode: opened by an organiser, filled on a tablet by many, ended by a code or by the clock."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Area, Channel, Collection, Concern, Meeting, MeetingStatus, Municipality, Role
from dialogue.throttle import Throttle
from tests.conftest import row_count
from tests.integration.intake.conftest import fields, receipt_of, words

TEXT = "Det är mörkt i gångtunneln vid stationen."
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def meeting(session: Session, municipality: Municipality) -> str:
    """The code of a published meeting in Diö."""
    area = session.scalars(select(Area).where(Area.municipality_id == municipality.id, Area.code == "dio")).one()
    row = Meeting(
        municipality_id=municipality.id, code="DIO7", title="Hur trygg är vägen till tåget?", place="Diö skola",
        area_id=area.id, held_on=clock.today(), starts_at="18:30", status=MeetingStatus.PUBLISHED,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row.code


def opened(staff: FlaskClient, meeting: str, **told: str) -> tuple[str, str]:
    """Open a collection; gives its start code and its exit code."""
    page = staff.post(f"/motesplanering/{meeting}/insamling", data={"hours": "3", "word": "w" * 32} | told)
    assert page.status_code == 200, words(page)
    soup = BeautifulSoup(page.text, "html.parser")
    start, end = (soup.select_one(f"#{name}-code") for name in ("start", "exit"))
    assert start is not None
    assert end is not None
    return start.text.replace(" ", ""), end.text.replace(" ", "")


@pytest.fixture
def desk(app: Flask, sign_in: SignIn) -> FlaskClient:
    """An organiser, without the token against forged forms."""
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in("organiser")


@pytest.fixture
def codes(desk: FlaskClient, meeting: str) -> tuple[str, str]:
    """A running collection: (start code, exit code)."""
    return opened(desk, meeting)


def previewed(client: FlaskClient, start: str, text: str = TEXT, prefix: str = "", **answers: str) -> TestResponse:
    """What the tablet shows once a text is written on it."""
    told = fields(client.get(f"{prefix}/insamling/{start}"))
    told["text"] = text
    for name, value in answers.items():
        told[name] = value
    return client.post(f"{prefix}/insamling/{start}", data=told)


def sent(client: FlaskClient, start: str, text: str = TEXT, **answers: str) -> TestResponse:
    """What the tablet shows once a text is sent on it."""
    return client.post(f"/insamling/{start}/skicka", data=fields(previewed(client, start, text, **answers)))


def collection_in(session: Session) -> Collection:
    session.rollback()
    return session.scalars(select(Collection)).one()


def test_a_text_counts_to_the_meeting_and_to_the_collection(
    client: FlaskClient, codes: tuple[str, str], session: Session
) -> None:
    page = sent(client, codes[0], "Skriv till anna@example.com, det är mörkt.", age="0-15")
    assert len(re.sub(r"\D", "", receipt_of(page))) == 20
    assert collection_in(session).collected == 1
    row = session.scalars(select(Concern)).one()
    meeting = session.scalars(select(Meeting)).one()
    assert (row.channel, row.meeting_id, row.age_band) == (Channel.MEETING, meeting.id, "0-15")
    assert row.text == "Skriv till ⟦EMAIL⟧, det är mörkt."
    assert row.said_area_id == meeting.area_id  # the place of the meeting was filled in


def test_a_hundred_texts_through_one_address_pass_every_limit(
    client: FlaskClient, codes: tuple[str, str], session: Session
) -> None:
    for number in range(100):
        assert sent(client, codes[0], f"{TEXT} {number}").status_code == 200
    assert (row_count(session, Concern), collection_in(session).collected) == (100, 100)


def test_what_was_sent_is_never_shown_again(client: FlaskClient, codes: tuple[str, str], session: Session) -> None:
    start = codes[0]
    told = fields(client.get(f"/insamling/{start}"))
    told["text"] = TEXT
    preview = client.post(f"/insamling/{start}", data=told)
    first = client.post(f"/insamling/{start}/skicka", data=fields(preview))
    number = receipt_of(first)
    # the way back, and "send the form again": both of them, and with other words
    again = client.post(f"/insamling/{start}", data=told)
    assert (again.status_code, again.location) == (303, f"/insamling/{start}")
    told["text"] = "Något annat än nyss."
    assert client.post(f"/insamling/{start}", data=told).status_code == 303
    second = client.post(f"/insamling/{start}/skicka", data=fields(preview))
    assert number not in second.text
    assert TEXT not in second.text
    assert (row_count(session, Concern), collection_in(session).collected) == (1, 1)


def test_the_receipt_takes_the_text_back(client: FlaskClient, codes: tuple[str, str], session: Session) -> None:
    number = receipt_of(sent(client, codes[0]))
    assert TEXT in words(client.post("/kvitto", data={"receipt": number}))
    client.post("/kvitto/ta-tillbaka", data={"receipt": number, "sure": "y"})
    assert row_count(session, Concern) == 0


def test_every_page_of_a_tablet_empties_itself_and_leads_nowhere_else(
    client: FlaskClient, codes: tuple[str, str]
) -> None:
    start = codes[0]
    pages = {
        "form": client.get(f"/insamling/{start}"),
        "arabic": client.get(f"/ar/insamling/{start}"),
        "fault": previewed(client, start, ""),
        "preview": previewed(client, start),
        "emergency": previewed(client, start, "hjälp han har en kniv nu"),
        "calm": previewed(client, start, "jag orkar inte leva, tänker hoppa framför tåget ikväll"),
        "thanks": sent(client, start, f"{TEXT} Igen."),
        "wrong code": client.post(f"/insamling/{start}/avsluta", data={"code": "1"}),
        "unknown": client.get("/insamling/NNNNNNNN"),
    }
    for name, page in pages.items():
        soup = BeautifulSoup(page.text, "html.parser")
        targets = [str(tag.get(key)) for key in ("href", "action") for tag in soup.select(f"body [{key}]")]
        assert all(re.match(rf"(/en|/ar)?/insamling(/{start}|$)|#", target) for target in targets), (name, targets)
        assert page.headers["Cache-Control"] == "no-store", name
        assert "Set-Cookie" not in page.headers, name
        assert all(form.get("autocomplete") == "off" for form in soup.select("main form")), name
    assert pages["thanks"].headers["Refresh"] == f"20; url=/insamling/{start}"
    assert "Refresh" in pages["preview"].headers
    assert "Refresh" not in pages["form"].headers
    assert '<html lang="ar" dir="rtl">' in pages["arabic"].text


def test_after_a_text_in_another_language_the_next_person_meets_swedish(
    client: FlaskClient, codes: tuple[str, str]
) -> None:
    start = codes[0]
    told = fields(previewed(client, start, prefix="/ar"))
    page = client.post(f"/ar/insamling/{start}/skicka", data=told)
    assert page.headers["Refresh"] == f"20; url=/insamling/{start}"


def test_another_language_keeps_what_is_written(client: FlaskClient, codes: tuple[str, str]) -> None:
    told = fields(client.get(f"/insamling/{codes[0]}"))
    told["text"], told["change"] = TEXT, "y"
    assert TEXT in client.post(f"/en/insamling/{codes[0]}", data=told).text


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}-"])
def test_the_start_code_as_it_is_typed(client: FlaskClient, codes: tuple[str, str], typed: str) -> None:
    start = codes[0]
    answer = client.post("/insamling", data={"code": typed.format(f"{start[:4]} {start[4:]}".lower())})
    assert (answer.status_code, answer.location) == (303, f"/insamling/{start}")


@pytest.mark.parametrize("typed", ["", "NNNNNNNN", "\x00", "å" * 300, "' OR 1=1"])
def test_a_wrong_start_code(client: FlaskClient, codes: tuple[str, str], typed: str) -> None:
    page = client.post("/insamling", data={"code": typed})
    assert page.status_code == 422
    assert "Ingen insamling har den koden." in words(page)


@pytest.mark.parametrize("token", ["NNNNNNNN", "x", "🙂"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_address_is_said_plainly(client: FlaskClient, method: str, token: str) -> None:
    page: TestResponse = getattr(client, method)(f"/insamling/{token}")
    assert page.status_code == 404
    assert "Den insamlingen finns inte" in words(page)


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_nobody_can_type_is_not_found(client: FlaskClient, method: str) -> None:
    page: TestResponse = getattr(client, method)("/insamling/%00")
    assert page.status_code == 404
    assert "Sidan finns inte" in words(page)


def test_another_municipality_does_not_know_it(app: Flask, client: FlaskClient, codes: tuple[str, str]) -> None:
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"municipality": "0781"})
    assert client.get(f"/insamling/{codes[0]}").status_code == 404


def test_the_exit_code_ends_it_at_once_and_for_good(
    client: FlaskClient, codes: tuple[str, str], session: Session
) -> None:
    start, end = codes
    begun = fields(previewed(client, start))
    page = client.post(f"/insamling/{start}/avsluta", data={"code": f"{end[:3]} {end[3:]}"})
    assert (page.status_code, page.headers["Clear-Site-Data"]) == (410, '"cache", "storage"')
    assert "Insamlingen är slut" in words(client.get(f"/insamling/{start}"))
    assert client.get(f"/insamling/{start}").status_code == 410
    # whoever was writing on another tablet may finish
    assert client.post(f"/insamling/{start}/skicka", data=begun).status_code == 200
    assert collection_in(session).collected == 1
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert client.post(f"/insamling/{start}", data=begun).status_code == 410


def test_it_ends_by_itself(client: FlaskClient, codes: tuple[str, str]) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=2, minutes=59)):
        assert client.get(f"/insamling/{codes[0]}").status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=3, minutes=1)):
        assert client.get(f"/insamling/{codes[0]}").status_code == 410


def test_guesses_of_the_exit_code_are_few_wherever_they_come_from(
    app: Flask, client: FlaskClient, codes: tuple[str, str], session: Session
) -> None:
    start, end = codes
    wrong = f"{(int(end) + 1) % 10**6:06d}"
    for number in range(5):
        guess = client.post(
            f"/insamling/{start}/avsluta", data={"code": wrong}, environ_base={"REMOTE_ADDR": f"10.0.0.{number}"}
        )
        assert guess.status_code == 422
        app.extensions["throttle"] = Throttle()  # the next comes to another process
    last = client.post(f"/insamling/{start}/avsluta", data={"code": end}, environ_base={"REMOTE_ADDR": "10.0.9.9"})
    assert last.status_code == 429
    assert collection_in(session).closed_at is None
    assert sent(client, start).status_code == 200  # those who write notice nothing


def test_a_signed_in_device_signs_out_before_it_goes_round(
    desk: FlaskClient, meeting: str, codes: tuple[str, str]
) -> None:
    start = codes[0]
    page = desk.get(f"/insamling/{start}")
    assert "Du är inloggad här" in words(page)
    assert "<textarea" not in page.text
    other_site = {"Sec-Fetch-Site": "cross-site"}
    assert "Set-Cookie" not in desk.post(f"/insamling/{start}/logga-ut", headers=other_site).headers
    answer = desk.post(f"/insamling/{start}/logga-ut")
    assert (answer.status_code, answer.location) == (303, f"/insamling/{start}")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert "Vad gör dig otrygg?" in words(desk.get(f"/insamling/{start}"))
    assert desk.get(f"/motesplanering/{meeting}/insamling").location.startswith("/logga-in")


def test_the_desk_shows_the_number_and_no_text(
    desk: FlaskClient, client: FlaskClient, meeting: str, codes: tuple[str, str]
) -> None:
    for number in range(3):
        sent(client, codes[0], f"{TEXT} {number}")
    page = desk.get(f"/motesplanering/{meeting}/insamling")
    cells = [cell.text for cell in BeautifulSoup(page.text, "html.parser").select("td.figure")]
    assert cells == ["3"]
    assert TEXT not in page.text
    assert codes[0] not in page.text.replace(" ", "")


def test_the_same_form_sent_twice_opens_one_collection(desk: FlaskClient, meeting: str, session: Session) -> None:
    assert opened(desk, meeting) == opened(desk, meeting)
    assert row_count(session, Collection) == 1


def test_the_codes_are_not_in_the_database(codes: tuple[str, str], session: Session) -> None:
    row = collection_in(session)
    stored = row.token_hash + row.exit_hash
    assert all(code.encode() not in stored for code in codes)


def test_the_desk_ends_a_collection(
    desk: FlaskClient, client: FlaskClient, meeting: str, codes: tuple[str, str], session: Session
) -> None:
    desk.post(f"/motesplanering/{meeting}/insamling/{collection_in(session).id}/avsluta")
    assert client.get(f"/insamling/{codes[0]}").status_code == 410


def test_a_draft_collects_nothing(desk: FlaskClient, meeting: str, session: Session) -> None:
    session.scalars(select(Meeting)).one().status = MeetingStatus.DRAFT
    session.commit()
    page = desk.post(f"/motesplanering/{meeting}/insamling", data={"hours": "3", "word": "w"})
    assert page.status_code == 409
    assert row_count(session, Collection) == 0


@pytest.mark.parametrize("hours", ["", "0", "99", "x"])
def test_a_length_that_is_not_on_offer(desk: FlaskClient, meeting: str, session: Session, hours: str) -> None:
    page = desk.post(f"/motesplanering/{meeting}/insamling", data={"hours": hours, "word": "w"})
    assert page.status_code == 422
    assert row_count(session, Collection) == 0


def test_a_meeting_of_another_municipality_is_not_there(sign_in: SignIn, meeting: str) -> None:
    assert sign_in("organiser", "0781").get(f"/motesplanering/{meeting}/insamling").status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLICE, Role.ADMIN])
def test_only_organisers_open(sign_in: SignIn, meeting: str, role: Role) -> None:
    assert sign_in(role).get(f"/motesplanering/{meeting}/insamling").status_code == 403
