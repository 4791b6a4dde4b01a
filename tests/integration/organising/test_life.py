"""A meeting from draft to held, as an organiser does it."""

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import AuditEvent, Follower, Meeting, MeetingStatus, OutgoingMail, Role
from dialogue.organising.codes import ALPHABET
from dialogue.staff.labels import EVENT_NAMES
from tests.integration.organising.conftest import Desk, invitation, soon

Stored = Callable[[str], Meeting]


def test_a_meeting_is_registered_read_through_and_published(desk: Desk, stored: Stored) -> None:
    code = desk.register()
    assert len(code) == 5
    assert set(code) <= set(ALPHABET)
    assert not set("01OI") & set(ALPHABET)
    assert stored(code).status is MeetingStatus.DRAFT
    assert "Bara ni som arbetar med mötena" in desk.page(f"/{code}?klart=skapat")
    preview = desk.page(f"/{code}/forhandsgranska")
    assert preview.count("Belysning och klippning") == 3
    assert preview.count("– visas på svenska") == 8  # four texts, two languages
    answer = desk.post(f"/{code}/publicera", version=desk.version(code))
    assert answer.location.endswith("publicerat")
    assert (stored(code).status, stored(code).sequence) == (MeetingStatus.PUBLISHED, 0)
    desk.post(f"/{code}/publicera", version="1")
    assert (stored(code).status, stored(code).version) == (MeetingStatus.PUBLISHED, 2)


def test_everything_written_is_stored(desk: Desk, stored: Stored) -> None:
    meeting = stored(desk.register(point="56,65 14,24", starts_at="18.30", ends_at="2000"))
    assert (meeting.lat, meeting.lon, meeting.capacity) == (56.65, 14.24, 40)
    assert (meeting.starts_at, meeting.ends_at) == ("18:30", "20:00")
    assert meeting.hosts == ["municipality", "police"]
    assert meeting.target_ages == ["16-29", "30-49"]
    assert (meeting.languages, meeting.interpreter) == (["en", "sv"], ["ar"])
    assert meeting.access == ["child_corner", "step_free"]


def test_the_same_form_sent_twice_is_one_draft_and_another_with_its_code_is_a_second(
    desk: Desk, session: Session
) -> None:
    before = session.query(Meeting).count()
    session.rollback()
    first = desk.post("/nytt", **invitation(code="K7MPT"))
    again = desk.post("/nytt", **invitation(code="K7MPT"))
    assert first.location == again.location
    other = desk.post("/nytt", **invitation(code="K7MPT", title="Ett annat möte"))
    assert other.location != first.location
    assert session.query(Meeting).count() == before + 2


def follow(session: Session, meeting: Meeting, email: str, *, confirmed: bool = True) -> None:
    session.add(
        Follower(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, email=email, lang="sv",
            token_hash=email.encode(), confirmed=confirmed, asked_on=clock.today(),
        )
    )  # fmt: skip
    session.commit()
    session.rollback()


def mails(session: Session) -> list[OutgoingMail]:
    session.rollback()
    found = session.query(OutgoingMail).order_by(OutgoingMail.id).all()
    session.rollback()
    return found


def test_a_public_change_needs_a_note_is_counted_and_told_once(desk: Desk, stored: Stored, session: Session) -> None:
    code = desk.publish()
    follow(session, stored(code), "a@example.se")
    follow(session, stored(code), "b@example.se", confirmed=False)
    refused = desk.edit(code, place="Folkets hus")
    assert refused.status_code == 422
    assert "Skriv i en mening vad som är ändrat" in refused.get_data(as_text=True)
    assert 'value="Folkets hus"' in refused.get_data(as_text=True)
    version = desk.version(code)
    saved = desk.edit(code, place="Folkets hus", change_note="Ny lokal", version=version)
    again = desk.edit(code, place="Folkets hus", change_note="Ny lokal", version=version)
    assert (saved.status_code, again.status_code) == (303, 303)
    meeting = stored(code)
    assert (meeting.place, meeting.change_note, meeting.sequence) == ("Folkets hus", "Ny lokal", 1)
    assert meeting.changed_on == clock.today()
    assert [mail.recipient for mail in mails(session)] == ["a@example.se"]


def test_a_translation_of_a_public_meeting_is_no_change_that_visitors_are_told(desk: Desk, stored: Stored) -> None:
    code = desk.publish()
    answer = desk.post(f"/{code}/sprak/en", version=desk.version(code), title="How safe is the way to the train?")
    assert answer.location.endswith("klart=sparat")
    assert stored(code).sequence == 0
    preview = desk.page(f"/{code}/forhandsgranska")
    assert "How safe is the way to the train?" in preview
    assert desk.client.get(f"/motesplanering/{code}/sprak/xx").status_code == 404


def test_a_meeting_is_cancelled_with_a_reason_and_that_is_unmissable(
    desk: Desk, stored: Stored, session: Session
) -> None:
    code = desk.publish()
    follow(session, stored(code), "a@example.se")
    assert desk.post(f"/{code}/stall-in", reason=" ").status_code == 422
    for _ in range(2):
        assert desk.post(f"/{code}/stall-in", reason="Lokalen är stängd").status_code == 303
    meeting = stored(code)
    assert (meeting.status, meeting.sequence) == (MeetingStatus.CANCELLED, 1)
    assert meeting.change_note == "Lokalen är stängd"
    page = desk.page(f"/{code}")
    assert page.index("Inställt") < page.index("<h1>")
    assert "Lokalen är stängd" in page
    assert len(mails(session)) == 1
    assert desk.edit(code, version="1", change_note="x").location.endswith("inte")
    assert stored(code).status is MeetingStatus.CANCELLED


