"""The organiser's page of guests: sums that are right, questions answered or hidden, nobody else's meeting."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from dialogue import clock
from dialogue.models import Meeting, Municipality, Question, Role
from tests.conftest import row_count
from tests.integration.meetings.conftest import CODE, fields, make_meeting, register, words

__all__ = ["make_meeting", "register"]

Making = Callable[..., Meeting]
PAGE = f"/motesplanering/{CODE}/anmalda"


@pytest.fixture
def asked(session: Session, make_meeting: Making) -> int:
    """A question put to a meeting; its number."""
    meeting = make_meeting()
    question = Question(
        municipality_id=meeting.municipality_id, meeting_id=meeting.id, nonce_hash=b"n" * 32,
        text="Kommer ⟦NAME⟧?", asked_on=clock.today(),
    )  # fmt: skip
    session.add(question)
    session.commit()
    return question.id


def answered(desk: FlaskClient, answer: str) -> "MultiDict[str, str]":
    """What the first question's form sends with this answer."""
    told = fields(desk.get(PAGE))
    told["answer"] = answer
    return told


def test_people_and_needs_are_summed_over_those_who_have_a_seat(
    sign_in: Callable[..., FlaskClient], make_meeting: Making, register: Callable[..., str]
) -> None:
    make_meeting(capacity=10)
    register(3, needs=["access"], interpreter="so")
    register(2, interpreter="so")
    register(4, needs=["access", "child"])
    register(5, needs=["child"])  # waits
    said = words(sign_in(Role.ORGANISER).get(PAGE))
    for row in (
        "Lokalen rymmer 10 personer.", "Har plats 9 3", "Står i kö 5 1", "Tolk till somaliska 5 2",
        "Hjälp att komma in eller följa med 7 2", "Plats för barn 4 1",
    ):  # fmt: skip
        assert row in said, row


def test_an_answer_is_public_and_a_hidden_question_is_not(
    sign_in: Callable[..., FlaskClient], client: FlaskClient, asked: int
) -> None:
    desk = sign_in(Role.COORDINATOR)
    assert "väntar på svar" in words(desk.get(PAGE))
    told = answered(desk, "Ja.")
    assert desk.post(f"{PAGE}/fraga/{asked}", data=told).status_code == 303
    assert "Kommer namn ? Ja." in words(client.get(f"/moten/{CODE}"))
    told = fields(desk.get(PAGE)) | {"hide": "y"}
    desk.post(f"{PAGE}/fraga/{asked}", data=told)
    assert "Kommer" not in words(client.get(f"/moten/{CODE}"))


def test_the_second_to_answer_sees_what_the_first_wrote_and_loses_nothing(
    sign_in: Callable[..., FlaskClient], asked: int
) -> None:
    one, two = sign_in(Role.COORDINATOR), sign_in(Role.ORGANISER)
    forms = [fields(desk.get(PAGE)) for desk in (one, two)]
    first, late = forms
    first["answer"] = "Ja."
    one.post(f"{PAGE}/fraga/{asked}", data=first)
    late["answer"] = "Nej, tyvärr."
    page = two.post(f"{PAGE}/fraga/{asked}", data=late)
    assert page.status_code == 409
    assert "”Ja.”" in words(page)
    assert "Nej, tyvärr." in page.text
    again = fields(page)
    assert again["was"] == "Ja."
    assert two.post(f"{PAGE}/fraga/{asked}", data=again).status_code == 303


@pytest.mark.parametrize("answer", ["x" * 2001, "\x00", "<script>alert(1)</script>"])
def test_hostile_answers(sign_in: Callable[..., FlaskClient], client: FlaskClient, asked: int, answer: str) -> None:
    desk = sign_in(Role.ORGANISER)
    told = answered(desk, answer)
    assert desk.post(f"{PAGE}/fraga/{asked}", data=told).status_code == (422 if len(answer) > 2000 else 303)
    assert "<script>alert" not in client.get(f"/moten/{CODE}").text


def test_readers_read_and_only_organisers_answer(
    sign_in: Callable[..., FlaskClient], asked: int, session: Session, municipality: Municipality
) -> None:
    told = answered(sign_in(Role.ORGANISER), "Ja.")
    assert sign_in(Role.POLICE).get(PAGE).status_code == 200
    assert sign_in(Role.POLICE).post(f"{PAGE}/fraga/{asked}", data=told).status_code in (400, 403)
    assert sign_in(Role.ADMIN).get(PAGE).status_code == 403
    assert sign_in(Role.ORGANISER, "0781").get(PAGE).status_code == 404
    for odd in ("x", "-1", "9" * 40, "١"):
        desk = sign_in(Role.ORGANISER)
        assert desk.post(f"{PAGE}/fraga/{odd}", data=answered(desk, "Ja.")).status_code == 404
    assert row_count(session, Question) == 1
    assert session.query(Question).one().answer == ""
