"""The group's sittings: an agenda made from what changed, decisions while talking, minutes locked for good."""

import io
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import (
    AgendaItem,
    CheersOutcome,
    CheersSheet,
    GroupMember,
    Measure,
    MeasureStatus,
    Municipality,
    Owner,
    Problem,
    Role,
    Sitting,
    SittingStatus,
    Task,
)

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def coordinator(app: Flask, sign_in: SignIn) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def going_on(session: Session) -> None:
    """A sheet to look at again, a problem in scanning and a measure that is late."""
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    today = clock.today()
    problem = Problem(
        municipality_id=place.id, code="ABC234", title="Burnar vid macken", owner=Owner.JOINT, owner_role="kommunpolis",
        opened_on=today, card={},
    )  # fmt: skip
    session.add(problem)
    session.flush()
    session.add_all([
        CheersSheet(municipality_id=place.id, title="Mörkt i Diö", outcome=CheersOutcome.WATCH, reason="få texter",
                    review_on=today, opened_on=today, boxes={}, scores={}),
        Measure(municipality_id=place.id, problem_id=problem.id, text="Byt lampor", owner=Owner.MUNICIPALITY,
                owner_role="gatuchef", starts_on=today - timedelta(30), due_on=today - timedelta(3),
                status=MeasureStatus.GOING),
    ])  # fmt: skip
    session.commit()
    session.rollback()


def plan(client: FlaskClient) -> str:
    told = {"held_on": clock.today().isoformat(), "starts_at": "13:00", "place": "Stadshuset"}
    return client.post("/gruppen/sammantraden", data=told).headers["Location"]


def items(session: Session) -> list[AgendaItem]:
    session.rollback()
    return list(session.scalars(select(AgendaItem).order_by(AgendaItem.position)))


def test_the_agenda_is_made_from_what_changed(coordinator: FlaskClient, session: Session, going_on: None) -> None:
    page = coordinator.get(plan(coordinator)).get_data(as_text=True)
    kinds = [item.kind for item in items(session)]
    assert kinds == ["overdue", "watch", "round", "problem", "next"]
    assert "Byt lampor: gatuchef, skulle vara klart" in page
    assert "Burnar vid macken" in page


def test_building_twice_adds_nothing_and_keeps_decisions(
    coordinator: FlaskClient, session: Session, going_on: None
) -> None:
    sitting = plan(coordinator)
    first = items(session)[0]
    told = {"version": 1, "decision": "Gatuchefen svarar till nästa gång", "notes": "", "punkt": 1}
    assert coordinator.post(f"/gruppen/punkter/{first.id}", data=told).status_code == 303
    assert coordinator.post(f"{sitting}/dagordning").status_code == 303
    after = items(session)
    assert len(after) == 5
    assert after[0].decision == "Gatuchefen svarar till nästa gång"


def test_two_at_once_lose_nothing(coordinator: FlaskClient, sign_in: SignIn, session: Session, going_on: None) -> None:
    plan(coordinator)
    first = items(session)[0]
    address = f"/gruppen/punkter/{first.id}"
    assert coordinator.post(address, data={"version": 1, "decision": "det första"}).status_code == 303
    late = sign_in(Role.POLICE).post(address, data={"version": 1, "decision": "det andra", "punkt": 1})
    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert "det första" in page
    assert "det andra" in page


def test_the_second_who_takes_attendance_sees_the_first(
    coordinator: FlaskClient, sign_in: SignIn, session: Session, going_on: None
) -> None:
    for role in ("kommunpolis", "gatuchef"):
        coordinator.post("/gruppen/platser", data={"role": role, "organisation": "Gruppen"})
    address = f"{plan(coordinator)}/narvaro"
    first, second = session.scalars(select(GroupMember.id).order_by(GroupMember.id)).all()
    assert coordinator.post(address, data={"seat": [first], "version": 1}).status_code == 303
    late = sign_in(Role.POLICE).post(address, data={"seat": [second], "version": 1})
    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert "Sparat nu: närvarande" in page
    assert "Sparat nu: inte närvarande" in page
    session.rollback()
    assert session.scalars(select(Sitting.present)).one() == [first]
    assert coordinator.post(address, data={"seat": [second]}).status_code == 422
    assert coordinator.post(address, data={"seat": [second], "version": 2}).status_code == 303


