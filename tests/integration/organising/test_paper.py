"""Paper notes: kept masked while they are typed, merged when two pages save, stored once, all or none."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from dialogue import jobs
from dialogue.models import Area, Channel, Concern, DecidedBy, Meeting, MeetingStatus, Municipality, PaperBatch, Role
from dialogue.organising.paper_rows import MOST_ROWS
from tests.conftest import row_count
from tests.integration.intake.conftest import words

PAGE = "/motesplanering/DIO7/lappar"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def meeting(session: Session, municipality: Municipality) -> Meeting:
    """A meeting that was held one evening in March."""
    row = Meeting(
        municipality_id=municipality.id, code="DIO7", title="Hur trygg är vägen till tåget?", place="Diö skola",
        held_on=date(2026, 3, 4), starts_at="18:30", status=MeetingStatus.HELD,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def desk(app: Flask, sign_in: SignIn, meeting: Meeting) -> FlaskClient:
    """An organiser, without the token against forged forms."""
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in("organiser")


def rows(*texts: str, **told: str) -> MultiDict[str, str]:
    """A form with these notes; `areas` and `ages` are given in words with spaces between."""
    areas, ages = told.pop("areas", "").split(), told.pop("ages", "").split()
    form = MultiDict(told)
    form.setlist("text", list(texts))
    form.setlist("area", areas)
    form.setlist("age", ages)
    return form


def saved(desk: FlaskClient, form: "MultiDict[str, str]", version: int = 0) -> dict[str, Any]:
    """What the script is told when it saves."""
    form["version"] = str(version)
    answer = desk.post(f"{PAGE}/spara", data=form)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def version_on(page: TestResponse) -> int:
    field = BeautifulSoup(page.text, "html.parser").select_one("main input[name=version]")
    assert field is not None, words(page)
    return int(str(field["value"]))


def texts_on(page: TestResponse) -> list[str]:
    """What stands in the rows that are not empty."""
    found = (area.text.removeprefix("\n") for area in BeautifulSoup(page.text, "html.parser").select("textarea"))
    return [text for text in found if text]


def stored(desk: FlaskClient) -> TestResponse:
    """Read through, then store all."""
    page = desk.get(f"{PAGE}/lasning")
    assert page.status_code == 200
    return desk.post(f"{PAGE}/lagra", data={"version": version_on(page)})


def concerns(session: Session) -> list[Concern]:
    session.rollback()
    return sorted(session.scalars(select(Concern)), key=lambda row: row.text)


def test_notes_become_concerns_of_the_meeting_and_its_day(
    desk: FlaskClient, session: Session, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr(jobs, "wake", lambda: woken.append(True))
    notes = ("A: mörkt vid tunneln", "", "B: epor varje natt", "C: klipp buskarna", "   ")
    saved(desk, rows(*notes, areas="liatorp - - dio -", ages="16-29 - 65+ - -", area_all="dio", age_all="30-49"))
    answer = stored(desk)
    assert answer.location == f"{PAGE}?sparade=3"
    found = concerns(session)
    assert [row.text[0] for row in found] == ["A", "B", "C"]
    areas = {area.id: area.code for area in session.scalars(select(Area))}
    assert [areas.get(row.said_area_id or 0) for row in found] == ["liatorp", None, "dio"]
    assert [row.age_band for row in found] == ["16-29", "65+", None]
    assert {row.area_by for row in found} == {DecidedBy.SENDER, None}
    for row in found:
        assert (row.channel, row.meeting_id, row.judged_by) == (Channel.PAPER, meeting.id, None)
        assert (row.received_on, row.received_daypart) == (date(2026, 3, 4), "evening")
        assert row.receipt_hash is None
    assert woken == [True]
    assert row_count(session, PaperBatch) == 0
    assert "3 lappar är sparade" in words(desk.get(answer.location))


def test_what_is_chosen_for_all_holds_where_a_note_says_nothing(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows("En lapp", "Två lappar", area_all="dio", age_all="16-29"))
    page = desk.get(f"{PAGE}/lasning")
    assert words(page).count("Diö · 16–29 år") == 2
    stored(desk)
    assert [row.age_band for row in concerns(session)] == ["16-29", "16-29"]


def test_personal_data_is_masked_before_it_is_kept(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows("Ring 070-174 06 09 om lampan", "Skriv till anna@example.com"))
    kept = session.scalars(select(PaperBatch)).one()
    assert "070" not in str(kept.rows)
    assert "example.com" not in str(kept.rows)
    assert "telefon" in words(desk.get(f"{PAGE}/lasning"))
    stored(desk)
    assert [row.text for row in concerns(session)] == ["Ring ⟦PHONE⟧ om lampan", "Skriv till ⟦EMAIL⟧"]


def test_the_page_comes_back_as_it_was_left(desk: FlaskClient) -> None:
    version = saved(desk, rows("Ett", "Två", areas="dio -", ages="- 65+", area_all="liatorp"))["version"]
    page = desk.get(PAGE)
    assert (texts_on(page), version_on(page)) == (["Ett", "Två"], version)
    chosen = [str(option["value"]) for option in BeautifulSoup(page.text, "html.parser").select("option[selected]")]
    assert chosen == ["liatorp", "dio", "-", "-", "65+"]


def test_without_a_script_the_form_saves_and_gives_more_rows(desk: FlaskClient) -> None:
    assert len(BeautifulSoup(desk.get(PAGE).text, "html.parser").select("textarea")) == 10
    answer = desk.post(PAGE, data=rows(*(f"Lapp {n}" for n in range(10)), version="0", more="y"))
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert len(BeautifulSoup(desk.get(PAGE).text, "html.parser").select("textarea")) == 20
    told = rows(*(f"Lapp {n}" for n in range(12)), version=str(version_on(desk.get(PAGE))), read="y")
    assert desk.post(PAGE, data=told).location == f"{PAGE}/lasning"


def test_two_pages_that_save_lose_nothing(desk: FlaskClient) -> None:
    first = saved(desk, rows("Ett", "Två"))["version"]
    saved(desk, rows("Ett", "Två", "Tre från den ena"), first)
    told = saved(desk, rows("Ett och lite till", "Två", "Fyra från den andra"), first)
    assert [row["text"] for row in told["added"]] == ["Tre från den ena"]  # "Ett" goes on in "Ett och lite till"
    assert texts_on(desk.get(PAGE)) == ["Ett och lite till", "Två", "Fyra från den andra", "Tre från den ena"]
    page = desk.post(PAGE, data=rows("Fem", version=str(first), read="y"))
    assert page.status_code == 409
    assert "4 rader därifrån ligger nu sist" in words(page)
    assert texts_on(page) == ["Fem", "Ett och lite till", "Två", "Fyra från den andra", "Tre från den ena"]


def test_a_batch_is_ones_own(desk: FlaskClient, sign_in: SignIn) -> None:
    saved(desk, rows("Min lapp"))
    other = sign_in("coordinator")
    assert texts_on(other.get(PAGE)) == []
    saved(other, rows("Min lapp också"))
    assert texts_on(desk.get(PAGE)) == ["Min lapp"]


def test_store_all_sent_twice_stores_once(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows("Ett", "Två"))
    version = version_on(desk.get(f"{PAGE}/lasning"))
    desk.post(f"{PAGE}/lagra", data={"version": version})
    again = desk.post(f"{PAGE}/lagra", data={"version": version})
    assert again.location == f"{PAGE}?sparade=0"
    assert "redan sparade" in words(desk.get(again.location))
    assert row_count(session, Concern) == 2


def test_store_all_sent_twice_at_the_same_moment_stores_once(app: Flask, desk: FlaskClient, session: Session) -> None:
    saved(desk, rows(*(f"Lapp nummer {n}" for n in range(20))))
    version = version_on(desk.get(f"{PAGE}/lasning"))
    with desk.session_transaction() as cookie:
        token = cookie["token"]
    answers: list[int] = []

    def send() -> None:
        client = app.test_client()
        with client.session_transaction() as own:
            own["token"] = token
        answers.append(client.post(f"{PAGE}/lagra", data={"version": version}).status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 4
    assert row_count(session, Concern) == 20


def test_a_page_of_a_stored_batch_brings_nothing_back_but_what_is_new(desk: FlaskClient, session: Session) -> None:
    version = saved(desk, rows("Ett", "Två"))["version"]
    stored(desk)
    told = saved(desk, rows("Ett", "Två", "Tre"), version)
    assert texts_on(desk.get(PAGE)) == ["Tre"]
    assert told["version"] != version
    # and the old page's "store all" does not store the new batch unread
    page = desk.post(f"{PAGE}/lagra", data={"version": version})
    assert page.status_code == 409
    assert row_count(session, Concern) == 2


def test_what_changes_while_it_is_read_is_read_again(desk: FlaskClient, session: Session) -> None:
    version = saved(desk, rows("Ett"))["version"]
    saved(desk, rows("Ett", "Något som ingen läst"), version)
    page = desk.post(f"{PAGE}/lagra", data={"version": version})
    assert page.status_code == 409
    assert "Något som ingen läst" in words(page)
    assert row_count(session, Concern) == 0


def test_an_urgent_note_is_stored_urgent_and_says_what_to_do(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows("hjälp han har en kniv nu", "Det är mörkt vid tunneln"))
    page = words(desk.get(f"{PAGE}/lasning"))
    assert "1 lapp kan vara akut." in page
    assert "ring 112" in page
    answer = stored(desk)
    assert answer.location == f"{PAGE}?sparade=2&akuta=1"
    assert "ring 112" in words(desk.get(answer.location))
    assert [(row.urgent, row.warned) for row in concerns(session)] == [(False, False), (True, False)]


@pytest.mark.parametrize(
    ("text", "why"), [("x" * 1501, "Högst 1 500 tecken."), ("ja", "Skriv minst tre tecken, eller töm raden.")]
)
def test_a_note_that_cannot_be_stored_is_pointed_out_and_kept(
    desk: FlaskClient, session: Session, text: str, why: str
) -> None:
    page = desk.post(PAGE, data=rows("En bra lapp", text, version="0", read="y"))
    assert page.status_code == 422
    assert f"Lapp 2: {why}" in words(page)
    assert texts_on(page) == ["En bra lapp", text]
    assert texts_on(desk.get(PAGE)) == ["En bra lapp", text]
    assert desk.get(f"{PAGE}/lasning").status_code == 303
    desk.post(f"{PAGE}/lagra", data={"version": version_on(desk.get(PAGE))})
    assert row_count(session, Concern) == 0


def test_fifteen_hundred_characters_are_stored(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows("å" * 1500))
    stored(desk)
    assert len(concerns(session)[0].text) == 1500


def test_characters_that_no_keyboard_writes(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows("Mörkt\x00 i tunneln\u202e nu", "\x00", areas="\x00 \x00", area_all="\x00"))
    stored(desk)
    assert [row.text for row in concerns(session)] == ["Mörkt  i tunneln nu"]


def test_a_full_batch_is_saved_and_one_more_is_kept_on_the_page(desk: FlaskClient, session: Session) -> None:
    saved(desk, rows(*(f"Lapp {n} " + "ord " * 300 for n in range(MOST_ROWS))))
    stored(desk)
    assert row_count(session, Concern) == MOST_ROWS
    page = desk.post(PAGE, data=rows(*(f"Lapp {n}" for n in range(500)), version="0", read="y"))
    assert page.status_code == 422
    assert "Högst 200 lappar på en gång." in words(page)
    assert len(texts_on(page)) == 500
    answer = desk.post(f"{PAGE}/spara", data=rows(*(f"Lapp {n}" for n in range(500)), version="0"))
    assert (answer.status_code, answer.get_json()["problem"][:10]) == (422, "Högst 200 ")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_a_forged_version(desk: FlaskClient, session: Session, version: str) -> None:
    saved(desk, rows("Ett"))
    assert desk.post(f"{PAGE}/lagra", data={"version": version}).status_code == 409
    assert desk.post(f"{PAGE}/spara", data=rows("Två", version=version)).status_code == 200
    assert texts_on(desk.get(PAGE)) == ["Två", "Ett"]


def test_nothing_written_is_nothing_to_read(desk: FlaskClient) -> None:
    assert desk.post(PAGE, data=rows("", version="0", read="y")).location == PAGE
    assert desk.get(f"{PAGE}/lasning").location == PAGE


def test_a_draft_takes_no_notes(desk: FlaskClient, session: Session, meeting: Meeting) -> None:
    session.get_one(Meeting, meeting.id).status = MeetingStatus.DRAFT
    session.commit()
    assert desk.post(f"{PAGE}/spara", data=rows("Ett", version="0")).status_code == 422
    assert "textarea" not in desk.get(PAGE).text
    assert row_count(session, PaperBatch) == 0


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLICE, Role.ADMIN])
def test_only_organisers_type(sign_in: SignIn, meeting: Meeting, role: Role) -> None:
    assert sign_in(role).get(PAGE).status_code == 403


def test_a_meeting_of_another_municipality(sign_in: SignIn, meeting: Meeting) -> None:
    assert sign_in("organiser", "0781").get(PAGE).status_code == 404
