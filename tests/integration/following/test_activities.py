"""The three-tap log: stored as done today, taken back by who pressed, never planned, summed by area and month."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Activity, ActivityKind, AuditEvent, Indicator, Pledge, Role
from tests.conftest import row_count
from tests.integration.following.conftest import read

LOG = "/uppfoljning/logg"
SCHOOL = {"kind": "school_visit", "place": "almhult_haganas:Haganässkolan", "minutes": "30"}
PATROL = {"kind": "foot_patrol", "place": "almhult_centrum:", "minutes": "60"}


def in_full(**told: Any) -> dict[str, Any]:
    return {"kind": "dog_search", "done_on": clock.today().isoformat(), "daypart": "evening", "area": "almhult_haganas",
            "place": "Haganässkolan", "minutes": "45", "people": "", "result": "Inget fynd."} | told  # fmt: skip


def test_three_pages_of_links_and_buttons_lead_to_a_stored_patrol(
    group: Callable[..., FlaskClient], session: Session
) -> None:
    police = group(Role.POLICE)
    first = BeautifulSoup(police.get(LOG).text, "html.parser").select(".taps a")[0]
    second = BeautifulSoup(police.get(str(first["href"])).text, "html.parser").select(".taps a")[0]
    third = BeautifulSoup(police.get(str(second["href"])).text, "html.parser").select_one("main form")
    assert third is not None
    told = {str(field["name"]): str(field["value"]) for field in third.select("input, button")}
    saved = police.post(str(third["action"]), data=told)
    assert saved.status_code == 303
    assert "Sparat. Fotpatrullering" in read(police.get(str(saved.location)))
    session.rollback()
    row = session.query(Activity).one()
    assert (row.kind, row.done_on, row.role) == (ActivityKind.FOOT_PATROL, clock.today(), "police")
    assert row.daypart is not None
    assert session.query(AuditEvent).filter_by(event="activity_logged").count() == 1


def test_undo_works_for_the_one_who_pressed_and_nobody_else(
    coordinator: FlaskClient, group: Callable[..., FlaskClient], session: Session
) -> None:
    coordinator.post(LOG, data=PATROL)
    session.rollback()
    undo = f"{LOG}/{session.query(Activity).one().id}/angra"
    assert group(Role.POLICE).post(undo).status_code == 404
    assert coordinator.post(undo).status_code == 303
    assert row_count(session, Activity) == 0
    assert coordinator.post(undo).status_code == 404


def test_a_button_pressed_twice_logs_once(coordinator: FlaskClient, session: Session) -> None:
    for _press in range(2):
        assert coordinator.post(LOG, data=PATROL).status_code == 303
    assert row_count(session, Activity) == 1
    coordinator.post(LOG, data=PATROL | {"minutes": "90"})
    assert row_count(session, Activity) == 2


def test_nothing_is_logged_ahead_of_time(coordinator: FlaskClient, session: Session) -> None:
    ahead = (clock.today() + timedelta(days=1)).isoformat()
    told = read(coordinator.post(f"{LOG}/efterat", data=in_full(done_on=ahead)), 422)
    assert "Dagen ligger framåt i tiden." in told
    assert "Inget fynd." in str(coordinator.post(f"{LOG}/efterat", data=in_full(done_on=ahead)).text)
    assert row_count(session, Activity) == 0


def test_what_is_written_is_masked(coordinator: FlaskClient, session: Session) -> None:
    coordinator.post(f"{LOG}/efterat", data=in_full(result="Ring 070-174 06 05"))
    session.rollback()
    assert session.query(Activity).one().result == "Ring ⟦PHONE⟧"


def test_a_school_that_was_visited_is_one_tap_away_next_time(coordinator: FlaskClient) -> None:
    assert "Haganässkolan" not in read(coordinator.get(f"{LOG}/school_visit"))
    coordinator.post(LOG, data=SCHOOL)
    assert "Haganässkolan" in read(coordinator.get(f"{LOG}/school_visit"))
    assert "Haganässkolan" in read(coordinator.get(f"{LOG}/dog_search"))
    assert "Haganässkolan" not in read(coordinator.get(f"{LOG}/business_network"))


def test_sums_by_area_part_of_day_and_month(coordinator: FlaskClient) -> None:
    for minutes, part in (("60", "evening"), ("90", "evening"), ("30", "night")):
        coordinator.post(f"{LOG}/efterat", data=in_full(kind="foot_patrol", minutes=minutes, daypart=part, place=""))
    told = read(coordinator.get(f"{LOG}?slag=foot_patrol"))
    assert "3 gånger, 3 timmar" in told
    assert "Haganäs 0,5 · 0 · 0 2,5 3" in told


def test_school_visits_stand_beside_their_start_value(
    coordinator: FlaskClient, make_pledge: Callable[..., Pledge], make_indicator: Callable[..., str], session: Session
) -> None:
    make_indicator("skolbesok", baseline=1.5, baseline_period="våren 2023")
    indicator = session.query(Indicator).one().id
    make_pledge(promises=({"activity_kind": "school", "indicator_id": indicator},))
    coordinator.post(LOG, data=SCHOOL)
    told = read(coordinator.get(f"{LOG}?slag=school_visit"))
    assert "Det är 0,2 i månaden. Startvärdet är 1,5 (våren 2023)." in told
    assert "Startvärdet" not in read(coordinator.get(f"{LOG}?slag=foot_patrol"))


def test_admins_do_not_log_and_other_municipalities_see_nothing(
    coordinator: FlaskClient, group: Callable[..., FlaskClient]
) -> None:
    coordinator.post(LOG, data=SCHOOL)
    assert group(Role.ADMIN).get(LOG).status_code == 403
    assert "Haganässkolan" not in read(group(Role.POLICE, "0781").get(LOG))
    assert group(Role.ORGANISER).post(LOG, data=SCHOOL | {"minutes": "45"}).status_code == 303


def test_strange_addresses_and_forms_are_refused_calmly(coordinator: FlaskClient, session: Session) -> None:
    assert coordinator.get(f"{LOG}/bank_robbery").status_code == 404
    for told in ({}, PATROL | {"minutes": "99999"}, PATROL | {"kind": "x"}):
        assert coordinator.post(LOG, data=told).status_code == 303
    read(coordinator.get(f"{LOG}?slag=x&fran=igar&till=2999-99-99&sparad=1"))
    assert row_count(session, Activity) == 0
