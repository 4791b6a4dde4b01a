"""What the tests of the organiser's desk share."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Area, Meeting, MeetingStatus, Municipality, Role

INVITATION: dict[str, Any] = {
    "title": "Hur trygg är vägen till tåget?", "starts_at": "18:30", "ends_at": "20:00", "area": "dio",
    "place": "Diö skola, matsalen", "address": "Skolgatan 1", "point": "56.65, 14.24",
    "about": "Vi samtalar i små grupper.", "can_influence": "Belysning och klippning längs gångvägen.",
    "decided": "Tågtiderna ändras inte.", "hosts": ["police", "municipality"], "target_ages": ["16-29", "30-49"],
    "languages": ["sv", "en"], "interpreter": ["ar"], "access": ["step_free", "child_corner"],
    "transport": "Tåg från Älmhult 18.04", "capacity": "40",
}  # fmt: skip


def soon(days: int = 30) -> str:
    """A day to come, as a form has it."""
    return (clock.today() + timedelta(days=days)).isoformat()


def invitation(**other: Any) -> dict[str, Any]:
    """A filled form."""
    return {"held_on": soon(), **INVITATION, **other}


class Desk:
    """An organiser at work."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def page(self, path: str = "") -> str:
        """What a page of the desk says."""
        answer = self.client.get(f"/motesplanering{path}")
        assert answer.status_code == 200, answer.status_code
        return answer.get_data(as_text=True)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form."""
        return self.client.post(f"/motesplanering{path}", data=form)

    def register(self, **other: Any) -> str:
        """A new draft; gives its code."""
        answer = self.post("/nytt", **invitation(**other))
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.location.split("/")[-1].partition("?")[0]

    def version(self, code: str) -> str:
        """The version that the form of a meeting carries."""
        return self.page(f"/{code}/andra").split('name="version" value="')[1].split('"')[0]

    def edit(self, code: str, **other: Any) -> TestResponse:
        """Save a meeting's form, on top of what is saved unless a version is given."""
        form = invitation(**other)
        form.setdefault("version", self.version(code))
        return self.post(f"/{code}/andra", **form)

    def publish(self, **other: Any) -> str:
        """A published meeting; gives its code."""
        code = self.register(**other)
        assert self.post(f"/{code}/publicera", version=self.version(code)).location.endswith("publicerat")
        return code


@pytest.fixture
def desk(app: Flask, sign_in: Callable[..., FlaskClient]) -> Desk:
    """An organiser in Älmhult."""
    app.config["WTF_CSRF_ENABLED"] = False
    return Desk(sign_in(Role.ORGANISER))


@pytest.fixture
def stored(session: Session) -> Callable[[str], Meeting]:
    """`stored(code)` → the meeting as the database has it now."""

    def _stored(code: str) -> Meeting:
        session.rollback()
        found = session.query(Meeting).filter_by(code=code).one()
        session.expunge(found)  # what it was stays readable, and no transaction stays open
        session.rollback()
        return found

    return _stored


@pytest.fixture
def plant(session: Session) -> Callable[..., Meeting]:
    """`plant(code, days, area="dio", municipality="0765", …)` → a meeting so many days from today."""

    def _plant(code: str, days: int, area: str | None = "dio", municipality: str = "0765", **other: Any) -> Meeting:
        place = session.query(Municipality).filter_by(code=municipality).one()
        found = session.query(Area).filter_by(municipality_id=place.id, code=area).one_or_none()
        told = {
            "municipality_id": place.id, "code": code, "title": f"Möte {code}", "place": "Salen", "starts_at": "18:00",
            "held_on": clock.today() + timedelta(days=days), "area_id": found.id if found else None,
            "status": MeetingStatus.HELD if days < 0 else MeetingStatus.PUBLISHED, "can_influence": "Mycket",
            "decided": "Inget", "hosts": ["police"], "languages": ["sv"],
        } | other  # fmt: skip
        meeting = Meeting(**told)
        session.add(meeting)
        session.commit()
        session.refresh(meeting)
        session.expunge(meeting)
        session.rollback()
        return meeting

    return _plant
