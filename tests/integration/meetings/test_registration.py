"""Registering without a name: seats, the line, the code, and what goes wrong."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from dialogue import attest, clock, keys, seats
from dialogue.extensions import db, transaction
from dialogue.models import Meeting, MeetingStatus, Registration, SeatStatus
from dialogue.throttle import LOOK_UP
from tests.conftest import row_count
from tests.integration.meetings.conftest import CODE, check_html, fields, own_code, soon, words

Making = Callable[..., Meeting]
Registering = Callable[..., str]
Standing = Callable[[str], str]


def test_a_seat_a_code_and_nothing_of_who(
    client: FlaskClient, make_meeting: Making, register: Registering, standing: Standing, session: Session
) -> None:
    make_meeting(capacity=5)
    code = register(3, needs=["access", "child"], interpreter="so")
    assert re.fullmatch(r"(\d{4} ){3}\d{4}", code)
    row = session.query(Registration).one()
    assert (row.people, row.needs, row.interpreter) == (3, ["access", "child", "interpreter"], "so")
    assert code.replace(" ", "").encode() not in row.code_hash
    said = standing(code.replace(" ", ""))
    assert "Ni har 3 platser." in said
    assert "tolk till somaliska" in said
    assert "Set-Cookie" not in client.get(f"/moten/{CODE}/anmalan").headers


def test_the_line_moves_up_by_itself_and_says_so(
    client: FlaskClient, make_meeting: Making, register: Registering, standing: Standing
) -> None:
    make_meeting(capacity=4)
    first, large, small = register(4), register(3), register(2)
    assert "i kö, som nummer 1." in standing(large)
    assert "i kö, som nummer 2." in standing(small)
    assert "Anmälan är avbokad" in words(client.post("/moten/anmalan/avboka", data={"code": first}))
    assert "Ni stod i kö och har nu fått plats." in standing(large)
    assert "i kö, som nummer 1." in standing(small)


def test_a_company_too_large_for_what_is_left_keeps_its_place_and_a_smaller_is_seated(
    client: FlaskClient, make_meeting: Making, register: Registering, standing: Standing
) -> None:
    make_meeting(capacity=4)
    first, large, small = register(4), register(3), register(1)
    client.post("/moten/anmalan/antal", data={"code": first, "people": "3"})
    assert "i kö, som nummer 1." in standing(large)
    assert "har nu fått plats" in standing(small)
    assert "Ni har 3 platser." in standing(first)


def test_more_people_than_there_are_seats_left_changes_nothing(
    client: FlaskClient, make_meeting: Making, register: Registering, standing: Standing
) -> None:
    make_meeting(capacity=4)
    code = register(3)
    answer = client.post("/moten/anmalan/antal", data={"code": code, "people": "5"})
    assert answer.status_code == 409
    assert "bara 1 ledig plats till" in words(answer)
    assert "Ni har 3 platser." in standing(code)
    assert client.post("/moten/anmalan/antal", data={"code": code, "people": "4"}).status_code == 200
    assert "Ni har 4 platser." in standing(code)


def test_without_limit_everybody_is_seated(make_meeting: Making, register: Registering, standing: Standing) -> None:
    make_meeting()
    assert all("Ni har 40 platser" in standing(register(40)) for _ in range(3))


def test_the_same_form_sent_twice_is_one_registration(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    make_meeting(capacity=5)
    told = fields(client.get(f"/moten/{CODE}/anmalan"))
    told["people"] = "2"
    codes = {own_code(client.post(f"/moten/{CODE}/anmalan", data=told)) for _ in range(3)}
    told["people"] = "3"  # gone back and changed: still the same registration, which the page shows as it is
    again = client.post(f"/moten/{CODE}/anmalan", data=told)
    assert codes == {own_code(again)}
    assert "Ni har 2 platser." in words(again)
    assert row_count(session, Registration) == 1


def test_the_last_seat_wanted_by_many_at_once_goes_to_one(app: Flask, make_meeting: Making, session: Session) -> None:
    make_meeting(capacity=1)
    many = 8
    forms = [fields(app.test_client().get(f"/moten/{CODE}/anmalan")) for _ in range(many)]
    start = Barrier(many)

    def send(told: "MultiDict[str, str]") -> str:
        client = app.test_client()
        start.wait()
        return words(client.post(f"/moten/{CODE}/anmalan", data=told))

    with ThreadPoolExecutor(many) as pool:
        answers = list(pool.map(send, forms))
    assert sum("Du har en plats." in answer for answer in answers) == 1
    session.rollback()
    rows = session.query(Registration).all()
    assert sorted(row.place_in_line for row in rows) == list(range(1, many + 1))
    assert [row.status for row in rows].count(SeatStatus.SEATED) == 1


def test_one_form_sent_by_many_at_once_is_one_registration(app: Flask, make_meeting: Making, session: Session) -> None:
    make_meeting(capacity=9)
    told = fields(app.test_client().get(f"/moten/{CODE}/anmalan"))
    start = Barrier(4)

    def send(_number: int) -> str:
        start.wait()
        return own_code(app.test_client().post(f"/moten/{CODE}/anmalan", data=told))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(4)))) == 1
    assert row_count(session, Registration) == 1


def test_seats_are_never_given_out_twice_whatever_happens_at_once(
    app: Flask, make_meeting: Making, register: Registering, session: Session
) -> None:
    meeting = make_meeting(capacity=10)
    codes = [register(2) for _ in range(8)]
    start = Barrier(len(codes))

    def turn(number: int) -> int:
        client, code = app.test_client(), codes[number]
        start.wait()
        if number % 2:
            return client.post("/moten/anmalan/avboka", data={"code": code}).status_code
        return client.post("/moten/anmalan/antal", data={"code": code, "people": str(1 + number)}).status_code

    with ThreadPoolExecutor(len(codes)) as pool:
        assert set(pool.map(turn, range(len(codes)))) <= {200, 409}
    session.rollback()
    taken = seats.seated(session, meeting.id)
    assert taken <= 10
    line = session.query(Registration).filter_by(status=SeatStatus.WAITING).all()
    assert all(row.people > 10 - taken for row in line)  # nobody waits who would fit


def test_a_raised_capacity_lets_the_line_in(
    app: Flask, make_meeting: Making, register: Registering, standing: Standing
) -> None:
    meeting = make_meeting(capacity=1)
    codes = [register(1) for _ in range(4)]
    with app.app_context(), transaction() as session:
        held = seats.hold(session, meeting.id)
        held.capacity = 3
        assert seats.move_up(session, held) == 2
    assert ["Ni står i kö" in standing(code) for code in codes] == [False, False, False, True]


@pytest.mark.parametrize(
    "columns",
    [
        {"status": MeetingStatus.CANCELLED},
        {"status": MeetingStatus.HELD},
        {"held_on": clock.today() - timedelta(days=1)},
    ],
    ids=["cancelled", "held", "past"],
)
def test_a_closed_meeting_takes_nobody(
    client: FlaskClient, make_meeting: Making, session: Session, columns: dict[str, Any]
) -> None:
    make_meeting("OPEN")
    make_meeting(**columns)
    told = fields(client.get("/moten/OPEN/anmalan"))
    page = check_html(client.get(f"/moten/{CODE}/anmalan"))
    assert "Anmälan till mötet är stängd." in words(page)
    assert client.post(f"/moten/{CODE}/anmalan", data=told).status_code == 409
    assert row_count(session, Registration) == 0


def test_it_closes_when_the_meeting_begins(app: Flask, make_meeting: Making) -> None:
    make_meeting(starts_at="18:30")
    begins = datetime.combine(soon(), time(18, 30), tzinfo=clock.SWEDEN)
    with time_machine.travel(begins - timedelta(hours=1)):
        forms = [fields(app.test_client().get(f"/moten/{CODE}/anmalan")) for _ in range(2)]
    for told, moment, status in zip(forms, (begins - timedelta(minutes=1), begins), (200, 409), strict=True):
        with time_machine.travel(moment, tick=False):
            assert app.test_client().post(f"/moten/{CODE}/anmalan", data=told).status_code == status


def test_a_cancelled_meeting_says_so_where_the_code_is_looked_up(
    client: FlaskClient, make_meeting: Making, register: Registering, standing: Standing, session: Session
) -> None:
    meeting = make_meeting()
    code = register(1)
    session.get_one(Meeting, meeting.id).status = MeetingStatus.CANCELLED
    session.commit()
    assert "Mötet är inställt. Det blir inte av." in standing(code)
    assert client.post("/moten/anmalan/avboka", data={"code": code}).status_code == 200


HOSTILE = ["", "0", "-1", "41", "1.5", "1e1", "två", "1" * 400, "\x00", "\u202e3", "3\n4", "<script>", "'; drop", "²"]


@pytest.mark.parametrize("people", HOSTILE)
def test_what_is_no_number_is_asked_for_again(
    client: FlaskClient, make_meeting: Making, session: Session, people: str
) -> None:
    make_meeting()
    told = fields(client.get(f"/moten/{CODE}/anmalan"))
    told["people"] = people
    answer = check_html(client.post(f"/moten/{CODE}/anmalan", data=told)) if "\x00" not in people else None
    answer = answer or client.post(f"/moten/{CODE}/anmalan", data=told)
    assert answer.status_code == 422
    assert "ett antal från 1 till 40" in words(answer)
    assert row_count(session, Registration) == 0


def test_arabic_digits_are_digits(make_meeting: Making, register: Registering, standing: Standing) -> None:
    make_meeting()
    code = register("٣")
    assert "Ni har 3 platser." in standing(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))


@pytest.mark.parametrize(("name", "value"), [("interpreter", "xx"), ("needs", "gold"), ("needs", "interpreter")])
def test_only_what_is_offered_can_be_asked_for(
    client: FlaskClient, make_meeting: Making, session: Session, name: str, value: str
) -> None:
    make_meeting()
    told = fields(client.get(f"/moten/{CODE}/anmalan"))
    told[name] = value
    answer = check_html(client.post(f"/moten/{CODE}/anmalan", data=told))
    assert answer.status_code == 422
    assert "Välj bland svaren som finns." in words(answer)


@pytest.mark.parametrize("token", ["", "x", "W10.x.y", "\x00", "å" * 5000])
def test_a_forged_or_missing_token_stores_nothing_and_keeps_what_was_written(
    client: FlaskClient, make_meeting: Making, session: Session, token: str
) -> None:
    make_meeting()
    answer = client.post(f"/moten/{CODE}/anmalan", data={"token": token, "people": "7"})
    assert answer.status_code == 422
    assert fields(answer)["people"] == "7"
    assert client.post(f"/moten/{CODE}/anmalan", data=fields(answer)).status_code == 200


def test_a_form_older_than_a_day_is_opened_anew(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting()
    told = fields(client.get(f"/moten/{CODE}/anmalan"))
    with time_machine.travel(clock.now() + timedelta(seconds=attest.LASTS + 2)):
        answer = client.post(f"/moten/{CODE}/anmalan", data=told)
    assert answer.status_code == 422
    assert "för gammalt" in words(answer)


def test_another_site_cannot_register_anybody(client: FlaskClient, make_meeting: Making, session: Session) -> None:
    make_meeting()
    told = fields(client.get(f"/moten/{CODE}/anmalan"))
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post(f"/moten/{CODE}/anmalan", data=told, headers=headers).status_code == 403
        assert client.post("/moten/anmalan", data={"code": "1"}, headers=headers).status_code == 403
    assert row_count(session, Registration) == 0


@pytest.mark.parametrize("code", ["", "1234", "x" * 16, "1" * 16, "\x00" * 16, "9" * 5000, "1234567890123456"])
def test_a_mistyped_code_is_asked_for_again(client: FlaskClient, code: str) -> None:
    for path in ("/moten/anmalan", "/moten/anmalan/antal", "/moten/anmalan/avboka"):
        assert client.post(path, data={"code": code, "people": "1"}).status_code == 422


def test_guessing_codes_is_slowed_without_storing_who_guesses(
    app: Flask, client: FlaskClient, make_meeting: Making, register: Registering
) -> None:
    make_meeting()
    code = register(1)
    wrong = "1000000000000008"
    answers = [client.post("/moten/anmalan", data={"code": wrong}).status_code for _ in range(LOOK_UP.count + 5)]
    assert answers[:2] == [404, 404] or answers[0] == 422
    assert answers[-1] == 429
    throttle = app.extensions["throttle"]
    assert b"127.0.0.1" not in b"".join(throttle._buckets)
    other = app.test_client().post("/moten/anmalan", data={"code": code}, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert other.status_code == 200


def test_a_code_opens_nothing_in_another_municipality(app: Flask, make_meeting: Making, register: Registering) -> None:
    make_meeting()
    code = register(1)
    other = app.extensions["settings"].model_copy(update={"municipality": "0781"})
    app.extensions["settings"] = other
    for path in ("/moten/anmalan", "/moten/anmalan/antal", "/moten/anmalan/avboka"):
        assert app.test_client().post(path, data={"code": code, "people": "1"}).status_code == 404


def test_the_code_is_in_no_address_and_no_log(
    client: FlaskClient, make_meeting: Making, register: Registering, caplog: pytest.LogCaptureFixture
) -> None:
    make_meeting()
    caplog.set_level("DEBUG")
    code = register(1)
    page = client.post("/moten/anmalan", data={"code": code})
    bare = code.replace(" ", "")
    for link in re.findall(r'(?:href|action|src)="([^"]*)"', page.text):
        assert bare not in link.replace("%20", "").replace("+", "")
    assert bare not in caplog.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_keys_of_codes_and_of_receipts_differ(app: Flask) -> None:
    with app.app_context():
        site = app.extensions["settings"]
        assert len({keys.receipt_key(site), keys.registration_key(site), keys.mail_key(site)}) == 3
        assert db.engine is not None
