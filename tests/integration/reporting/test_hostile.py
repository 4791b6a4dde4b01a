"""Forged, odd and doubled posts to the reports, and what a report may call a change."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Report, Role
from dialogue.published import Quarter
from dialogue.reporting.parts import quarter_before

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def analyst(app: Flask, sign_in: SignIn) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(Role.ANALYST)


@pytest.mark.parametrize("number", ["2147483648", "9" * 30, "0", "-1", "x"])
@pytest.mark.parametrize("path", ["rad", "lagesbild"])
def test_a_number_that_no_report_has_is_not_found(
    analyst: FlaskClient, client: FlaskClient, path: str, number: str
) -> None:
    for address in (f"/rapporter/{path}/{number}", f"/rapporter/{path}/{number}.pdf"):
        assert analyst.get(address).status_code == 404
    assert analyst.post(f"/rapporter/{path}/{number}/offentlig", data={"on": "1"}).status_code in (404, 405)
    assert client.get(f"/oppna-data/rapporter/{number}").status_code == 404


@pytest.mark.parametrize("path", ["rad", "lagesbild"])
def test_two_presses_lock_one_report_and_keep_what_was_typed(analyst: FlaskClient, session: Session, path: str) -> None:
    told = {"last": "0", "asked": "Fler skolbesök", "incidents": ""}
    assert analyst.post(f"/rapporter/{path}", data=told).status_code == 303
    again = analyst.post(f"/rapporter/{path}", data=told)
    page = again.get_data(as_text=True)
    assert again.status_code == 409
    assert "En rapport är redan låst" in page
    assert f"/rapporter/{path}/1" in page
    assert ("Fler skolbesök" in page) is (path == "rad")
    assert len(session.scalars(select(Report)).all()) == 1


def test_odd_words_are_cleaned(analyst: FlaskClient) -> None:
    told = {"asked": "a\x00b\u202e\n\x00\n<script>", "incidents": "\x00"}
    page = analyst.get(analyst.post("/rapporter/rad", data=told).headers["Location"]).get_data(as_text=True)
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert "Inga kända." in page
    assert analyst.post("/rapporter/rad", data={"asked": "å" * 1_000_000}).status_code == 413


def quarter(first: date, last: date) -> Quarter:
    return Quarter(first, last, (), (), (), (), (), 0, (), last)


def test_a_quarter_is_only_compared_with_the_one_just_before() -> None:
    summer, spring = quarter(date(2026, 7, 1), date(2026, 9, 30)), quarter(date(2026, 4, 1), date(2026, 6, 30))
    winter = quarter(date(2026, 1, 1), date(2026, 3, 31))
    assert quarter_before([summer, spring, winter]) is spring
    assert quarter_before([summer, winter]) is None, "the spring had no texts, and the winter does not stand in"
    assert quarter_before([summer]) is None
