"""Notes from the tables: several at once, masked, one's own to change, and concerns where they are one."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue.models import (
    AuditEvent,
    Channel,
    Concern,
    ConversationNote,
    Daypart,
    Meeting,
    MeetingStatus,
    Municipality,
    Role,
)
from tests.integration.organising.room import Clients, last_week, staff, words_on

__all__ = ["staff"]  # a fixture

NOTES = "/motesplanering/TEST1/anteckningar"


@pytest.fixture
def meeting(session: Session, municipality: Municipality) -> Meeting:
    """Held last week."""
    return last_week(session, municipality, MeetingStatus.HELD)


def note(client: FlaskClient, text: str, **more: str) -> TestResponse:
    head = {"table": "Bord 3", "question": "Var känner du dig otrygg?", "taken_by": "fältassistent"}
    return client.post(NOTES, data=head | {"text": text} | more)


def stored(session: Session) -> list[ConversationNote]:
    session.rollback()
    return session.query(ConversationNote).order_by(ConversationNote.id).all()


def test_each_line_is_a_note_and_persons_are_blacked_out(staff: Clients, session: Session) -> None:
    answer = note(staff[0], "Mörkt vid tunneln\r\n\r\n- Ring mig på 070-123 45 67\n• Anna Svensson kör för fort")
    assert answer.status_code == 303
    assert [row.text for row in stored(session)] == [
        "Mörkt vid tunneln", "Ring mig på ⟦PHONE⟧", "⟦NAME⟧ kör för fort"
    ]  # fmt: skip
    page = staff[0].get(answer.location)
    assert "3 anteckningar är sparade." in words_on(page)
    assert 'value="Bord 3"' in page.get_data(as_text=True)  # the next note is likely from the same table


@pytest.mark.parametrize(
    ("field", "told", "says"),
    [
        ("taken_by", "", "Skriv din roll"),
        ("taken_by", "Anna Svensson", "inte ett namn"),
        ("text", " \n ", "minst en anteckning"),
        ("text", "x" * 2001, "högst 2 000 tecken"),
        ("text", "rad\n" * 61, "högst 60"),
    ],
)
def test_bad_input_is_said_and_kept(staff: Clients, session: Session, field: str, told: str, says: str) -> None:
    answer = note(staff[0], **({"text": "Mörkt"} | {field: told}))
    assert answer.status_code == 422
    assert says in words_on(answer)
    assert told.strip() in answer.get_data(as_text=True)
    assert stored(session) == []


def test_only_ones_own_note_is_changed_or_taken_away(staff: Clients, session: Session) -> None:
    note(staff[0], "Mörkt vid tunneln")
    at = f"{NOTES}/{stored(session)[0].id}"
    told = {"taken_by": "fältassistent", "text": "Mörkt i hela tunneln"}
    assert staff[1].get(at).status_code == 404
    assert staff[1].post(at, data=told | {"delete": "1"}).status_code == 404
    assert staff[0].post(at, data=told).status_code == 303
    assert stored(session)[0].text == "Mörkt i hela tunneln"
    assert staff[0].post(at, data={"delete": "1"}).status_code == 303
    assert stored(session) == []


def test_a_note_becomes_a_concern_of_the_meeting_and_its_day_once(
    staff: Clients, session: Session, meeting: Meeting
) -> None:
    note(staff[0], "Mörkt vid tunneln\nDet här är ingen oro")
    chosen = {"note": str(stored(session)[0].id)}
    for client in staff:
        assert client.post(f"{NOTES}/oro", data=chosen).status_code == 303
    session.rollback()
    concern = session.query(Concern).one()
    assert (concern.channel, concern.meeting_id, concern.text) == (Channel.MEETING, meeting.id, "Mörkt vid tunneln")
    assert (concern.received_on, concern.received_daypart) == (meeting.held_on, Daypart.EVENING)
    assert concern.receipt_hash is None
    assert [row.concern_id for row in stored(session)] == [concern.id, None]


def test_a_summed_up_meeting_takes_no_more_notes_and_loses_none(
    staff: Clients, session: Session, meeting: Meeting
) -> None:
    note(staff[0], "Mörkt vid tunneln")
    meeting.status = MeetingStatus.SUMMED_UP
    session.commit()
    answer = note(staff[0], "För sent")
    assert answer.status_code == 409
    assert "Mörkt vid tunneln" in words_on(answer)
    at = f"{NOTES}/{stored(session)[0].id}"
    assert staff[0].post(at, data={"delete": "1"}).status_code == 409
    assert len(stored(session)) == 1


def test_reading_others_notes_is_logged(staff: Clients, session: Session) -> None:
    note(staff[0], "Mörkt vid tunneln")
    staff[0].get(NOTES)
    assert session.query(AuditEvent).filter_by(event="notes_opened").count() == 0
    session.rollback()
    staff[1].get(NOTES)
    assert session.query(AuditEvent).filter_by(event="notes_opened").one().subject["notes"] == [stored(session)[0].id]


def test_two_who_write_at_the_same_moment_lose_nothing(staff: Clients, session: Session) -> None:
    start, answers = Barrier(2), []

    def save(client: FlaskClient) -> None:
        start.wait()
        answers.append(note(client, "En\nTvå\nTre").status_code)

    threads = [Thread(target=save, args=(client,)) for client in staff]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303]
    assert len(stored(session)) == 6


def test_other_municipalities_and_readers_stay_outside(
    staff: Clients, sign_in: Callable[..., FlaskClient], session: Session
) -> None:
    note(staff[0], "Mörkt vid tunneln")
    chosen = {"note": str(stored(session)[0].id)}
    assert sign_in(Role.COORDINATOR, "0781").post(f"{NOTES}/oro", data=chosen).status_code == 404
    assert sign_in(Role.POLICE).get(NOTES).status_code == 403
    assert session.query(Concern).count() == 0


def test_a_token_that_is_old_costs_nothing_that_was_written(app: Flask, staff: Clients, session: Session) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = note(staff[0], "Mörkt vid tunneln")
    assert answer.status_code == 422
    assert "Mörkt vid tunneln</textarea>" in answer.get_data(as_text=True)
    assert stored(session) == []
