"""What the tests of the time after a meeting share: a meeting last week, and two who write about it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Meeting, MeetingStatus, Municipality, Role

Clients = tuple[FlaskClient, FlaskClient]


def last_week(session: Session, municipality: Municipality, status: MeetingStatus) -> Meeting:
    """A meeting that took place seven days ago."""
    row = Meeting(
        municipality_id=municipality.id, code="TEST1", title="Hur trygg är vägen hem?", place="Diö skola",
        held_on=clock.today() - timedelta(days=7), starts_at="18:00", status=status,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def staff(app: Flask, sign_in: Callable[..., FlaskClient], meeting: Meeting) -> Clients:
    """The author and a colleague, at different tables."""
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(Role.ORGANISER), sign_in(Role.COORDINATOR)


def words_on(answer: TestResponse) -> str:
    """The text of a page."""
    return re.sub(r"\s+", " ", BeautifulSoup(answer.get_data(as_text=True), "html.parser").get_text(" "))
