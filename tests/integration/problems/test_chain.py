"""From a topic to a closed problem: sheet, gates, card, measures, and the answer that a second person reads."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import (
    Answer,
    Area,
    Channel,
    CheersSheet,
    Concern,
    Daypart,
    Measure,
    Meeting,
    MeetingStatus,
    Municipality,
    Phase,
    Problem,
    ProblemVersion,
    PromiseStatus,
    Role,
    RoomPromise,
    SheetVersion,
    Topic,
)
from dialogue.problems.card import QUESTIONS
from dialogue.problems.cheers import BOXES

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def texts(session: Session) -> list[int]:
    """Five texts on cars in Diö, on five days over three weeks, two ways in."""
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    topic = session.scalar(select(Topic.id).where(Topic.municipality_id == place.id, Topic.code == "buskorning"))
    area = session.scalar(select(Area.id).where(Area.municipality_id == place.id, Area.code == "dio"))
    rows = [
        Concern(
            municipality_id=place.id, text="De burnar vid macken, gör något", topic_id=topic, area_id=area,
            channel=Channel.WEB if number % 2 else Channel.PAPER, received_daypart=Daypart.DAY,
            received_on=clock.today() - timedelta(days=5 * number), happens_daypart=Daypart.NIGHT,
        )
        for number in range(5)
    ]  # fmt: skip
    session.add_all(rows)
    session.commit()
    ids = [row.id for row in rows]
    session.rollback()
    return ids


@pytest.fixture
def analyst(app: Flask, sign_in: SignIn) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(Role.ANALYST)


def open_sheet(client: FlaskClient) -> str:
    """The address of a new sheet on cars in Diö."""
    return client.post("/problem/prova", data={"topic": "buskorning", "area": "dio"}).headers["Location"]


def fill_boxes(client: FlaskClient, sheet: str, version: int = 1) -> None:
    boxes = {f"{name}_met": "ja" for name in BOXES} | {f"{name}_why": "se texterna" for name in BOXES}
    assert client.post(sheet, data=boxes | {"version": version}).status_code == 303


def make_problem(client: FlaskClient) -> str:
    """The address of a new problem card."""
    sheet = open_sheet(client)
    fill_boxes(client, sheet)
    told = {
        "version": 2, "outcome": "problem", "reason": "Återkommer varje helg", "owner": "joint",
        "title": "A-traktorer burnar vid macken fre–lör natt", "owner_role": "kommunpolis",
    }  # fmt: skip
    return client.post(f"{sheet}/beslut", data=told).headers["Location"]


def card(phase: Phase, **other: str) -> dict[str, str]:
    """Answers to every question of a phase."""
    told = dict.fromkeys(QUESTIONS[phase], "Något att säga") | {"sources": "synpunkter\nanmälningar"}
    told |= {name: "no" for name in told if name.startswith("moved_")} | {"moved_told": "", "verdict": "keep"}
    told |= {"goal_on": "2027-09-30", "after_from": "2026-05-01", "after_to": "2026-09-30"}
    own = {name: told[name] for name in QUESTIONS[phase]}
    head = {"title": "A-traktorer burnar vid macken", "owner": "joint", "owner_role": "kommunpolis"}
    return own | head | other


def version_of(session: Session) -> int:
    session.rollback()
    return session.scalars(select(Problem)).one().version


def test_the_sheet_weighs_what_the_data_can_say(analyst: FlaskClient, texts: list[int]) -> None:
    page = analyst.get(open_sheet(analyst)).get_data(as_text=True)
    assert "5 texter på 5 olika dagar" in page
    assert "5 av 5 har ord som ber om något" in page
    assert "5 av 5 gäller Diö." in page


def test_no_problem_without_six_answers_by_people(analyst: FlaskClient, texts: list[int], session: Session) -> None:
    sheet = open_sheet(analyst)
    told = {"version": 1, "outcome": "problem", "reason": "x", "title": "Något som händer", "owner": "joint"}
    answer = analyst.post(f"{sheet}/beslut", data=told | {"owner_role": "kommunpolis"})
    assert answer.status_code == 422
    assert "Besvara alla sex rutor" in answer.get_data(as_text=True)
    assert session.scalars(select(Problem)).all() == []


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"outcome": "watch"}, "Välj en dag då bevakningen ska ses över."),
        ({"outcome": "not_ours"}, "Skriv vem det är lämnat till, och vilken dag."),
        ({"outcome": "problem"}, "Ge problemet ett namn"),
        ({"outcome": "not_a_problem", "reason": ""}, "Skriv varför."),
        ({"outcome": "nonsense"}, "Rätta det här"),
    ],
)
def test_each_outcome_asks_for_what_it_needs(
    analyst: FlaskClient, texts: list[int], told: dict[str, str], problem: str
) -> None:
    answer = analyst.post(f"{open_sheet(analyst)}/beslut", data={"version": 1, "reason": "en enda dag"} | told)
    assert answer.status_code == 422
    assert problem in answer.get_data(as_text=True)


def test_a_watch_comes_back_on_its_day(analyst: FlaskClient, texts: list[int]) -> None:
    sheet = open_sheet(analyst)
    told = {"version": 1, "outcome": "watch", "reason": "allt på en dag", "review_on": clock.today().isoformat()}
    assert analyst.post(f"{sheet}/beslut", data=told).status_code == 303
    assert "Att se över igen" in analyst.get("/problem/").get_data(as_text=True)


def test_two_at_once_lose_nothing(analyst: FlaskClient, sign_in: SignIn, texts: list[int]) -> None:
    sheet = open_sheet(analyst)
    fill_boxes(analyst, sheet)
    late = sign_in(Role.POLICE).post(sheet, data={"version": 1, "harm_met": "nej", "harm_why": "mitt eget skäl"})
    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert "mitt eget skäl" in page
    assert "se texterna" in page


def watch(client: FlaskClient, sheet: str, version: int) -> int:
    told = {"version": version, "outcome": "watch", "reason": "allt på en dag", "review_on": "2026-12-24"}
    return client.post(f"{sheet}/beslut", data=told).status_code


def test_a_decided_sheet_is_locked_until_it_is_opened_with_a_reason(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    sheet = open_sheet(analyst)
    fill_boxes(analyst, sheet)
    assert watch(analyst, sheet, 2) == 303
    late = sign_in(Role.POLICE).post(sheet, data={"version": 3, "harm_met": "nej", "harm_why": "mitt eget skäl"})
    assert late.status_code == 409
    assert "mitt eget skäl" in late.get_data(as_text=True)
    assert watch(analyst, sheet, 3) == 409
    page = analyst.get(sheet).get_data(as_text=True)
    assert "se texterna" in page
    assert 'name="harm_met"' not in page
    assert analyst.post(f"{sheet}/oppna", data={"version": 3, "why": " "}).status_code == 422
    assert analyst.post(f"{sheet}/oppna", data={"version": 2, "why": "nya texter"}).status_code == 409
    for _ in range(2):  # two presses open it once
        assert analyst.post(f"{sheet}/oppna", data={"version": 3, "why": "nya texter"}).status_code == 303
    assert watch(analyst, sheet, 4) == 303
    session.rollback()
    kept = session.scalars(select(SheetVersion).order_by(SheetVersion.version)).all()
    assert [(row.version, row.what, row.role) for row in kept] == [
        (1, "opened", "analyst"), (2, "saved", "analyst"), (3, "decided", "analyst"), (4, "reopened", "analyst"),
        (5, "decided", "analyst"),
    ]  # fmt: skip
    assert [kept[at].boxes["harm"]["why"] for at in (0, 1)] == ["", "se texterna"]
    told = analyst.get(f"{sheet}/versioner").get_data(as_text=True)
    for words in ("nya texter", "allt på en dag", "se texterna", "analytiker", "Öppnat igen"):
        assert words in told


def test_the_whole_chain_with_its_gates(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    address = make_problem(analyst)
    code = address.rsplit("/", 1)[1]
    closed = analyst.post(f"{address}/vidare", data={"version": 1})
    assert closed.status_code == 422
    assert "Minst två slags källor" in closed.get_data(as_text=True)
    for phase in (Phase.SCANNING, Phase.ANALYSIS, Phase.RESPONSE):
        assert analyst.post(address, data=card(phase, version=str(version_of(session)))).status_code == 303
        if phase is Phase.RESPONSE:
            assert analyst.post(f"{address}/vidare", data={"version": version_of(session)}).status_code == 422
            measure = {
                "text": "Fotpatrull fredagar", "owner": "police", "owner_role": "kommunpolis", "status": "planned",
                "starts_on": "2026-12-01", "due_on": "2027-03-01",
            }  # fmt: skip
            assert analyst.post(f"{address}/atgard", data=measure).status_code == 303
        assert analyst.post(f"{address}/vidare", data={"version": version_of(session)}).status_code == 303
    assert analyst.post(address, data=card(Phase.ASSESSMENT, version=str(version_of(session)))).status_code == 303
    assert "Händelser (dagar × vägar in)" in analyst.get(address).get_data(as_text=True)
    refused = analyst.post(f"{address}/vidare", data={"version": version_of(session)})
    assert "Ett publicerat svar" in refused.get_data(as_text=True)
    told = {"title": "Burnandet vid macken", "topic": "buskorning", "area": "dio", "heard": "Att det burnas.",
            "decided": "Fotpatrull.", "done": "Tolv kvällar."}  # fmt: skip
    answer = analyst.post(f"/problem/svar/nytt?problem={code}", data=told).headers["Location"]
    own = analyst.post(f"{answer}/godkann", data={"version": 1})
    assert own.status_code == 422
    assert "Någon annan behöver läsa" in own.get_data(as_text=True)
    assert sign_in(Role.COORDINATOR).post(f"{answer}/godkann", data={"version": 1}).status_code == 303
    assert analyst.post(f"{address}/vidare", data={"version": version_of(session)}).status_code == 303
    session.rollback()
    problem = session.scalars(select(Problem)).one()
    assert problem.phase is Phase.CLOSED
    assert problem.closed_on is not None
    numbers = [row.version for row in session.scalars(select(ProblemVersion).order_by(ProblemVersion.version))]
    assert numbers == list(range(1, problem.version + 1))
    assert session.scalars(select(Answer)).one().published_on == clock.today()


def test_a_card_saved_in_between_shows_both(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    address = make_problem(analyst)
    assert analyst.post(address, data=card(Phase.SCANNING, version="1", behaviour="det första")).status_code == 303
    late = sign_in(Role.POLICE).post(address, data=card(Phase.SCANNING, version="1", behaviour="det andra"))
    assert late.status_code == 409
    assert "det andra" in late.get_data(as_text=True)
    assert "det första" in late.get_data(as_text=True)


def test_what_points_at_a_person_is_masked(analyst: FlaskClient, texts: list[int], session: Session) -> None:
    address = make_problem(analyst)
    told = card(Phase.SCANNING, version="1", behaviour="Ring 070-174 06 05, det är Kalle Svensson som kör")
    assert analyst.post(address, data=told).status_code == 303
    session.rollback()
    stored = session.scalars(select(Problem)).one().card["behaviour"]
    assert "070" not in stored
    assert "Svensson" not in stored


def test_new_texts_are_proposed_and_linked(analyst: FlaskClient, texts: list[int], session: Session) -> None:
    address = make_problem(analyst)
    page = analyst.get(f"{address}/texter").get_data(as_text=True)
    assert page.count('name="concern"') == 5
    analyst.post(f"{address}/texter", data={"concern": texts[:2]})
    analyst.post(f"{address}/texter", data={"concern": texts[2:3], "aside": "1"})
    page = analyst.get(f"{address}/texter").get_data(as_text=True)
    proposed, members = page.split("Hör till problemet</h2>")
    assert proposed.count('name="concern"') == 2
    assert members.count('name="concern"') == 2


def test_another_municipality_sees_nothing(
    app: Flask, analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    address = make_problem(analyst)
    sheet_id = session.scalars(select(CheersSheet)).one().id
    other = sign_in(Role.ANALYST, code="0781")
    for path in (address, f"{address}/texter", f"{address}/versioner", f"/problem/prova/{sheet_id}",
                 f"/problem/prova/{sheet_id}/versioner"):  # fmt: skip
        assert other.get(path).status_code == 404
    assert other.post("/problem/prova", data={"topic": "", "area": ""}).status_code == 422
    assert sign_in(Role.ORGANISER).get("/problem/").status_code == 403


@pytest.mark.parametrize(
    "told",
    [
        {"due_on": "2026-01-01"},
        {"status": "done", "evidence": ""},
        {"text": "x" * 500},
        {"starts_on": "i går"},
        {"owner": "nobody"},
    ],
)
def test_a_bad_measure_says_what_to_do_and_keeps_the_rest(
    analyst: FlaskClient, texts: list[int], session: Session, told: dict[str, str]
) -> None:
    address = make_problem(analyst)
    good = {
        "text": "Fotpatrull", "owner": "police", "owner_role": "kommunpolis", "status": "planned", "evidence": "",
        "starts_on": "2026-12-01", "due_on": "2027-03-01", "cause": "ingen uppsikt",
    }  # fmt: skip
    answer = analyst.post(f"{address}/atgard", data=good | told)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Rätta det här" in page
    assert "ingen uppsikt" in page
    assert session.scalars(select(Measure)).all() == []


def test_the_board_leads_to_a_sheet(analyst: FlaskClient, texts: list[int]) -> None:
    page = analyst.get("/oversikt/amne/buskorning").get_data(as_text=True)
    assert re.search(r'action="/problem/prova"', page)


def test_a_promise_made_in_a_room_lives_on_as_a_measure(analyst: FlaskClient, session: Session) -> None:
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    meeting = Meeting(
        municipality_id=place.id, code="RUM01", title="Möte i Diö", place="Skolan", held_on=clock.today(),
        starts_at="18:00", status=MeetingStatus.SUMMED_UP,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    vow = RoomPromise(
        municipality_id=place.id, meeting_id=meeting.id, text="Byt lampan", owner="gatuchef", due_on=clock.today()
    )
    session.add(vow)
    session.commit()
    assert "Byt lampan" in analyst.get("/problem/").get_data(as_text=True)
    address = analyst.post(f"/problem/lofte/{vow.id}").headers["Location"]
    assert analyst.post(f"/problem/lofte/{vow.id}").headers["Location"] == address, "once"
    told = {
        "text": "Byt lampan", "owner": "municipality", "owner_role": "gatuchef", "status": "done", "version": "1",
        "starts_on": clock.today().isoformat(), "due_on": clock.today().isoformat(), "evidence": "Lampan lyser",
    }  # fmt: skip
    assert analyst.post(address, data=told).status_code == 303
    session.rollback()
    assert (vow.status, vow.outcome) == (PromiseStatus.KEPT, "Lampan lyser")
