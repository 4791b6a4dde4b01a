"""Pledges from draft to renewal, as staff write them and as the public reads them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import Commitment, FollowUp, Pledge, PledgeStatus, Role
from tests.conftest import row_count
from tests.integration.following.conftest import read

TODAY = clock.today()
DRAFT = {"title": "Medborgarlöfte 2030", "intro": "Ni har sagt.", "starts_on": "2030-01-01", "ends_on": "2031-01-01"}
PROMISE = {
    "text": "Vi går ut varje kväll.", "owner": "police", "owner_role": "kommunpolis", "promised_since": "2021",
    "shown_by": "Timmar till fots.", "activity_kind": "foot_patrol", "indicator": "",
}  # fmt: skip


def entry(light: str = "green", text: str = "Gjort.", version: int = 0) -> dict[str, str]:
    return {"light": light, "on": TODAY.isoformat(), "text": text, "version": str(version)}


def follow_up(client: FlaskClient, told: dict[str, str], code: str, number: int = 1) -> TestResponse:
    return client.post(f"/uppfoljning/loften/{code}/atagande/{number}", data=told)


def test_a_draft_is_written_signed_by_both_and_then_public_and_locked(
    coordinator: FlaskClient, client: FlaskClient
) -> None:
    assert coordinator.post("/uppfoljning/loften/nytt", data=DRAFT).location == "/uppfoljning/loften/2030"
    assert client.get("/loften/2030").status_code == 404
    assert "Utkast" in read(coordinator.get("/uppfoljning/loften/2030"))
    publish = "/uppfoljning/loften/2030/publicera"
    coordinator.post("/uppfoljning/loften/2030/atagande", data=PROMISE)
    for role, owner in (("kommunpolis", "police"), ("ordförande", "municipality")):
        told = {"role": role, "owner": owner, "signed_on": "2025-12-20"}
        assert coordinator.post("/uppfoljning/loften/2030/underskrift", data=told).status_code == 303
    assert coordinator.post(publish, data={"version": "3"}).status_code == 409, "two signatures came since"
    assert coordinator.post(publish, data={"version": "4"}).status_code == 303
    shown = read(client.get("/loften/2030"))
    assert "Vi går ut varje kväll." in shown
    assert "Polisen" in shown
    assert "2021" in shown
    refused = read(coordinator.post("/uppfoljning/loften/2030/redigera", data=DRAFT | {"version": "5"}), 422)
    assert "Gör en ny version" in refused


def test_publishing_says_what_is_missing(coordinator: FlaskClient) -> None:
    coordinator.post("/uppfoljning/loften/nytt", data=DRAFT)
    told = read(coordinator.post("/uppfoljning/loften/2030/publicera", data={"version": "1"}), 422)
    assert "Någon för polisen och någon för kommunen måste ha skrivit under." in told


def test_slips_are_named_and_nothing_is_lost(coordinator: FlaskClient) -> None:
    told = read(coordinator.post("/uppfoljning/loften/nytt", data=DRAFT | {"title": "", "ends_on": "2029-01-01"}), 422)
    assert "Skriv en rubrik." in told
    assert "Löftet måste sluta efter att det börjat." in told
    assert "Ni har sagt." in told


def test_two_at_once_the_second_sees_both_texts(coordinator: FlaskClient, group: Callable[..., FlaskClient]) -> None:
    coordinator.post("/uppfoljning/loften/nytt", data=DRAFT)
    edit = "/uppfoljning/loften/2030/redigera"
    other = group(Role.POLICE)
    assert other.post(edit, data=DRAFT | {"intro": "Polisens text.", "version": "1"}).status_code == 303
    clash = coordinator.post(edit, data=DRAFT | {"intro": "Min text.", "version": "1"})
    told = read(clash, 409)
    assert "Polisens text." in told
    assert "Min text." in told
    assert coordinator.post(edit, data=DRAFT | {"intro": "Bådas text.", "version": "2"}).status_code == 303


def test_two_at_once_on_a_commitment(coordinator: FlaskClient, group: Callable[..., FlaskClient]) -> None:
    coordinator.post("/uppfoljning/loften/nytt", data=DRAFT)
    coordinator.post("/uppfoljning/loften/2030/atagande", data=PROMISE)
    edit = "/uppfoljning/loften/2030/atagande/1/redigera"
    page = coordinator.get(edit).text
    seen = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    assert group(Role.POLICE).post(edit, data=PROMISE | {"text": "Deras.", "version": seen}).status_code == 303
    told = read(coordinator.post(edit, data=PROMISE | {"text": "Mitt.", "version": seen}), 409)
    assert "Deras." in told
    assert "Mitt." in told


def test_follow_up_is_added_never_changed_and_two_at_once_both_stay(
    coordinator: FlaskClient, group: Callable[..., FlaskClient], make_pledge: Callable[..., Pledge], session: Session
) -> None:
    code = make_pledge().code
    assert follow_up(coordinator, entry("yellow", "Halvvägs."), code).status_code == 303
    told = read(follow_up(group(Role.POLICE), entry("green", "Klart, säger polisen."), code), 409)
    assert "Halvvägs." in told
    assert "Klart, säger polisen." in told
    assert follow_up(group(Role.POLICE), entry("green", "Klart, säger polisen.", 1), code).status_code == 303
    assert row_count(session, FollowUp) == 2


def test_names_are_masked_before_they_are_stored(
    coordinator: FlaskClient, make_pledge: Callable[..., Pledge], session: Session
) -> None:
    follow_up(coordinator, entry(text="Ring 070-174 06 05 om det."), make_pledge().code)
    session.rollback()
    assert session.query(FollowUp).one().text == "Ring ⟦PHONE⟧ om det."


def test_without_what_shows_it_a_commitment_is_not_measurable_in_public(
    coordinator: FlaskClient, client: FlaskClient, make_pledge: Callable[..., Pledge]
) -> None:
    code = make_pledge(promises=({"shown_by": ""},)).code
    follow_up(coordinator, entry("green"), code)
    told = read(client.get(f"/loften/{code}"))
    assert "Ej mätbart" in told
    assert "Går som lovat" not in told


def test_an_old_status_is_said_to_be_old(
    coordinator: FlaskClient, client: FlaskClient, make_pledge: Callable[..., Pledge]
) -> None:
    code = make_pledge().code
    follow_up(coordinator, entry() | {"on": (TODAY - timedelta(days=61)).isoformat()}, code)
    assert "Ej uppdaterat på 61 dagar" in read(client.get(f"/loften/{code}"))
    assert "1 ej uppdaterat på 60 dagar" in read(coordinator.get("/uppfoljning/loften"))


@pytest.mark.parametrize(("left", "warned"), [(91, False), (90, True), (30, True), (1, True)])
def test_it_warns_before_a_pledge_ends(
    coordinator: FlaskClient, make_pledge: Callable[..., Pledge], left: int, warned: bool
) -> None:
    make_pledge(ends_on=TODAY + timedelta(days=left))
    assert (f"löper ut om {left} dagar" in read(coordinator.get("/uppfoljning/loften"))) is warned


def test_no_warning_when_a_signed_pledge_takes_over(
    coordinator: FlaskClient, make_pledge: Callable[..., Pledge]
) -> None:
    end = TODAY + timedelta(days=20)
    make_pledge(ends_on=end, code="A")
    make_pledge(starts_on=end, ends_on=end + timedelta(days=365), code="B")
    assert "löper ut om" not in read(coordinator.get("/uppfoljning/loften"))


def test_the_public_is_told_of_the_days_without_a_pledge(
    coordinator: FlaskClient, client: FlaskClient, make_pledge: Callable[..., Pledge]
) -> None:
    code = make_pledge(ends_on=TODAY - timedelta(days=52)).code
    told = read(client.get("/loften"))
    assert "Det har gått 52 dagar utan löfte." in told
    assert "Inget nytt är på gång än." in told
    coordinator.post(f"/uppfoljning/loften/{code}/fornya/efter")
    told = read(client.get("/loften"))
    assert "Ett nytt löfte skrivs." in told
    assert f"Medborgarlöfte {(TODAY - timedelta(days=52)).year}, " not in told, "the draft itself is not public"


def test_the_gap_of_2024_was_52_days(coordinator: FlaskClient, make_pledge: Callable[..., Pledge]) -> None:
    make_pledge(date(2023, 4, 12), date(2024, 3, 1), code="2023")
    make_pledge(date(2024, 4, 22), TODAY + timedelta(days=200), code="2024")
    told = read(coordinator.get("/uppfoljning/loften"))
    assert "1 mars 2024 22 april 2024 52" in told


def test_a_renewal_carries_over_what_was_promised_first_and_when(
    coordinator: FlaskClient, make_pledge: Callable[..., Pledge], session: Session
) -> None:
    code = make_pledge(promises=({"promised_since": 2021, "text": "Gruppen."}, {"promised_since": 2023})).code
    new = str(coordinator.post(f"/uppfoljning/loften/{code}/fornya/efter").location).rsplit("/", 1)[-1]
    session.rollback()
    old, copy = (session.query(Pledge).filter_by(code=told).one() for told in (code, new))
    assert (copy.status, copy.starts_on, copy.renews_id) == (PledgeStatus.DRAFT, old.ends_on, old.id)
    rows = session.query(Commitment).filter_by(pledge_id=copy.id).order_by(Commitment.number).all()
    assert [row.promised_since for row in rows] == [2021, 2023]
    assert {session.get(Commitment, row.continues_id).pledge_id for row in rows} == {old.id}  # type: ignore[union-attr]


def test_a_new_version_covers_the_same_time(
    coordinator: FlaskClient, make_pledge: Callable[..., Pledge], session: Session
) -> None:
    code = make_pledge().code
    new = str(coordinator.post(f"/uppfoljning/loften/{code}/fornya/version").location).rsplit("/", 1)[-1]
    session.rollback()
    old, copy = (session.query(Pledge).filter_by(code=told).one() for told in (code, new))
    assert (copy.document_version, copy.starts_on, copy.ends_on) == ("1.1", old.starts_on, old.ends_on)


def test_organisers_read_but_do_not_write_and_others_see_nothing_of_it(
    group: Callable[..., FlaskClient], make_pledge: Callable[..., Pledge]
) -> None:
    code = make_pledge().code
    organiser = group(Role.ORGANISER)
    assert "Lägg till uppföljningen" not in read(organiser.get(f"/uppfoljning/loften/{code}/atagande/1"))
    assert follow_up(organiser, entry(), code).status_code == 403
    assert group(Role.ADMIN).get("/uppfoljning/loften").status_code == 403
    assert group(Role.COORDINATOR, "0781").get(f"/uppfoljning/loften/{code}").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en", "/ar"])
def test_the_public_pages_are_valid_in_every_language(
    client: FlaskClient, make_pledge: Callable[..., Pledge], prefix: str
) -> None:
    code = make_pledge(promises=({}, {"shown_by": ""})).code
    for path in ("/loften", f"/loften/{code}"):
        read(client.get(prefix + path))
