"""From the room to the public page: counted, promised, written, read by a second person, followed up."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import (
    Attendance,
    Channel,
    Concern,
    Daypart,
    Meeting,
    MeetingRevision,
    MeetingStatus,
    MeetingSummary,
    MeetingText,
    Municipality,
    PromiseStatus,
    Role,
    RoomPromise,
    Topic,
)
from tests.integration.organising.room import Clients, last_week, staff, words_on

__all__ = ["staff"]  # a fixture

STEP, TEXT, READ = ("/motesplanering/TEST1/avslut" + page for page in ("", "/text", "/lasning"))
PROMISE = {
    "promise-0-text": "Lamporna vid tunneln lagas", "promise-0-owner": "Gatuchef", "promise-0-due": "2027-02-01"
}  # fmt: skip
WORDS = {"heard": "Ni berättade om mörkret vid tunneln.", "next_steps": "Vi börjar med lamporna."}


@pytest.fixture
def meeting(session: Session, municipality: Municipality) -> Meeting:
    """Held last week."""
    return last_week(session, municipality, MeetingStatus.PUBLISHED)


def gather(client: FlaskClient, version: int, **more: str) -> TestResponse:
    return client.post(STEP, data={"version": version, "people-30-49-woman": "12", **PROMISE, **more})


def write(client: FlaskClient, version: int, *, send: bool = True, **more: str) -> TestResponse:
    return client.post(TEXT, data={"version": version, **WORDS, **more} | ({"send": "1"} if send else {}))


def approve(client: FlaskClient, version: int) -> TestResponse:
    return client.post("/motesplanering/TEST1/avslut/publicera", data={"version": version})


def public(session: Session, meeting: Meeting) -> MeetingSummary | None:
    """What visitors read."""
    session.rollback()
    query = session.query(MeetingSummary).filter(MeetingSummary.published_on.is_not(None))
    return query.order_by(MeetingSummary.version.desc()).first()


def test_the_whole_way_to_a_public_summary(staff: Clients, session: Session, meeting: Meeting) -> None:
    author, reader = staff
    assert gather(author, 0, theme="belysning").status_code == 303
    draft = words_on(author.get(TEXT))
    assert "Tack till alla som kom till Diö skola" in draft
    assert "mest om: – Det är mörkt" in draft
    assert "1 februari 2027" in draft
    assert write(author, 1, **{"text-en": "Thank you for coming."}).status_code == 303
    assert public(session, meeting) is None
    assert "ber dig läsa" in words_on(reader.get(READ))
    assert approve(reader, 2).status_code == 303
    assert public(session, meeting).heard == WORDS["heard"]
    session.refresh(meeting)
    assert meeting.status is MeetingStatus.SUMMED_UP
    assert session.get(MeetingText, (meeting.id, "en")).summary == "Thank you for coming."
    assert [row.event for row in session.query(MeetingRevision).order_by(MeetingRevision.id)] == ["held", "summed_up"]


def test_the_author_is_never_the_second_reader(staff: Clients, session: Session, meeting: Meeting) -> None:
    author, _ = staff
    gather(author, 0)
    write(author, 1)
    answer = approve(author, 2)
    assert answer.status_code == 409
    assert "Någon annan ska läsa den" in words_on(answer)
    assert public(session, meeting) is None
    row = session.query(MeetingSummary).filter_by(version=2).one()
    with pytest.raises(IntegrityError):
        session.execute(
            update(MeetingSummary)
            .where(MeetingSummary.version == 2)
            .values(approved_by_id=row.written_by_id, published_on=clock.today())
        )
    session.rollback()


def test_exactly_the_version_that_was_read_is_approved(staff: Clients, session: Session, meeting: Meeting) -> None:
    author, reader = staff
    gather(author, 0)
    write(author, 1)
    write(author, 2, heard="En annan text, som ingen har läst.")
    answer = approve(reader, 2)
    assert answer.status_code == 409
    assert "har sparats på nytt" in words_on(answer)
    assert public(session, meeting) is None
    assert approve(reader, 3).status_code == 303


def test_a_draft_that_was_not_sent_cannot_be_approved(staff: Clients, session: Session, meeting: Meeting) -> None:
    author, reader = staff
    gather(author, 0)
    write(author, 1, send=False)
    assert approve(reader, 2).status_code == 409
    assert public(session, meeting) is None


def test_a_correction_is_read_again_while_the_first_text_stays(
    staff: Clients, session: Session, meeting: Meeting
) -> None:
    author, reader = staff
    gather(author, 0)
    write(author, 1)
    approve(reader, 2)
    write(reader, 2, heard="Rättat: ni berättade om mer än mörkret.")
    assert public(session, meeting).heard == WORDS["heard"]
    assert "den förra texten" in words_on(author.get(READ))
    assert approve(reader, 3).status_code == 409  # the reader of the first text wrote this one
    assert approve(author, 3).status_code == 303
    assert public(session, meeting).heard.startswith("Rättat")


def test_it_is_sent_back_with_a_note(staff: Clients, session: Session, meeting: Meeting) -> None:
    author, reader = staff
    gather(author, 0)
    write(author, 1, heard="Anna Svensson berättade om mörkret.")
    page = reader.get(READ)
    assert "Anna Svensson" in words_on(page).partition("liknar ett namn")[2]
    assert "<mark>Anna Svensson</mark> berättade" in page.get_data(as_text=True)
    back = reader.post("/motesplanering/TEST1/avslut/tillbaka", data={"version": "2", "note": "Ta bort namnet."})
    assert back.status_code == 303
    assert "Ta bort namnet." in words_on(author.get(TEXT))
    assert approve(reader, 2).status_code == 409
    assert write(author, 2).status_code == 303
    assert approve(reader, 3).status_code == 303
    assert "Ta bort namnet." not in words_on(author.get(TEXT))


def test_the_second_to_save_sees_both_texts_and_loses_nothing(staff: Clients, session: Session) -> None:
    first, second = staff
    gather(first, 0)
    write(first, 1, send=False, heard="Det som Anna på kontoret skrev.")
    answer = write(second, 1, heard="Det som den andra skrev.")
    page = words_on(answer)
    assert answer.status_code == 409
    assert "Test organiser sparade medan du skrev" in page
    assert "Det som Anna på kontoret skrev." in page
    assert "Det som den andra skrev." in page
    assert 'name="version" value="2"' in answer.get_data(as_text=True)
    assert write(second, 2, heard="Det som båda skrev.").status_code == 303


def test_the_second_to_count_keeps_the_promises_of_both(staff: Clients, session: Session) -> None:
    first, second = staff
    gather(first, 0)
    mine = {"promise-0-text": "Polisen går genom tunneln", "promise-0-owner": "Kommunpolis"}
    answer = gather(second, 0, **mine)
    assert answer.status_code == 409
    assert "Lamporna vid tunneln lagas" in words_on(answer)
    assert 'value="Polisen går genom tunneln"' in answer.get_data(as_text=True)
    assert gather(second, 1, **mine).status_code == 303
    assert session.query(RoomPromise).count() == 2


@pytest.mark.parametrize(
    ("field", "told", "says"),
    [
        ("promise-0-owner", "", "vilken roll som ansvarar"),
        ("promise-0-owner", "Anna Svensson", "inte ett namn"),
        ("promise-0-due", "", "vilken dag"),
        ("promise-0-due", "2026-13-01", "vilken dag"),
        ("promise-0-text", "x" * 401, "3–400 tecken"),
        ("people-16-29-man", "-3", "med siffror"),
        ("people-16-29-man", "9999", "med siffror"),
        ("people-16-29-man", "två", "med siffror"),
    ],
)
def test_bad_input_is_said_and_kept(staff: Clients, session: Session, field: str, told: str, says: str) -> None:
    answer = gather(staff[0], 0, **{field: told})
    assert answer.status_code == 422
    assert says in words_on(answer)
    assert f'value="{told}"' in answer.get_data(as_text=True)
    assert 'value="12"' in answer.get_data(as_text=True)
    assert session.query(MeetingSummary).count() == 0


def test_a_summary_without_words_is_not_sent(staff: Clients, session: Session) -> None:
    gather(staff[0], 0)
    answer = write(staff[0], 1, next_steps="")
    assert answer.status_code == 422
    assert "Skriv minst en mening." in words_on(answer)
    assert WORDS["heard"] in answer.get_data(as_text=True)


def test_small_counts_are_merged_wherever_others_look(staff: Clients, session: Session) -> None:
    author, reader = staff
    gather(author, 0, **{"people-16-29-woman": "3", "people-16-29-man": "14"})
    write(author, 1)
    page = reader.get(READ).get_data(as_text=True)
    cells = [cell.get_text(strip=True) for cell in BeautifulSoup(page, "html.parser").select(".people td, .people th")]
    assert "3" not in cells
    assert session.query(Attendance).count() == 3


def test_themes_are_counted_from_the_texts_of_the_meeting(
    staff: Clients, session: Session, meeting: Meeting, municipality: Municipality
) -> None:
    topics = {row.code: row for row in session.query(Topic).filter_by(municipality_id=municipality.id)}
    topics["trafik"].merged_into_id, topics["trafik"].status = topics["belysning"].id, "merged"
    for code, number in (("belysning", 4), ("trafik", 3), ("narkotika", 2)):
        session.add_all(
            Concern(
                municipality_id=municipality.id, text="Mörkt", channel=Channel.MEETING, meeting_id=meeting.id,
                received_on=meeting.held_on, received_daypart=Daypart.EVENING, topic_id=topics[code].id,
            )
            for _ in range(number)
        )  # fmt: skip
    session.commit()
    page = words_on(staff[0].get(STEP)).partition("Vad handlade det om?")[2]
    assert "9 texter" in page
    assert re.search(r"trasig belysning 7|[Mm]örkt \S* ?7|7", page.partition("Andra teman")[0])
    assert "Droger färre än 5" in page
    assert "Bilar kör för fort" not in page


def test_a_public_promise_is_followed_up_not_taken_away(staff: Clients, session: Session) -> None:
    author, reader = staff
    gather(author, 0)
    write(author, 1)
    approve(reader, 2)
    promise = session.query(RoomPromise).one()
    told = {"promise-0-id": str(promise.id), "promise-0-removed": "on"}
    session.rollback()
    assert gather(author, 2, **told).status_code == 303
    assert session.query(RoomPromise).count() == 1


def test_a_promise_that_was_never_public_can_be_taken_away(staff: Clients, session: Session) -> None:
    gather(staff[0], 0)
    promise = session.query(RoomPromise).one()
    told = {"promise-0-id": str(promise.id), "promise-0-removed": "on"}
    session.rollback()
    gather(staff[0], 1, **told)
    assert session.query(RoomPromise).count() == 0


def follow_up(client: FlaskClient, promise: int, status: str, outcome: str, seen: str = "open") -> TestResponse:
    told = {"status": status, "outcome": outcome, "seen_status": seen, "seen_outcome": ""}
    return client.post(f"/motesplanering/loften/{promise}", data=told)


def test_promises_overdue_come_first_and_are_followed_up(
    staff: Clients, session: Session, meeting: Meeting, municipality: Municipality
) -> None:
    author, reader = staff
    late, soon = clock.today() - timedelta(days=3), clock.today() + timedelta(days=3)
    for text, due in (("Snart", soon), ("Försenat", late)):
        session.add(
            RoomPromise(municipality_id=municipality.id, meeting_id=meeting.id, text=text, owner="Gatuchef", due_on=due)
        )
    session.commit()
    page = words_on(author.get("/motesplanering/loften"))
    assert page.index("Försenat") < page.index("Snart")
    assert "skulle vara klart" in page
    promise = session.query(RoomPromise).filter_by(text="Försenat").one().id
    session.rollback()
    assert follow_up(author, promise, "kept", "").status_code == 422
    assert follow_up(author, promise, "kept", "Klart, ring 070-123 45 67").status_code == 303
    row = session.get(RoomPromise, promise)
    assert (row.status, row.outcome) == (PromiseStatus.KEPT, "Klart, ring ⟦PHONE⟧")
    session.rollback()
    stale = follow_up(reader, promise, "dropped", "Ingen har råd")
    assert stale.status_code == 409
    assert 'value="Ingen har råd"' in stale.get_data(as_text=True)
    assert session.get(RoomPromise, promise).status is PromiseStatus.KEPT


def test_a_meeting_is_closed_from_its_day_on(staff: Clients, session: Session, meeting: Meeting) -> None:
    meeting.held_on = clock.today() + timedelta(days=1)
    session.commit()
    answer = gather(staff[0], 0)
    assert answer.status_code == 409
    assert "från och med den dag" in words_on(answer)
    assert 'value="Lamporna vid tunneln lagas"' in answer.get_data(as_text=True)
    assert "promise-0-text" not in staff[0].get(STEP).get_data(as_text=True)
    assert session.query(MeetingSummary).count() == 0


@pytest.mark.parametrize("status", [MeetingStatus.DRAFT, MeetingStatus.CANCELLED])
def test_what_was_never_held_is_not_closed(
    staff: Clients, session: Session, meeting: Meeting, status: MeetingStatus
) -> None:
    meeting.status = status
    session.commit()
    gather(staff[0], 0)
    assert session.query(MeetingSummary).count() == 0


def test_a_meeting_of_another_municipality_does_not_exist(
    staff: Clients, sign_in: Callable[..., FlaskClient], session: Session
) -> None:
    gather(staff[0], 0)
    promise = session.query(RoomPromise).one().id
    session.rollback()
    other = sign_in(Role.COORDINATOR, "0781")
    assert other.get(STEP).status_code == 404
    assert gather(other, 1).status_code == 404
    assert approve(other, 1).status_code == 404
    assert follow_up(other, promise, "kept", "Klart").status_code == 404
    assert "Lamporna" not in words_on(other.get("/motesplanering/loften"))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLICE])
def test_readers_see_promises_but_close_nothing(
    staff: Clients, sign_in: Callable[..., FlaskClient], session: Session, role: Role
) -> None:
    gather(staff[0], 0)
    other = sign_in(role)
    assert "Lamporna vid tunneln lagas" in words_on(other.get("/motesplanering/loften"))
    assert other.get(STEP).status_code == 403


def test_two_who_save_at_the_same_moment_make_one_version(staff: Clients, session: Session) -> None:
    gather(staff[0], 0)
    start, answers = Barrier(2), []

    def save(client: FlaskClient) -> None:
        start.wait()
        answers.append(write(client, 1, send=False).status_code)

    threads = [Thread(target=save, args=(client,)) for client in staff]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert session.query(MeetingSummary).count() == 2


def test_a_token_that_is_old_costs_nothing_that_was_written(app: Flask, staff: Clients, session: Session) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = gather(staff[0], 0)
    assert answer.status_code == 422
    assert "Allt du skrev står kvar" in words_on(answer)
    assert 'value="Lamporna vid tunneln lagas"' in answer.get_data(as_text=True)
    assert session.query(MeetingSummary).count() == 0
    assert approve(staff[0], 1).status_code == 400


def test_hostile_input_is_stored_as_words_or_refused(staff: Clients, session: Session) -> None:
    told = {"promise-0-text": "<script>alert(1)</script> \x00\u202e' OR 1=1 --", "theme": "finns\x00inte"}
    assert gather(staff[0], 0, **told).status_code == 303
    promise = session.query(RoomPromise).one()
    assert promise.text == "<script>alert(1)</script> ' OR 1=1 --"
    assert session.query(MeetingSummary).one().themes == []
    session.rollback()
    page = staff[0].get("/motesplanering/loften").get_data(as_text=True)
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert follow_up(staff[0], 10**30, "kept", "Klart").status_code == 404
    assert staff[0].post(TEXT, data={"version": "9" * 40, **WORDS}).status_code == 409