def test_locked_minutes_are_for_good_on_page_and_paper(
    coordinator: FlaskClient, session: Session, going_on: None
) -> None:
    coordinator.post("/gruppen/platser", data={"role": "kommunpolis", "organisation": "Polisen"})
    sitting = plan(coordinator)
    seat = session.execute(select(Sitting.id)).scalar_one()
    first = items(session)[0]
    coordinator.post(f"{sitting}/narvaro", data={"seat": [1], "version": 1})
    coordinator.post(f"/gruppen/punkter/{first.id}", data={"version": 1, "decision": "Ny dag satt för lamporna"})
    task = {"text": "Ring elbolaget", "owner": "municipality", "owner_role": "gatuchef",
            "due_on": clock.today().isoformat(), "item": first.id}  # fmt: skip
    assert coordinator.post(f"{sitting}/uppgifter", data=task).status_code == 303
    assert coordinator.post(f"{sitting}/las").status_code == 303
    page = coordinator.get(f"{sitting}/protokoll").get_data(as_text=True)
    for told in ("kommunpolis, Polisen", "Ny dag satt för lamporna", "Ring elbolaget"):
        assert told in page
    for path in ("las", "dagordning", "narvaro"):
        assert coordinator.post(f"{sitting}/{path}", data={"version": 2}).status_code == 409
    assert coordinator.post(f"/gruppen/punkter/{first.id}", data={"version": 2, "decision": "annat"}).status_code == 409
    made = coordinator.get(f"{sitting}/protokoll.pdf").get_data()
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert text.index("Närvarande") < text.index("Ny dag satt för lamporna") < text.index("Ring elbolaget")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "sv"
        assert document.Root.MarkInfo.Marked
        assert "Protokoll" in str(document.docinfo["/Title"])
    session.rollback()
    assert session.get_one(Sitting, seat).status is SittingStatus.LOCKED


def test_what_was_not_done_is_carried_over(coordinator: FlaskClient, session: Session) -> None:
    sitting = plan(coordinator)
    assert coordinator.post(f"{sitting}/punkter", data={"title": "Nattvandring i Diö"}).status_code == 303
    coordinator.post(f"{sitting}/las")
    plan(coordinator)
    carried = [item.title for item in items(session) if item.kind == "carried"]
    assert carried == ["Nattvandring i Diö"]


def test_a_task_waits_until_it_is_done(coordinator: FlaskClient, session: Session) -> None:
    sitting = plan(coordinator)
    task = {"text": "Ring elbolaget", "owner": "police", "owner_role": "kommunpolis", "due_on": "2026-01-01"}
    coordinator.post(f"{sitting}/uppgifter", data=task)
    assert "försenad" in coordinator.get("/gruppen/").get_data(as_text=True)
    row = session.scalars(select(Task)).one()
    coordinator.post(f"/gruppen/uppgifter/{row.id}/gjord")
    assert "Alla uppgifter är gjorda." in coordinator.get("/gruppen/").get_data(as_text=True)


@pytest.mark.parametrize(
    "told", [{"held_on": ""}, {"held_on": "2026-13-40"}, {"starts_at": "25:00"}, {"place": "x" * 200}]
)
def test_a_bad_sitting_says_what_to_do(coordinator: FlaskClient, session: Session, told: dict[str, str]) -> None:
    good = {"held_on": "2026-12-01", "starts_at": "13:00", "place": "Stadshuset"}
    answer = coordinator.post("/gruppen/sammantraden", data=good | told)
    assert answer.status_code == 422
    assert "Rätta det här" in answer.get_data(as_text=True)
    assert session.scalars(select(Sitting)).all() == []


def test_other_roles_and_municipalities_stay_out(coordinator: FlaskClient, sign_in: SignIn, session: Session) -> None:
    sitting = plan(coordinator)
    item = items(session)[0]
    assert sign_in(Role.ORGANISER).get("/gruppen/").status_code == 403
    other = sign_in(Role.ANALYST, code="0781")
    assert other.get(sitting).status_code == 404
    assert other.get(f"{sitting}/protokoll.pdf").status_code == 404
    assert other.post(f"/gruppen/punkter/{item.id}", data={"version": 1}).status_code == 404
