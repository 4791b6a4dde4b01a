"""The public page of a meeting that was summed up: the approved words, the promises as they stand, no small count."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Meeting, MeetingStatus, MeetingSummary, MeetingText, PromiseStatus, RoomPromise, Staff
from tests.integration.meetings.conftest import CODE, words

ATTENDANCE = [["16-29", "woman", 3], ["16-29", "man", 9], ["30-49", "woman", 12], ["65+", "unknown", 2]]


@pytest.fixture
def summed_up(session: Session, make_meeting: Callable[..., Meeting]) -> Meeting:
    """Held a month ago, its first version approved, a second one being written."""
    meeting = make_meeting(held_on=clock.today() - timedelta(days=30), status=MeetingStatus.SUMMED_UP)
    author, reader = (Staff(email=f"{name}@example.se", name=name) for name in ("anna", "bo"))
    promise = RoomPromise(
        municipality_id=meeting.municipality_id, meeting_id=meeting.id, text="Lamporna lagas", owner="Gatuchef",
        due_on=clock.today() - timedelta(days=1), status=PromiseStatus.OPEN, outcome="",
    )  # fmt: skip
    session.add_all([author, reader, promise])
    session.flush()
    told = {
        "municipality_id": meeting.municipality_id, "meeting_id": meeting.id, "next_steps": "Vi börjar i vår.",
        "themes": ["belysning"], "texts": {}, "attendance": ATTENDANCE, "written_by_id": author.id,
        "promises": [[promise.id, promise.text, promise.owner, promise.due_on.isoformat()]],
    }  # fmt: skip
    approved = {"approved_by_id": reader.id, "published_on": clock.today()}
    session.add(MeetingSummary(version=1, heard="Ni talade om mörkret.", **told, **approved))
    session.add(MeetingSummary(version=2, heard="Det här har ingen godkänt.", **told, awaits_reader=True))
    session.commit()
    return meeting


def test_the_approved_words_are_public_and_the_later_ones_are_not(client: FlaskClient, summed_up: Meeting) -> None:
    page = words(client.get(f"/moten/{CODE}"))
    assert "Ni talade om mörkret." in page
    assert "Det här har ingen godkänt." not in page


def test_a_promise_shows_how_it_goes(client: FlaskClient, summed_up: Meeting, session: Session) -> None:
    assert "Försenat." in words(client.get(f"/moten/{CODE}"))
    promise = session.query(RoomPromise).one()
    promise.status, promise.outcome = PromiseStatus.KEPT, "Alla lampor lyser, säger ⟦NAME⟧"
    session.commit()
    page = words(client.get(f"/moten/{CODE}"))
    assert "Hållet. Alla lampor lyser, säger namn" in page


def counts(page: TestResponse) -> list[str]:
    """The numbers beside an age or a gender."""
    return [told.partition("</dd>")[0] for told in page.get_data(as_text=True).split("<dd>")[1:] if "</div>" in told]


def test_small_counts_are_not_on_the_page(client: FlaskClient, summed_up: Meeting) -> None:
    page = client.get(f"/moten/{CODE}")
    assert {"3", "2"}.isdisjoint(counts(page))
    assert "26" in counts(page)


def test_other_languages_fall_back_and_say_so(client: FlaskClient, summed_up: Meeting, session: Session) -> None:
    page = words(client.get(f"/en/moten/{CODE}"))
    assert "Ni talade om mörkret." in page
    session.add(
        MeetingText(municipality_id=summed_up.municipality_id, meeting_id=summed_up.id, lang="en", summary="You came.")
    )
    session.commit()
    page = words(client.get(f"/en/moten/{CODE}"))
    assert "You came." in page
    assert "Ni talade om mörkret." not in page


def test_before_anything_is_approved_there_is_nothing(
    client: FlaskClient, make_meeting: Callable[..., Meeting]
) -> None:
    make_meeting(held_on=clock.today() - timedelta(days=2), status=MeetingStatus.HELD)
    assert "tog vi med oss" not in words(client.get(f"/moten/{CODE}"))
