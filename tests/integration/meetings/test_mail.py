"""Mail about changes: asked for, confirmed, sent once, ended in one tap, forgotten the day after."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar
from pydantic import SecretStr
from sqlalchemy.orm import Session

from dialogue import clock, jobs, meeting_news, retention
from dialogue.extensions import transaction
from dialogue.models import Follower, Meeting, MeetingStatus, OutgoingMail
from dialogue.throttle import FOLLOW
from tests.conftest import row_count
from tests.integration.meetings.conftest import CODE, check_html, fields, send_all, soon, words
from tests.mailbox import Mailbox, free_port

BASE = "https://dialog.example"
Making = Callable[..., Meeting]


def ask(site: Flask, email: str = "anna@example.se", prefix: str = "", code: str = CODE) -> None:
    client = site.test_client()
    told = fields(client.get(f"{prefix}/moten/{code}/mejl"))
    told["email"] = email
    answer = check_html(client.post(f"{prefix}/moten/{code}/mejl", data=told))
    assert answer.status_code == 200, words(answer)


def link_in(mailbox: Mailbox, index: int = -1) -> str:
    """The path of the page that the latest mail links to."""
    found = re.search(rf"{BASE}(/\S*mejl/[\w-]+)", mailbox.messages[index].get_body().get_content())
    assert found
    return found.group(1)


def follow(site: Flask, mailbox: Mailbox, email: str = "anna@example.se", prefix: str = "") -> str:
    """Ask, read the mail, press yes; gives the link's path."""
    ask(site, email, prefix)
    send_all(site)
    link = link_in(mailbox)
    site.test_client().post(link)
    mailbox.messages.clear()
    return link


def announce(site: Flask, code: str = CODE, kind: str = "changed", **columns: object) -> int:
    with site.test_request_context(), transaction() as session:
        meeting = session.query(Meeting).filter_by(code=code).one()
        for name, value in {"sequence": meeting.sequence + 1, "changed_on": clock.today(), **columns}.items():
            setattr(meeting, name, value)
        return meeting_news.announce(session, meeting, kind=kind, now=clock.now(), base_url=BASE)


def test_mail_is_not_offered_without_a_server(app: Flask, make_meeting: Making) -> None:
    make_meeting()
    client = app.test_client()
    assert "mejl om något ändras" not in words(client.get(f"/moten/{CODE}"))
    assert client.get(f"/moten/{CODE}/mejl").status_code == 404


def test_nothing_is_sent_to_an_address_that_nobody_confirmed(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making
) -> None:
    make_meeting()
    ask(mailing)
    send_all(mailing)
    assert len(mailbox.messages) == 1
    assert mailing.test_client().get(link_in(mailbox)).status_code == 200  # a mail program that opens every link
    assert announce(mailing) == 0


