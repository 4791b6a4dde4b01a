"""What an organiser can write wrong, what is said of it, and that nothing written is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.extensions import db
from dialogue.models import Meeting, MeetingRevision, Registration, Role, SeatStatus
from tests.integration.organising.conftest import INVITATION, Desk, invitation, soon

Stored = Callable[[str], Meeting]
SPRING, AUTUMN = "2027-03-28", "2027-10-31"  # the nights when the clocks are changed
WRONG = {
    "a day that has been": ({"held_on": "2020-01-01"}, "Dagen har redan varit"),
    "no day": ({"held_on": ""}, "Välj dag"),
    "a day that is none": ({"held_on": "2027-02-30"}, "Välj dag"),
    "a slip in the year": ({"held_on": "2207-03-01"}, "mer än fem år bort"),
    "an end before the start": ({"starts_at": "18:30", "ends_at": "17:00"}, "slutar innan det börjar"),
    "an end that is the start": ({"starts_at": "18:30", "ends_at": "18:30"}, "slutar innan det börjar"),
    "an hour that is none": ({"starts_at": "25:00"}, "Skriv klockslaget med siffror"),
    "an hour that is jumped over": (
        {"held_on": SPRING, "starts_at": "02:30", "ends_at": ""}, "Klockan 02.30 finns inte den natten"
    ),
    "an hour that comes twice": (
        {"held_on": AUTUMN, "starts_at": "02:30", "ends_at": ""}, "Klockan 02.30 kommer två gånger den natten"
    ),
    "an end that comes twice": (
        {"held_on": AUTUMN, "starts_at": "01:00", "ends_at": "02:15"}, "Klockan 02.15 kommer två gånger den natten"
    ),
    "a long title": ({"title": "x" * 200}, "Högst 120 tecken får plats. Ta bort 80."),
    "no title": ({"title": " \u202e\x00 "}, "Skriv en rubrik"),
    "nothing to influence": ({"can_influence": ""}, "Skriv vad besökarna kan påverka"),
    "nothing decided": ({"decided": " "}, "Skriv vad som redan är bestämt"),
    "nobody who invites": ({"hosts": []}, "Kryssa i minst en"),
    "a point in the sea": ({"point": "14.24, 56.65"}, "Skriv latitud och longitud"),
    "half a point": ({"point": "56.65"}, "Skriv latitud och longitud"),
    "seats in words": ({"capacity": "fyrtio"}, "Skriv antalet platser med siffror"),
    "no seats": ({"capacity": "0"}, "Skriv antalet platser med siffror"),
    "other digits": ({"capacity": "٤٠"}, "Skriv antalet platser med siffror"),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_slip_is_told_and_the_rest_is_kept(desk: Desk, session: Session, wrong: dict[str, Any], said: str) -> None:
    before = session.query(Meeting).count()
    session.rollback()
    answer = desk.post("/nytt", **invitation(**wrong))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert 'role="alert"' in page
    assert any(f'<a href="#{name}">' in page for name in wrong)
    assert "Skolgatan 1" in page
    assert "Tåg från Älmhult 18.04" in page
    assert session.query(Meeting).count() == before


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_hours_around_the_jump_are_allowed(desk: Desk, day: str) -> None:
    desk.register(held_on=day, starts_at="01:30", ends_at="03:30")


def test_the_first_day_that_can_be_chosen_is_today(desk: Desk) -> None:
    assert desk.post("/nytt", **invitation(held_on=soon(0))).status_code == 303
    assert desk.post("/nytt", **invitation(held_on=soon(-1))).status_code == 422


def test_a_title_cannot_turn_the_page_around(desk: Desk, stored: Stored) -> None:
    code = desk.register(title="Trygg \u202eåter\u202c \u2067hem\u2069\x00 <b>nu</b>")
    assert stored(code).title == "Trygg åter hem <b>nu</b>"
    page = desk.page(f"/{code}")
    assert "<h1><bdi>Trygg åter hem &lt;b&gt;nu&lt;/b&gt;</bdi></h1>" in page
    assert "<bdi>Trygg åter hem" in desk.page()


def test_an_arabic_title_stands_in_its_own_direction(desk: Desk) -> None:
    code = desk.register(title="لقاء حول الأمان")
    assert "<bdi>لقاء حول الأمان</bdi>" in desk.page(f"/{code}")


def test_a_title_of_120_characters_fits(desk: Desk, stored: Stored) -> None:
    assert len(stored(desk.register(title="å" * 120)).title) == 120


@pytest.mark.parametrize("page", ["", "/andra", "/historik", "/forhandsgranska", "/sprak/en", "/stall-in", "/serie"])
def test_a_meeting_of_another_municipality_does_not_exist(desk: Desk, plant: Callable[..., Meeting], page: str) -> None:
    plant("LJU22", 20, area=None, municipality="0781")
    assert desk.client.get(f"/motesplanering/LJU22{page}").status_code == 404
    assert desk.client.get(f"/motesplanering/%00{page}").status_code == 404


@pytest.mark.parametrize("step", ["publicera", "stall-in", "hallet", "kasta", "kopiera", "serie", "andra", "sprak/ar"])
def test_nor_can_anything_be_done_with_it(
    desk: Desk, plant: Callable[..., Meeting], session: Session, step: str
) -> None:
    plant("LJU22", 20, area=None, municipality="0781")
    assert desk.post(f"/LJU22/{step}", **invitation(reason="x", version="1")).status_code == 404
    assert session.query(MeetingRevision).count() == 0


def test_fewer_seats_than_are_taken_is_refused_and_more_moves_the_line_up(
    desk: Desk, stored: Stored, session: Session
) -> None:
    code = desk.publish(capacity="10")
    meeting = stored(code)
    for place, (people, status) in enumerate([(8, SeatStatus.SEATED), (4, SeatStatus.WAITING)], 1):
        session.add(
            Registration(
                municipality_id=meeting.municipality_id, meeting_id=meeting.id, code_hash=bytes([place]) * 32,
                people=people, status=status, place_in_line=place, registered_on=clock.today(),
            )
        )  # fmt: skip
    session.commit()
    session.rollback()
    refused = desk.edit(code, capacity="7", change_note="Mindre lokal")
    assert refused.status_code == 422
    assert "8 personer har redan plats" in refused.get_data(as_text=True)
    assert stored(code).capacity == 10
    assert desk.edit(code, capacity="12", change_note="Större lokal").status_code == 303
    session.rollback()
    assert {row.status for row in session.query(Registration)} == {SeatStatus.SEATED}


def test_a_number_or_a_name_in_the_public_words_is_warned_of_and_not_barred(desk: Desk) -> None:
    code = desk.register(about="Frågor? Ring Anna Svensson, 070-123 45 67.", can_influence="Belysning längs väg 23.")
    page = desk.page(f"/{code}")
    assert "Läs igenom: det här kan peka ut någon" in page
    assert "liknar ett telefonnummer." in page
    assert "liknar ett namn." in page
    assert "070-123 45 67" in desk.page(f"/{code}/forhandsgranska")
    assert desk.post(f"/{code}/publicera", version=desk.version(code)).location.endswith("publicerat")
    assert "Läs igenom: det här kan peka ut" not in desk.page(f"/{desk.register()}")


def test_a_form_with_an_old_token_is_shown_again_with_all_that_was_written(
    app: Flask, sign_in: Callable[..., FlaskClient], session: Session
) -> None:
    client = sign_in(Role.ORGANISER)
    before = session.query(Meeting).count()
    session.rollback()
    answer = client.post("/motesplanering/nytt", data=invitation(csrf_token="old"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Du har varit borta en stund. Allt du skrev står kvar" in page
    assert INVITATION["can_influence"] in page
    token = page.rsplit('name="csrf_token" value="', 1)[1].split('"')[0]
    assert session.query(Meeting).count() == before
    assert client.post("/motesplanering/nytt", data=invitation(csrf_token=token)).status_code == 303


def test_who_was_signed_out_gets_back_what_was_written(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    answer = app.test_client().post("/motesplanering/nytt", data=invitation(about="Rad ett\nRad två", csrf_token="x"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "Logga in i en ny flik" in page
    assert 'value="Rad ett\nRad två"' in page
    assert 'name="target_ages" value="16-29"' in page
    assert "csrf_token" not in page


def test_the_same_form_sent_twice_at_once_is_one_draft(app: Flask, desk: Desk, session: Session) -> None:
    before = session.query(Meeting).count()
    session.rollback()
    cookie = desk.client.get_cookie("dialogue_staff")
    assert cookie is not None
    answers: list[str] = []

    def send() -> None:
        client = app.test_client()
        client.set_cookie("dialogue_staff", cookie.value)
        answers.append(client.post("/motesplanering/nytt", data=invitation(code="K7MPT")).location)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    assert session.query(Meeting).count() == before + 1


HOSTILE = (
    "\x00", "\ud800", "’; DROP TABLE meeting; --", "😀" * 200, "9" * 400, "-1", "1e9", "\u202e", "<b>", "\r\n\r\n", "٣",
)  # fmt: skip


@pytest.mark.parametrize("name", [*invitation(), "code", "version", "scope", "change_note", "val-title", "unknown"])
def test_no_field_makes_the_site_fall(desk: Desk, plant: Callable[..., Meeting], name: str) -> None:
    plant("PLANT", 20)
    for value in HOSTILE:
        form = invitation(version="1") | {name: value.encode("utf-8", "surrogatepass")}
        assert desk.post("/nytt", **form).status_code in (303, 422), value
        assert desk.post("/PLANT/andra", **form).status_code in (303, 409, 422), value


def test_no_address_makes_the_site_fall(desk: Desk, plant: Callable[..., Meeting]) -> None:
    plant("PLANT", 20)
    for value in ("%00", "%ff", "%F0%9F%98%80", "a" * 3000, "PLANT%00", "%E2%80%AE"):
        for path in (f"?klart={value}", f"/nytt?omrade={value}&alder={value}", f"/PLANT?klart={value}&med={value}"):
            assert desk.client.get(f"/motesplanering{path}").status_code == 200, path
        for path in (f"/{value}", f"/{value}/andra", f"/PLANT/sprak/{value}"):
            assert desk.client.get(f"/motesplanering{path}").status_code == 404, path
        for step in ("publicera", "hallet", "kasta", "stall-in", "serie", "kopiera"):
            assert desk.post(f"/{value}/{step}", version=value, new=value).status_code == 404, step


def test_the_pages_ask_the_database_no_more_for_many_meetings(
    app: Flask, desk: Desk, plant: Callable[..., Meeting]
) -> None:
    def statements(path: str) -> int:
        asked: list[str] = []
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", count := lambda *told: asked.append(told[2]))
        desk.page(path)
        event.remove(engine, "before_cursor_execute", count)
        return len(asked)

    plant("FIRST", 10, target_ages=["16-29"])
    desk.page("")  # the session is touched once a minute
    few = {path: statements(path) for path in ("", "/tackning", "/FIRST", "/FIRST/historik", "/FIRST/andra")}
    for count in range(15):
        plant(f"M{count:04}", 10 + count)
        plant(f"H{count:04}", -10 - count)
    assert {path: statements(path) for path in few} == few
    assert max(few.values()) <= 30, few
