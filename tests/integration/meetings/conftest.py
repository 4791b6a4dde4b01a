"""Meetings to visit, visitors who register, and pages that are valid HTML."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock, create_app
from dialogue.delivery import deliver
from dialogue.extensions import db
from dialogue.models import Area, Meeting, MeetingStatus, Municipality
from tests.databases import make_settings
from tests.integration.intake.conftest import fields, words
from tests.mailbox import Mailbox, mail_server

__all__ = ["fields", "words"]

CODE = "TEST1"


def soon() -> date:
    """A day that is to come."""
    return clock.today() + timedelta(days=16)


@pytest.fixture
def make_meeting(session: Session, municipality: Municipality) -> Callable[..., Meeting]:
    """`make_meeting(code, **columns)` → a published meeting in Diö in 16 days."""

    def _make(code: str = CODE, **columns: Any) -> Meeting:
        area = session.query(Area).filter_by(municipality_id=municipality.id, code="dio").one()
        told: dict[str, Any] = {
            "municipality_id": municipality.id, "title": "Hur trygg är vägen till tåget?", "place": "Diö skola",
            "address": "Skolgatan 1", "area_id": area.id, "held_on": soon(), "starts_at": "18:30", "ends_at": "20:00",
            "status": MeetingStatus.PUBLISHED,
        }  # fmt: skip
        meeting = Meeting(code=code, **(told | columns))
        session.add(meeting)
        session.commit()
        return meeting

    return _make


@pytest.fixture
def register(client: FlaskClient) -> Callable[..., str]:
    """`register(people, code=…, **answers)` → the code of the registration."""

    def _register(people: int | str = 1, code: str = CODE, **answers: Any) -> str:
        told = fields(client.get(f"/moten/{code}/anmalan"))
        told["people"] = str(people)
        for name, value in answers.items():
            told.setlist(name, value if isinstance(value, list) else [value])
        return own_code(client.post(f"/moten/{code}/anmalan", data=told))

    return _register


@pytest.fixture
def standing(client: FlaskClient) -> Callable[[str], str]:
    """`standing(code)` → the words of the page that the code opens."""
    return lambda code: words(client.post("/moten/anmalan", data={"code": code}))


def own_code(page: TestResponse) -> str:
    """The code on the page after registering."""
    found = BeautifulSoup(page.text, "html.parser").select_one(".receipt")
    assert found is not None, words(page)
    return found.text


def check_html(page: TestResponse) -> TestResponse:
    """The page parses without one fault, has one h1, and its ids are its own. Returns the page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page.text)
    faults = [(place, fault) for place, fault, _ in parser.errors if not fault.startswith("unexpected-bom")]
    assert faults == []
    soup = BeautifulSoup(page.text, "html.parser")
    assert len(soup.select("h1")) == 1
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for target in soup.select("[aria-describedby]"):
        assert set(str(target["aria-describedby"]).split()) <= set(ids)
    return page


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """The mail server that the site sends through."""
    with mail_server() as server:
        yield server


@pytest.fixture
def mailing(database_url: str, tmp_path: Path, mailbox: Mailbox) -> Iterator[Flask]:
    """The site with that mail server set."""
    settings = make_settings(database_url, tmp_path / "mailing").model_copy(
        update={
            "smtp_url": SecretStr(mailbox.url),
            "mail_from": "dialog@almhult.example",
            "site_url": "https://dialog.example",
        }
    )
    site = create_app(settings)
    site.testing = True
    site.config["TRUSTED_HOSTS"] = None  # a test's browser comes to localhost
    yield site
    site.extensions["jobs"].huey.storage.close()
    with site.app_context():
        db.engine.dispose()


def send_all(site: Flask) -> None:
    """What a worker does when it is woken."""
    with site.app_context():
        while deliver(site.extensions["settings"]):
            pass