def test_a_change_reaches_those_who_confirmed_with_a_calendar_that_replaces_the_old(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    link = follow(mailing, mailbox)
    assert announce(mailing, place="Folkets hus", change_note="Skolan är upptagen.") == 1
    assert announce(mailing, sequence=1) == 0  # the same change is told once
    send_all(mailing)
    (message,) = mailbox.messages
    body = message.get_body().get_content()
    assert "Folkets hus" in body
    assert "Skolan är upptagen." in body
    assert message["Subject"] == "Ändrat: Hur trygg är vägen till tåget?"
    assert message["List-Unsubscribe"] == f"<{BASE}{link}/avsluta>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (attached,) = message.iter_attachments()
    (event,) = Calendar.from_ical(attached.get_content()).events
    assert (event["SEQUENCE"], str(event["LOCATION"])) == (1, "Folkets hus, Skolgatan 1")
    assert row_count(session, OutgoingMail) == 0  # the address is not kept


def test_a_cancelled_meeting_is_said_in_the_first_word_and_in_the_followers_language(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making
) -> None:
    make_meeting()
    follow(mailing, mailbox, prefix="/en")
    announce(mailing, kind="cancelled", status=MeetingStatus.CANCELLED)
    send_all(mailing)
    (message,) = mailbox.messages
    assert f"{BASE}/en/moten/{CODE}" in message.get_body().get_content()
    (attached,) = message.iter_attachments()
    (event,) = Calendar.from_ical(attached.get_content()).events
    assert event["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("by", ["button", "mail program"])
def test_it_ends_in_one_tap(mailing: Flask, mailbox: Mailbox, make_meeting: Making, session: Session, by: str) -> None:
    make_meeting()
    link = follow(mailing, mailbox)
    announce(mailing)
    client = mailing.test_client()
    if by == "button":
        assert "Sluta få mejl?" in words(check_html(client.get(f"{link}/avsluta")))
        client.head(f"{link}/avsluta")  # a mail program that tries every link
        assert row_count(session, Follower) == 1  # opening the link ends nothing
    told = {} if by == "button" else {"List-Unsubscribe": "One-Click"}
    assert client.post(f"{link}/avsluta", data=told).status_code == 200
    assert row_count(session, Follower) == row_count(session, OutgoingMail) == 0
    assert client.post(f"{link}/avsluta").status_code == 200  # ended twice is ended
    send_all(mailing)
    assert mailbox.messages == []


def test_whether_an_address_follows_already_is_told_to_its_mailbox_alone(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making
) -> None:
    make_meeting()
    ask(mailing)
    ask(mailing)  # the answer is the same page
    send_all(mailing)
    assert len(mailbox.messages) == 1  # nobody fills a stranger's mailbox
    with time_machine.travel(clock.now() + timedelta(days=1)):
        ask(mailing)
        send_all(mailing)
    assert len(mailbox.messages) == 2


def test_nobody_asks_for_mail_to_many_addresses_in_a_row(mailing: Flask, make_meeting: Making) -> None:
    make_meeting()
    client = mailing.test_client()
    told = fields(client.get(f"/moten/{CODE}/mejl"))
    answers = []
    for number in range(FOLLOW.count + 1):
        told["email"] = f"r{number}@example.se"
        answers.append(client.post(f"/moten/{CODE}/mejl", data=told).status_code)
    assert answers == [200] * FOLLOW.count + [429]


def test_addresses_go_the_day_after_the_meeting_and_unconfirmed_ones_sooner(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    follow(mailing, mailbox)
    ask(mailing, "okand@example.se")
    announce(mailing)
    for today, left in ((soon() - timedelta(days=9), 1), (soon(), 1), (soon() + timedelta(days=1), 0)):
        with mailing.app_context(), transaction() as own:
            retention.forget_followers(own, today=today)
        assert row_count(session, Follower) == left
    assert row_count(session, OutgoingMail) == 0


def test_a_mailbox_that_does_not_exist_is_dropped(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    for name in ("anna", "borta", "cecilia"):
        follow(mailing, mailbox, f"{name}@example.se")
    announce(mailing)
    mailbox.answer = lambda stage, address: "550 no such user" if address.startswith("borta") else "250 OK"
    send_all(mailing)
    assert {message["To"] for message in mailbox.messages} == {"anna@example.se", "cecilia@example.se"}
    session.rollback()
    assert {follower.email for follower in session.query(Follower)} == {"anna@example.se", "cecilia@example.se"}
    assert row_count(session, OutgoingMail) == 0


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_what_the_server_does_not_take_now_is_tried_again_after_twice_as_long(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making, session: Session, stage: str
) -> None:
    make_meeting()
    follow(mailing, mailbox)
    announce(mailing)
    mailbox.answer = lambda at, address: "451 try later" if at == stage else "250 OK"
    start = clock.now()
    for tried, (minutes, attempts) in enumerate([(0, 1), (0.5, 1), (1.1, 2), (2.5, 2), (3.2, 3)]):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            send_all(mailing)
        session.rollback()
        assert session.query(OutgoingMail).one().attempts == attempts, tried
    mailbox.answer = lambda at, address: "250 OK"
    with time_machine.travel(start + timedelta(hours=1)):
        send_all(mailing)
    assert len(mailbox.messages) == 1
    assert row_count(session, OutgoingMail) == 0


def test_a_server_that_is_away_costs_nothing_but_time_and_is_given_up_in_the_end(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making, session: Session
) -> None:
    make_meeting()
    follow(mailing, mailbox)
    announce(mailing)
    settings = mailing.extensions["settings"]
    mailing.extensions["settings"] = settings.model_copy(
        update={"smtp_url": SecretStr(f"smtp://127.0.0.1:{free_port()}")}
    )
    moment = clock.now()
    for _ in range(30):
        moment += timedelta(hours=4)
        with time_machine.travel(moment, tick=False):
            send_all(mailing)
    assert row_count(session, OutgoingMail) == 0
    assert row_count(session, Follower) == 1  # the address may be right


def test_a_worker_is_woken_and_what_no_call_woke_is_swept_up_every_minute(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making
) -> None:
    make_meeting()
    queue = mailing.extensions["jobs"]
    jobs.prepare(queue)
    ask(mailing)
    (task,) = queue.huey.pending()
    assert task.name == "mail"
    queue.huey.execute(queue.huey.dequeue())
    assert len(mailbox.messages) == 1
    assert {"mail_sweep", "forget"} <= {periodic.name for periodic in queue.huey._registry.periodic_tasks}


def test_no_address_is_ever_logged(
    mailing: Flask, mailbox: Mailbox, make_meeting: Making, caplog: pytest.LogCaptureFixture
) -> None:
    make_meeting()
    caplog.set_level(logging.DEBUG)
    follow(mailing, mailbox)
    for said in ("451 later", "550 anna@example.se unknown", "554 no"):
        mailbox.answer = lambda at, address, said=said: said if at in ("RCPT", "DATA") else "250 OK"  # type: ignore[misc]
        announce(mailing)
        send_all(mailing)
    ours = [record for record in caplog.records if not record.name.startswith(("mail.log", "asyncio"))]
    assert any(record.name == "dialogue.delivery" for record in ours)
    assert "anna" not in " ".join(f"{record.getMessage()} {record.__dict__}" for record in ours)


@pytest.mark.parametrize(
    "typed",
    ["", "anna", "anna@", "@example.se", "a b@example.se", "anna@example", "anna@example.se\r\nBcc: x@y.se",
     "å@example.se", "a@-x.se", "a@x..se", ".a@x.se", "a@" + "x" * 260 + ".se", "anna@exa\x00mple.se",
     "<anna@example.se>", "a@b.se,c@d.se"],
)  # fmt: skip
def test_what_is_no_address_is_asked_for_again_with_everything_kept(
    mailing: Flask, make_meeting: Making, session: Session, typed: str
) -> None:
    make_meeting()
    client = mailing.test_client()
    told = fields(client.get(f"/moten/{CODE}/mejl"))
    told["email"] = typed
    answer = client.post(f"/moten/{CODE}/mejl", data=told)
    assert answer.status_code == 422
    assert "Skriv en e-postadress" in words(answer)
    assert row_count(session, Follower) == 0


def test_a_domain_in_any_script_is_sent_to(mailing: Flask, mailbox: Mailbox, make_meeting: Making) -> None:
    make_meeting()
    ask(mailing, "anna@Älmhult.se")
    send_all(mailing)
    assert mailbox.messages[0]["To"] == "anna@xn--lmhult-9ta.se"


@pytest.mark.parametrize("word", ["x", "A" * 27, "å" * 27, "a" * 3000])
def test_a_forged_word_opens_nothing(mailing: Flask, make_meeting: Making, word: str) -> None:
    make_meeting()
    client = mailing.test_client()
    for answer in (client.get(f"/mejl/{word}"), client.post(f"/mejl/{word}"), client.get(f"/mejl/{word}/avsluta")):
        assert answer.status_code == 200
        assert "länken gäller inte längre" in words(answer)


def test_links_in_mail_never_follow_the_host_header(mailing: Flask, mailbox: Mailbox, make_meeting: Making) -> None:
    make_meeting()
    client = mailing.test_client()
    evil = {"Host": "evil.example"}
    told = fields(client.get(f"/moten/{CODE}/mejl", headers=evil))
    told["email"] = "anna@example.se"
    client.post(f"/moten/{CODE}/mejl", data=told, headers=evil)
    send_all(mailing)
    assert "evil" not in mailbox.messages[0].as_string()
