"""Two organisers save at once: nothing that either wrote is lost."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue.models import Meeting, MeetingRevision, MeetingText, Role
from tests.integration.organising.conftest import Desk, invitation, soon

Stored = Callable[[str], Meeting]


@pytest.fixture
def colleague(desk: Desk, sign_in: Callable[..., FlaskClient]) -> Desk:
    """Somebody else who may do the same."""
    return Desk(sign_in(Role.COORDINATOR))


def hidden(page: str) -> dict[str, Any]:
    """The fields that go along unseen."""
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_changes_of_different_fields_are_put_together(desk: Desk, colleague: Desk, stored: Stored) -> None:
    code = desk.register()
    seen = desk.version(code)
    assert colleague.edit(code, place="Folkets hus", capacity="", access=["toilet"]).status_code == 303
    answer = desk.edit(code, title="Trygg väg hem", version=seen)
    assert answer.status_code == 303
    assert set(answer.location.split("med=")[1].split(",")) == {"place", "capacity", "access"}
    meeting = stored(code)
    assert (meeting.title, meeting.place, meeting.capacity) == ("Trygg väg hem", "Folkets hus", None)
    assert meeting.access == ["toilet"]
    assert "Lokal" in desk.page(f"/{code}?klart=sparat&med=place").split("deras ändring är kvar i:")[1][:20]


def test_the_second_chooses_field_by_field_where_both_changed_the_same(
    desk: Desk, colleague: Desk, stored: Stored
) -> None:
    code = desk.register()
    seen = desk.version(code)
    colleague.edit(code, title="Hennes rubrik", place="Hennes lokal", transport="Buss 30", held_on=soon(40))
    answer = desk.edit(
        code, title="Min rubrik", place="Min lokal", decided="Nytt beslut\npå två rader", held_on=soon(50), version=seen
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Test coordinator sparade medan du skrev" in page
    for told in ("Min rubrik", "Hennes rubrik", "Min lokal", "Hennes lokal"):
        assert told in page
    assert "Buss och tåg." in page
    assert stored(code).title == "Hennes rubrik"
    form = hidden(page) | {"val-title": "mine", "val-place": "saved", "val-held_on": "saved"}
    assert desk.post(f"/{code}/andra", **form).status_code == 303
    meeting = stored(code)
    assert (meeting.title, meeting.place, meeting.transport) == ("Min rubrik", "Hennes lokal", "Buss 30")
    assert meeting.held_on.isoformat() == soon(40)
    assert meeting.decided == "Nytt beslut\npå två rader"
    assert meeting.capacity == 40
    assert (meeting.hosts, meeting.interpreter) == (["municipality", "police"], ["ar"])


def test_a_third_saving_while_one_chooses_is_seen_too(desk: Desk, colleague: Desk, stored: Stored) -> None:
    code = desk.register()
    seen = desk.version(code)
    colleague.edit(code, title="Hennes rubrik")
    page = desk.edit(code, title="Min rubrik", version=seen).get_data(as_text=True)
    colleague.edit(code, title="Hennes nya rubrik", place="Hennes lokal")
    again = desk.post(f"/{code}/andra", **hidden(page), **{"val-title": "mine"})
    assert again.status_code == 409
    assert "Hennes nya rubrik" in again.get_data(as_text=True)
    form = hidden(again.get_data(as_text=True)) | {"val-title": "mine"}
    assert desk.post(f"/{code}/andra", **form).status_code == 303
    assert (stored(code).title, stored(code).place) == ("Min rubrik", "Hennes lokal")


def test_the_same_change_by_both_is_no_clash(desk: Desk, colleague: Desk, stored: Stored) -> None:
    code = desk.register()
    seen = desk.version(code)
    colleague.edit(code, title="Samma rubrik")
    assert desk.edit(code, title="Samma rubrik", version=seen).status_code == 303
    assert stored(code).version == 2


def test_texts_in_another_language_are_merged_the_same_way(
    desk: Desk, colleague: Desk, stored: Stored, session: Session
) -> None:
    code = desk.register()
    seen = desk.version(code)
    colleague.post(f"/{code}/sprak/en", version=seen, title="Her title", about="Her words")
    desk.edit(code, place="Folkets hus", version=seen)
    answer = desk.post(f"/{code}/sprak/en", version=seen, title="My title", decided="Nothing is decided")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Rubrik (engelska)" in page
    form = hidden(page) | {"val-en.title": "saved"}
    assert desk.post(f"/{code}/sprak/en", **form).status_code == 303
    text = session.query(MeetingText).one()
    assert (text.title, text.about, text.decided) == ("Her title", "Her words", "Nothing is decided")


def test_a_public_change_that_has_to_be_chosen_keeps_its_note(desk: Desk, colleague: Desk, stored: Stored) -> None:
    code = desk.publish()
    seen = desk.version(code)
    colleague.edit(code, place="Hennes lokal", change_note="Ny lokal")
    page = desk.edit(code, place="Min lokal", change_note="En annan lokal", version=seen).get_data(as_text=True)
    form = hidden(page) | {"val-place": "mine"}
    assert form["change_note"] == ["En annan lokal"]
    assert desk.post(f"/{code}/andra", **form).status_code == 303
    assert (stored(code).sequence, stored(code).change_note) == (2, "En annan lokal")


@pytest.mark.parametrize("version", ["", "x", "-1", "77", "999999999999", "0"])
def test_a_form_without_a_real_version_overwrites_nothing(
    desk: Desk, stored: Stored, session: Session, version: str
) -> None:
    code = desk.register()
    assert desk.edit(code, title="Överskriven", version=version).status_code == 409
    assert stored(code).title == "Hur trygg är vägen till tåget?"
    assert session.query(MeetingRevision).count() == 1


def test_every_version_of_the_history_can_be_told_again(desk: Desk, stored: Stored) -> None:
    code = desk.register()
    seen = desk.version(code)
    for count in range(5):
        desk.edit(code, title=f"Rubrik {count}", place=f"Lokal {count}")
    answer = desk.post(f"/{code}/andra", **invitation(about="Bara detta", version=seen))
    assert answer.status_code == 303
    meeting = stored(code)
    assert (meeting.title, meeting.place, meeting.about) == ("Rubrik 4", "Lokal 4", "Bara detta")


def test_two_savings_at_the_same_moment_both_count(app: Flask, desk: Desk, colleague: Desk, stored: Stored) -> None:
    code = desk.register()
    seen = desk.version(code)
    forms = {desk: {"title": "Min rubrik"}, colleague: {"place": "Hennes lokal", "capacity": "60"}}
    statuses: list[int] = []

    def save(who: Desk, other: dict[str, str]) -> None:
        client, cookie = app.test_client(), who.client.get_cookie("dialogue_staff")
        assert cookie is not None
        client.set_cookie("dialogue_staff", cookie.value)
        form = invitation(version=seen, **other)
        statuses.append(client.post(f"/motesplanering/{code}/andra", data=form).status_code)

    threads = [threading.Thread(target=save, args=told) for told in forms.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303, 303]
    meeting = stored(code)
    assert (meeting.title, meeting.place, meeting.capacity) == ("Min rubrik", "Hennes lokal", 60)
    assert meeting.version == 3
