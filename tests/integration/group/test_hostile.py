"""Forged, oversized, odd and doubled posts to the group: a clear page each time, and nothing lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import AgendaItem, GroupMember, Role, Sitting, SittingStatus, Task
from tests.integration.group.test_sittings import coordinator, going_on, items, plan

__all__ = ["coordinator", "going_on"]  # fixtures

SignIn = Callable[..., FlaskClient]
HUGE = (2**31, 2**63, 10**30)
TASK = {"text": "Ring elbolaget", "owner": "municipality", "owner_role": "gatuchef", "due_on": "2026-12-15"}


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_row_has_is_not_found(coordinator: FlaskClient, going_on: None, number: int) -> None:
    sitting = f"/gruppen/sammantraden/{number}"
    for path in (sitting, f"{sitting}/visning", f"{sitting}/protokoll", f"{sitting}/protokoll.pdf"):
        assert coordinator.get(path).status_code == 404
    for path in (f"{sitting}/dagordning", f"{sitting}/narvaro", f"{sitting}/las", f"/gruppen/uppgifter/{number}/gjord",
                 f"/gruppen/platser/{number}/bort", f"/gruppen/punkter/{number}"):  # fmt: skip
        assert coordinator.post(path, data={"version": 1}).status_code == 404
    mine = plan(coordinator)
    assert coordinator.post(f"{mine}/uppgifter", data=TASK | {"item": number}).status_code in (404, 422)
    assert coordinator.post(f"{mine}/narvaro", data={"seat": number, "version": 1}).status_code == 303
    assert coordinator.get(f"{mine}/visning?punkt={number}").status_code == 200


def test_another_municipality_sees_and_changes_nothing(
    coordinator: FlaskClient, sign_in: SignIn, session: Session, going_on: None
) -> None:
    sitting = plan(coordinator)
    point = items(session)[0].id
    coordinator.post("/gruppen/platser", data={"role": "kommunpolis", "organisation": "Polisen"})
    coordinator.post(f"{sitting}/uppgifter", data=TASK | {"item": point})
    session.rollback()
    seat, task = session.scalars(select(GroupMember.id)).one(), session.scalars(select(Task.id)).one()
    other = sign_in(Role.COORDINATOR, code="0781")
    for path in (sitting, f"{sitting}/visning", f"{sitting}/protokoll.pdf"):
        assert other.get(path).status_code == 404
    for path in (f"{sitting}/dagordning", f"{sitting}/narvaro", f"{sitting}/las", f"/gruppen/uppgifter/{task}/gjord"):
        assert other.post(path, data={"version": 1}).status_code == 404
    assert other.post(f"/gruppen/punkter/{point}", data={"version": 1, "decision": "x"}).status_code == 404
    assert other.post(f"{sitting}/punkter", data={"title": "Vår punkt"}).status_code == 404
    assert other.post(f"{sitting}/uppgifter", data=TASK).status_code == 404
    theirs = plan(other)
    assert other.post(f"{theirs}/uppgifter", data=TASK | {"item": point}).status_code == 404
    other.post(f"/gruppen/platser/{seat}/bort")
    other.post(f"{theirs}/narvaro", data={"seat": seat, "version": 1})
    session.rollback()
    assert session.get_one(GroupMember, seat).is_active
    assert session.get_one(Task, task).done_on is None
    assert session.scalars(select(Sitting.present).order_by(Sitting.id.desc())).first() == []


def test_a_task_hangs_on_a_point_of_its_own_sitting(coordinator: FlaskClient, session: Session, going_on: None) -> None:
    plan(coordinator)
    point = items(session)[0].id
    told = {"held_on": "2026-12-20", "starts_at": "09:00", "place": ""}
    later = coordinator.post("/gruppen/sammantraden", data=told).headers["Location"]
    assert coordinator.post(f"{later}/uppgifter", data=TASK | {"item": point}).status_code == 404


def test_two_presses_plan_one_sitting(coordinator: FlaskClient, session: Session, going_on: None) -> None:
    assert plan(coordinator) == plan(coordinator)
    assert len(session.scalars(select(Sitting)).all()) == 1
    assert len(items(session)) == 5


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "\x00", ""])
def test_odd_days_are_asked_about(coordinator: FlaskClient, session: Session, going_on: None, day: str) -> None:
    told = {"held_on": day, "starts_at": "13:00", "place": "Rådhuset i Diö"}
    answer = coordinator.post("/gruppen/sammantraden", data=told)
    assert answer.status_code == 422
    assert "Rådhuset i Diö" in answer.get_data(as_text=True)
    answer = coordinator.post(f"{plan(coordinator)}/uppgifter", data=TASK | {"due_on": day})
    assert answer.status_code == 422
    assert "Ring elbolaget" in answer.get_data(as_text=True)


@pytest.mark.parametrize("nothing", ["   ", "\x00", "\u202e", "\n"])
def test_words_of_nothing_are_refused(coordinator: FlaskClient, session: Session, going_on: None, nothing: str) -> None:
    sitting = plan(coordinator)
    posts = {
        "/gruppen/platser": {"role": nothing, "organisation": nothing}, f"{sitting}/punkter": {"title": nothing},
        f"{sitting}/uppgifter": TASK | {"text": nothing, "owner_role": nothing},
    }  # fmt: skip
    for path, told in posts.items():
        assert coordinator.post(path, data=told).status_code == 422
    assert coordinator.post(f"{sitting}/uppgifter", data=TASK | {"owner": "nonsense"}).status_code == 422
    assert len(items(session)) == 5


@pytest.mark.parametrize("version", ["-1", "9" * 40, "x", ""])
def test_a_version_that_was_never_shown_saves_nothing(
    coordinator: FlaskClient, session: Session, going_on: None, version: str
) -> None:
    plan(coordinator)
    point = items(session)[2]
    answer = coordinator.post(f"/gruppen/punkter/{point.id}", data={"version": version, "decision": "Mitt beslut"})
    page = answer.get_data(as_text=True)
    assert answer.status_code in (409, 422)
    assert "Mitt beslut" in page
    assert f"/gruppen/punkter/{point.id}" in page, "the words stand at the point they belong to"
    assert items(session)[2].decision == ""


def test_words_stay_at_their_point_when_the_agenda_has_moved(
    coordinator: FlaskClient, sign_in: SignIn, session: Session, going_on: None
) -> None:
    plan(coordinator)
    first, last = items(session)[0], items(session)[-1]
    first.position, last.position = 90, 0
    session.commit()
    path = f"/gruppen/punkter/{first.id}"
    sign_in(Role.POLICE).post(path, data={"version": 1, "decision": "det första"})
    late = coordinator.post(path, data={"version": 1, "decision": "det andra", "punkt": 1})
    assert late.status_code == 409
    assert f'action="{path}"' in late.get_data(as_text=True)


def test_what_comes_after_the_lock_is_refused_and_not_lost(
    coordinator: FlaskClient, session: Session, going_on: None
) -> None:
    sitting = plan(coordinator)
    point = items(session)[0].id
    coordinator.post(f"{sitting}/las")
    late = coordinator.post(f"/gruppen/punkter/{point}", data={"version": 1, "decision": "Ett sent <beslut>"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Ett sent &lt;beslut&gt;" in page
    for path in ("las", "dagordning", "narvaro"):
        assert coordinator.post(f"{sitting}/{path}", data={"version": 1}).status_code == 409
    assert coordinator.post(f"{sitting}/uppgifter", data=TASK).status_code == 409


def test_points_are_carried_over_many_sittings_without_becoming_one(
    coordinator: FlaskClient, session: Session, going_on: None
) -> None:
    for number in range(9):
        told = {"held_on": (clock.today() + timedelta(days=number)).isoformat(), "starts_at": "13:00", "place": ""}
        sitting = coordinator.post("/gruppen/sammantraden", data=told).headers["Location"]
        coordinator.post(f"{sitting}/punkter", data={"title": f"Egen punkt nummer {number}"})
        coordinator.post(f"{sitting}/las")
    session.rollback()
    last = session.scalars(select(Sitting).order_by(Sitting.held_on.desc())).first()
    assert last is not None
    assert last.status is SittingStatus.LOCKED
    titles = session.scalars(select(AgendaItem.title).where(AgendaItem.sitting_id == last.id)).all()
    assert {f"Egen punkt nummer {number}" for number in range(9)} <= set(titles)
    assert len(titles) == len(set(titles))


def test_too_much_is_413_and_strangers_stay_out(coordinator: FlaskClient, sign_in: SignIn, going_on: None) -> None:
    sitting = plan(coordinator)
    assert coordinator.post(f"{sitting}/punkter", data={"title": "å" * 1_000_000}).status_code == 413
    for role in (Role.ORGANISER, Role.ADMIN):
        outsider = sign_in(role)
        assert outsider.get(sitting).status_code == 403
        assert outsider.post(f"{sitting}/las").status_code == 403
