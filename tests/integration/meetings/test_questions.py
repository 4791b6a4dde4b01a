"""Questions put beforehand: masked before they are stored, stored once, no more anonymous than a concern."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Concern, Meeting, MeetingStatus, Question
from tests.conftest import row_count
from tests.integration.meetings.conftest import CODE, check_html, fields, words

Making = Callable[..., Meeting]
URGENT = "Just nu står en man med kniv och hotar folk vid stationen"


def write(client: FlaskClient, text: str):  # type: ignore[no-untyped-def]
    told = fields(client.get(f"/moten/{CODE}/fraga"))
    told["text"] = text
    return client.post(f"/moten/{CODE}/fraga", data=told)


def test_names_and_numbers_never_reach_the_database(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    preview = check_html(write(client, "Kan Anna Svensson på 070-123 45 67 hämta nyckeln?"))
    assert "070" not in preview.text
    assert row_count(session, Question) == 0  # nothing is stored before it has been read through
    sent = [client.post(f"/moten/{CODE}/fraga/skicka", data=fields(preview)) for _ in range(2)]
    assert all("Tack. Din fråga är skickad." in words(check_html(page)) for page in sent)
    session.rollback()
    (stored,) = session.query(Question).all()
    assert stored.text == "Kan ⟦NAME⟧ på ⟦PHONE⟧ hämta nyckeln?"
    assert (stored.answer, stored.hidden) == ("", False)


def test_what_was_not_previewed_is_masked_and_shown_first(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    told = fields(write(client, "Blir det kaffe?"))
    told["text"] = "Ring 070-123 45 67"
    answer = client.post(f"/moten/{CODE}/fraga/skicka", data=told)
    assert "Läs igenom" in words(answer)
    assert "070" not in answer.text
    assert row_count(session, Question) == 0


def test_an_urgent_question_meets_112_first_and_can_still_be_sent(
    client: FlaskClient, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    page = check_html(write(client, URGENT))
    assert "Är någon i fara nu?" in words(page)
    again = client.post(f"/moten/{CODE}/fraga", data=fields(page, 1) | {"change": "y"})
    assert fields(again)["text"].startswith("Just nu")
    for _ in range(2):  # sent twice, it is one question and one concern
        client.post(f"/moten/{CODE}/fraga/skicka", data=fields(page))
    assert row_count(session, Question) == 1
    concern = session.scalars(select(Concern)).one()
    assert concern.urgent, "it stands first in the coordinator's queue"
    assert concern.meeting_id is not None


@pytest.mark.parametrize("text", ["", "  ", "a", "\x00\x00\x00", "\u202e\u202e", "x" * 1501, "\n" * 50])
def test_what_cannot_be_a_question_is_asked_for_again(
    client: FlaskClient, make_meeting: Making, session: Session, text: str
) -> None:
    make_meeting()
    answer = check_html(write(client, text))
    assert answer.status_code == 422
    assert "Inte skickat än" in words(answer)
    assert row_count(session, Question) == 0


@pytest.mark.parametrize(
    "text", ["هل توجد قهوة؟", "<script>alert(1)</script>", "a\x00b\u202ec", "🎉" * 300, "x" * 1500]
)
def test_any_script_is_kept_and_nothing_runs(
    client: FlaskClient, make_meeting: Making, session: Session, text: str
) -> None:
    make_meeting()
    preview = check_html(write(client, text))
    assert "<script>alert" not in preview.text
    client.post(f"/moten/{CODE}/fraga/skicka", data=fields(preview))
    assert row_count(session, Question) == 1


def test_a_closed_meeting_takes_no_questions(client: FlaskClient, make_meeting: Making, session: Session) -> None:
    make_meeting("OPEN")
    make_meeting(status=MeetingStatus.CANCELLED)
    told = fields(client.get("/moten/OPEN/fraga")) | {"text": "Blir det kaffe?"}
    for path in ("fraga", "fraga/skicka"):
        assert client.post(f"/moten/{CODE}/{path}", data=told).status_code == 409
    assert row_count(session, Question) == 0


def test_another_site_cannot_ask(client: FlaskClient, make_meeting: Making) -> None:
    make_meeting()
    told = fields(client.get(f"/moten/{CODE}/fraga")) | {"text": "Blir det kaffe?"}
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(f"/moten/{CODE}/fraga", data=told, headers=headers).status_code == 403