def test_a_draft_is_not_cancelled_but_thrown_away_and_a_public_meeting_is_not(desk: Desk, session: Session) -> None:
    draft, public = desk.register(), desk.publish()
    assert desk.post(f"/{draft}/stall-in", reason="Nej").location.endswith("inte")
    assert desk.post(f"/{draft}/kasta").location.endswith("kastat")
    assert desk.client.get(f"/motesplanering/{draft}").status_code == 404
    assert desk.post(f"/{public}/kasta").location.endswith("inte")
    assert "Hur trygg" in desk.page(f"/{public}")


def test_a_meeting_is_held_from_its_day_on(desk: Desk, stored: Stored) -> None:
    code = desk.publish(held_on=soon(1))
    assert desk.post(f"/{code}/hallet").location.endswith("inte")
    today = desk.publish(held_on=soon(0))
    assert desk.post(f"/{today}/hallet").location.endswith("hallet")
    assert stored(today).status is MeetingStatus.HELD


def test_who_changed_what_is_told_in_words(desk: Desk) -> None:
    code = desk.publish()
    desk.edit(code, place="Folkets hus", area="liatorp", access=[], change_note="Ny lokal")
    page = desk.page(f"/{code}/historik")
    assert "Test organiser" in page
    assert "<del><bdi>Diö skola, matsalen</bdi></del> blev <ins><bdi>Folkets hus</bdi></ins>" in page
    assert "<del><bdi>Diö</bdi></del> blev <ins><bdi>Liatorp</bdi></ins>" in page
    assert "Hörna för barn" in page
    assert page.index("ändrade") < page.index("publicerade") < page.index("skapade utkastet")


def test_a_meeting_changed_since_it_was_read_through_is_not_published(desk: Desk, stored: Stored) -> None:
    code = desk.register()
    seen = desk.version(code)
    desk.edit(code, place="Folkets hus")
    assert desk.post(f"/{code}/publicera", version=seen).location.endswith("hunnit")
    assert stored(code).status is MeetingStatus.DRAFT


def test_a_draft_s_public_page_opens_with_its_link_in_every_language_and_not_without(
    desk: Desk, client: FlaskClient
) -> None:
    code = desk.register()
    links = re.findall(r'href="((?:/\w\w)?/moten/[^"]+utkast=[^"]+)"', desk.page(f"/{code}/forhandsgranska"))
    assert len(links) == 3
    for link in links:
        page = client.get(link.replace("&amp;", "&"))
        assert page.status_code == 200
        assert "Hur trygg är vägen till tåget?" in page.get_data(as_text=True)
    for wrong in ("", "?utkast=", "?utkast=0123456789abcdef0123", "?utkast=å"):
        assert client.get(f"/moten/{code}{wrong}").status_code == 404
    other = desk.register(title="Ett annat")
    assert client.get(links[0].replace(code, other)).status_code == 404


def test_a_translation_older_than_the_swedish_is_pointed_out(desk: Desk) -> None:
    code = desk.register()
    desk.post(f"/{code}/sprak/en", version=desk.version(code), title="In English", decided="Nothing")
    assert "svenskan är ändrad" not in desk.page(f"/{code}")
    desk.edit(code, title="En annan rubrik", about="Mer")
    assert "svenskan är ändrad sedan dess i: Rubrik</li>" in desk.page(f"/{code}")
    desk.post(f"/{code}/sprak/en", version=desk.version(code), title="Another title", decided="Nothing")
    assert "svenskan är ändrad" not in desk.page(f"/{code}")


def test_what_was_held_may_be_put_right_but_not_moved_ahead(desk: Desk, stored: Stored) -> None:
    code = desk.publish(held_on=soon(0))
    desk.post(f"/{code}/hallet")
    assert desk.edit(code, held_on=soon(3)).status_code == 422
    assert desk.edit(code, held_on=soon(-2), target_ages=["65+"]).status_code == 303
    assert (stored(code).held_on.isoformat(), stored(code).target_ages) == (soon(-2), ["65+"])
    assert stored(code).sequence == 0


def test_the_log_tells_each_step_once(desk: Desk, session: Session) -> None:
    code = desk.publish(held_on=soon(0))
    for _ in range(2):
        desk.post(f"/{code}/publicera", version="1")
        desk.post(f"/{code}/hallet")
    told = [row.event for row in session.query(AuditEvent).order_by(AuditEvent.id) if row.subject == {"meeting": code}]
    assert told == ["meeting.created", "meeting.published", "meeting.held"]
    assert all(event in EVENT_NAMES for event in told)


def test_a_municipality_without_an_address_of_its_own_is_told_so(
    app: Flask, sign_in: Callable[..., FlaskClient], desk: Desk
) -> None:
    other = Desk(sign_in(Role.ORGANISER, "0781"))
    code = other.publish(area="lagan")
    page = other.page(f"/{code}")
    assert "Kommunen har ingen egen adress på nätet än" in page
    assert f"/moten/{code}" not in page
    assert f"/moten/{code}" not in other.page(f"/{code}/forhandsgranska")
    assert 'href="/moten/' in desk.page(f"/{desk.publish()}")
