"""The receipt opens all that is stored, and takes it back for good."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Concern, ConcernVector, DecidedBy, Tombstone, Topic
from tests.conftest import row_count
from tests.integration.intake.conftest import CALM_TEXT, fields, receipt_of, words

Sent = Callable[..., str]


def test_it_shows_what_was_told(client: FlaskClient, sent: Sent) -> None:
    receipt = sent(area="liatorp", topics=["belysning"], daypart="evening", knowledge="self", age="65+", lives_here="y")
    page = client.post("/kvitto", data={"receipt": receipt})
    read = words(page)
    assert page.status_code == 200
    for told in (CALM_TEXT, "Liatorp", "Det är mörkt", "Kväll", "Jag är själv utsatt", "65 år", "Jag bor här"):
        assert told in read
    assert "inte sorterad än" in read
    assert "Inget svar än" in read


def test_it_shows_what_was_judged(client: FlaskClient, sent: Sent, session: Session) -> None:
    receipt = sent()
    row = session.scalars(select(Concern)).one()
    topic = session.scalars(
        select(Topic).where(Topic.code == "belysning", Topic.municipality_id == row.municipality_id)
    ).one()
    row.topic_id, row.topic_by, row.topic_p = topic.id, DecidedBy.MACHINE, 0.62
    row.guesses, row.judged_by, row.lang = [["belysning", 0.62], ["trafik", 0.1]], "e5+kernel-1", "sv"
    row.urgent, row.urgent_reason, row.warned = True, "planned", True
    session.add(ConcernVector(concern_id=row.id, municipality_id=row.municipality_id, model_id="m", vector=b"12"))
    session.commit()
    read = words(client.post("/kvitto", data={"receipt": receipt}))
    for told in ("Det är mörkt (datorn föreslog)", "62 %", "e5+kernel-1", "sv", "En rad tal", str(row.id),
                 "på väg att hända", "du fick se den"):  # fmt: skip
        assert told.replace(" ", " ") in read.replace(" ", " "), told
    assert "inte sorterad än" not in read


@pytest.mark.parametrize("dress", [lambda r: r.replace(" ", ""), lambda r: r.replace(" ", "-"), lambda r: f"  {r}\n"])
def test_spaces_and_hyphens_do_not_matter(client: FlaskClient, sent: Sent, dress: Callable[[str], str]) -> None:
    assert CALM_TEXT in words(client.post("/kvitto", data={"receipt": dress(sent())}))


def test_a_mistyped_digit_is_noticed(client: FlaskClient, sent: Sent) -> None:
    receipt = sent()
    wrong = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    page = client.post("/kvitto", data={"receipt": wrong})
    assert page.status_code == 422
    assert "Kontrollera siffrorna" in words(page)
    assert CALM_TEXT not in page.text


def test_an_unknown_receipt_gets_a_clear_answer(client: FlaskClient) -> None:
    page = client.post("/kvitto", data={"receipt": "0" * 20})
    assert page.status_code == 404
    assert "Vi hittar ingen text med det numret" in words(page)


def test_taking_back_needs_a_yes(client: FlaskClient, sent: Sent, session: Session) -> None:
    receipt = sent()
    page = client.post("/kvitto/ta-tillbaka", data={"receipt": receipt})
    assert page.status_code == 422
    assert row_count(session, Concern) == 1


def test_taking_back_leaves_nothing_but_the_day(client: FlaskClient, sent: Sent, session: Session) -> None:
    receipt = sent()
    row = session.scalars(select(Concern)).one()
    session.add(ConcernVector(concern_id=row.id, municipality_id=row.municipality_id, model_id="m", vector=b"12"))
    session.commit()
    form = fields(client.post("/kvitto", data={"receipt": receipt}))
    assert "Texten är borttagen" in words(client.post("/kvitto/ta-tillbaka", data={**form, "sure": "y"}))
    assert row_count(session, Concern) == row_count(session, ConcernVector) == 0
    assert session.scalars(select(Tombstone.withdrawn_on)).one() == clock.today()
    read = words(client.post("/kvitto", data={"receipt": receipt}))
    assert "Texten är borttagen" in read
    assert CALM_TEXT not in read
    assert client.post("/kvitto/ta-tillbaka", data={"receipt": receipt, "sure": "y"}).status_code == 200
    assert row_count(session, Tombstone) == 1


def test_a_late_retry_does_not_bring_the_text_back(
    client: FlaskClient, preview: Callable[..., TestResponse], session: Session
) -> None:
    told = fields(preview(CALM_TEXT))
    receipt = receipt_of(client.post("/oro/skicka", data=told))
    client.post("/kvitto/ta-tillbaka", data={"receipt": receipt, "sure": "y"})
    assert receipt_of(client.post("/oro/skicka", data=told)) == receipt
    assert row_count(session, Concern) == 0


def test_another_municipality_does_not_open_it(app: Flask, client: FlaskClient, sent: Sent, session: Session) -> None:
    receipt = sent()
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"municipality": "0781"})
    assert client.post("/kvitto", data={"receipt": receipt}).status_code == 404
    assert client.post("/kvitto/ta-tillbaka", data={"receipt": receipt, "sure": "y"}).status_code == 404
    assert row_count(session, Concern) == 1
