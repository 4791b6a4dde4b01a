"""What cannot go on gets a page that says why, with the text kept."""

from collections.abc import Callable
from importlib import import_module

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue.models import Concern
from dialogue.throttle import LOOK_UP, Limit, Throttle
from tests.conftest import row_count
from tests.integration.intake.conftest import CALM_TEXT, fields, words

Preview = Callable[..., TestResponse]


@pytest.mark.parametrize("text", ["", "  \n ", "ab", "\x00\x07", "\u202e\u2066"])
def test_too_little_text_says_what_to_do(preview: Preview, text: str) -> None:
    page = preview(text, area="liatorp")
    assert page.status_code == 422
    assert "Skriv minst tre tecken" in words(page)
    assert fields(page)["area"] == "liatorp"


def test_too_much_text_is_kept_and_refused(preview: Preview) -> None:
    long = "mörkt " * 300
    page = preview(long)
    assert page.status_code == 422
    assert fields(page)["text"] == long.strip()


def test_exactly_1500_characters_pass(preview: Preview) -> None:
    assert preview("å" * 1500).status_code == 200
    assert preview("å" * 1501).status_code == 422


def test_a_huge_body_is_turned_away(client: FlaskClient) -> None:
    assert client.post("/oro", data={"text": "x" * 400_000}).status_code == 413


def test_more_than_three_topics_is_refused(preview: Preview, client: FlaskClient) -> None:
    page = preview(CALM_TEXT, topics=["trafik", "belysning", "narkotika", "hundar"])
    assert page.status_code == 422
    assert "Välj högst tre ämnen" in words(page)
    told = fields(preview(CALM_TEXT))
    told.setlist("topics", ["trafik", "belysning", "narkotika", "hundar"])
    assert client.post("/oro/skicka", data=told).status_code == 422


@pytest.mark.parametrize("name", ["area", "topics", "daypart", "days", "frequency", "knowledge", "age"])
def test_answers_that_were_not_offered_are_refused(preview: Preview, name: str) -> None:
    page = preview(CALM_TEXT, **{name: "'; DROP TABLE concern; --"})
    assert page.status_code == 422
    assert fields(page)["text"] == CALM_TEXT


@pytest.mark.parametrize("change", ["area", "daypart"])
def test_answers_forged_after_the_preview_are_refused(
    client: FlaskClient, preview: Preview, session: Session, change: str
) -> None:
    told = fields(preview(CALM_TEXT))
    told[change] = "somewhere"
    assert client.post("/oro/skicka", data=told).status_code == 422
    assert row_count(session, Concern) == 0


def test_hostile_text_is_shown_as_text(client: FlaskClient, preview: Preview, session: Session) -> None:
    page = preview("<script>alert(1)</script>\u202e evil \x00 \"'><img src=x>")
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    client.post("/oro/skicka", data=fields(page))
    session.rollback()
    text = session.scalars(select(Concern.text)).one()
    assert text.startswith("<script>alert(1)</script> evil")
    assert "\u202e" not in text
    assert "\x00" not in text


def test_bytes_that_are_no_text_do_not_break_the_page(client: FlaskClient) -> None:
    token = fields(client.get("/oro"))["token"].encode()
    kind = "application/x-www-form-urlencoded"
    for body in (b"text=%ED%A0%80abc", b"text=%FF%FEabc", b"text=abc&area=%00", b"text=abc&meeting=%00", b"%00=%00"):
        page = client.post("/oro", data=body + b"&token=" + token, content_type=kind)
        assert page.status_code in (200, 422)
        page.text.encode()


def test_a_form_from_yesterday_keeps_the_text(client: FlaskClient, session: Session) -> None:
    with time_machine.travel("2026-11-22 10:00:00+01:00"):
        told = fields(client.get("/oro"))
    told["text"] = CALM_TEXT
    told["area"] = "liatorp"
    with time_machine.travel("2026-11-23 10:00:05+01:00"):
        for address in ("/oro", "/oro/skicka"):
            page = client.post(address, data=told)
            assert page.status_code == 422
            assert "Formuläret var för gammalt" in words(page)
            again = fields(page)
            assert (again["text"], again["area"]) == (CALM_TEXT, "liatorp")
            assert client.post("/oro", data=again).status_code == 200
    assert row_count(session, Concern) == 0


@pytest.mark.parametrize("token", ["", "x", "WyJhIiwgdHJ1ZV0.abc.def"])
def test_a_forged_form_keeps_the_text(client: FlaskClient, session: Session, token: str) -> None:
    page = client.post("/oro/skicka", data={"text": CALM_TEXT, "token": token})
    assert page.status_code == 422
    assert fields(page)["text"] == CALM_TEXT
    assert row_count(session, Concern) == 0


def test_a_text_changed_after_the_preview_is_masked_again(
    client: FlaskClient, preview: Preview, session: Session
) -> None:
    told = fields(preview(CALM_TEXT))
    told["text"] = "Skriv till stina@exempel.se i stället."
    page = client.post("/oro/skicka", data=told)
    assert "stina@exempel.se" not in page.text
    assert row_count(session, Concern) == 0
    client.post("/oro/skicka", data=fields(page))
    session.rollback()
    assert session.scalars(select(Concern.text)).one() == "Skriv till ⟦EMAIL⟧ i stället."


def test_a_proof_from_another_form_does_not_fit(client: FlaskClient, preview: Preview, session: Session) -> None:
    told, other = fields(preview(CALM_TEXT)), fields(preview(CALM_TEXT))
    told["proof"] = other["proof"]
    page = client.post("/oro/skicka", data=told)
    assert "Den är inte skickad än" in words(page)
    assert row_count(session, Concern) == 0


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_other_sites_cannot_send(
    client: FlaskClient, preview: Preview, session: Session, headers: dict[str, str]
) -> None:
    told = fields(preview(CALM_TEXT))
    for address in ("/oro", "/oro/skicka"):
        page = client.post(address, data=told, headers=headers)
        assert page.status_code == 403
        assert fields(page)["text"] == CALM_TEXT
    for address in ("/kvitto", "/kvitto/ta-tillbaka"):
        assert client.post(address, data={"receipt": "1"}, headers=headers).status_code == 403
    assert row_count(session, Concern) == 0


def test_a_hundred_from_one_address_pass_and_a_flood_waits_with_its_text(
    app: Flask, client: FlaskClient, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = fields(preview(CALM_TEXT), form=1)
    for _ in range(100):
        assert client.post("/oro", data=told).status_code == 200
    app.extensions["throttle"] = Throttle()
    monkeypatch.setattr(import_module("dialogue.intake.flow"), "INTAKE", Limit("intake", 1, 600))
    assert client.post("/oro", data=told).status_code == 200
    page = client.post("/oro", data=told)
    assert page.status_code == 429
    assert fields(page)["text"] == CALM_TEXT


def test_looking_up_is_slowed_down(client: FlaskClient) -> None:
    answers = [client.post("/kvitto", data={"receipt": "1"}).status_code for _ in range(LOOK_UP.count + 1)]
    assert answers[0] == 422
    assert answers[-1] == 429
