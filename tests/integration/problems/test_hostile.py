"""Forged, oversized, odd and doubled posts to the chain: a clear page each time, and nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Answer, Base, CheersSheet, Measure, Phase, Problem, ProblemConcern, ProblemVersion, Role
from tests.integration.problems.test_chain import analyst, card, fill_boxes, make_problem, open_sheet, texts

__all__ = ["analyst", "texts"]  # fixtures

SignIn = Callable[..., FlaskClient]
HUGE = (2**31, 2**63, 10**30)
NOTHING = ("   ", "\x00", "\u202e\u2066", "\n\r\n")
DECIDED = {
    "outcome": "problem", "reason": "Återkommer varje helg", "owner": "joint", "owner_role": "kommunpolis",
    "title": "A-traktorer burnar vid macken fre–lör natt",
}  # fmt: skip


def count(session: Session, table: type[Base]) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_row_has_is_not_found(analyst: FlaskClient, number: int, texts: list[int]) -> None:
    for path in (f"/problem/prova/{number}", f"/problem/atgard/{number}"):
        assert analyst.get(path).status_code == 404
        assert analyst.post(path, data={"version": 1}).status_code in (404, 405)
    assert analyst.post("/problem/prova", data={"cluster": number}).status_code in (404, 422)
    answer = analyst.post(f"{make_problem(analyst)}/texter", data={"concern": number})
    assert answer.status_code in (404, 422)


@pytest.mark.parametrize("sign", ["\x00", "a\x00b", "\u202eabc", "a\nb"])
def test_a_code_that_no_row_has_is_not_found(analyst: FlaskClient, sign: str, texts: list[int]) -> None:
    code = quote(sign)
    for path in (f"/problem/{code}", f"/problem/{code}/texter", f"/problem/svar/{code}",
                 f"/problem/svar/nytt?problem={code}"):  # fmt: skip
        assert analyst.get(path).status_code == 404
    assert analyst.post("/problem/prova", data={"topic": sign}).status_code == 404
    assert analyst.post("/problem/prova", data={"topic": "buskorning", "area": sign}).status_code == 404


def test_another_municipality_sees_and_changes_nothing(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    address, sheet = make_problem(analyst), open_sheet(analyst)
    other = sign_in(Role.COORDINATOR, code="0781")
    for path in (address, f"{address}/texter", f"{address}/versioner", f"{address}/atgard", sheet):
        assert other.get(path).status_code == 404
    posts = {
        sheet: {"version": 1}, f"{sheet}/beslut": DECIDED | {"version": 1}, address: card(Phase.SCANNING, version="1"),
        f"{address}/vidare": {"version": 1}, f"{address}/tillbaka": {"version": 1, "reason": "därför"},
        f"{address}/texter": {"concern": texts[0]},
    }  # fmt: skip
    for path, told in posts.items():
        assert other.post(path, data=told).status_code == 404
    assert count(session, ProblemVersion) == 1
    assert count(session, ProblemConcern) == 0


def test_texts_of_another_municipality_are_not_linked(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    other = sign_in(Role.COORDINATOR, code="0781")
    sheet = other.post("/problem/prova", data={"topic": "buskorning"}).headers["Location"]
    fill_boxes(other, sheet)
    theirs = other.post(f"{sheet}/beslut", data=DECIDED | {"version": 2}).headers["Location"]
    assert other.post(f"{theirs}/texter", data={"concern": texts[:2]}).status_code == 404
    assert count(session, ProblemConcern) == 0
    assert other.post("/problem/prova", data={"topic": "buskorning", "area": "dio"}).status_code == 404


def test_a_sheet_becomes_one_problem_however_often_it_is_decided(
    analyst: FlaskClient, texts: list[int], session: Session
) -> None:
    sheet = open_sheet(analyst)
    fill_boxes(analyst, sheet)
    told = DECIDED | {"version": 2}
    assert analyst.post(f"{sheet}/beslut", data=told).status_code == 303
    for version in (2, 3):
        again = analyst.post(f"{sheet}/beslut", data=told | {"version": version})
        assert again.status_code == 409
        assert "Bladet är redan ett problem." in again.get_data(as_text=True)
    assert count(session, Problem) == 1


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize("outcome", ["watch", "not_ours", "not_a_problem", "problem"])
def test_a_reason_of_nothing_is_none(
    analyst: FlaskClient, texts: list[int], session: Session, nothing: str, outcome: str
) -> None:
    told = {"version": 1, "outcome": outcome, "reason": nothing, "handed_to": nothing, "title": nothing * 9,
            "review_on": "2026-12-01", "handed_on": "2026-12-01", "owner": "joint"}  # fmt: skip
    answer = analyst.post(f"{open_sheet(analyst)}/beslut", data=told)
    assert answer.status_code == 422
    assert "Skriv varför." in answer.get_data(as_text=True)
    assert session.scalars(select(CheersSheet)).one().outcome.value == "open"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2126-12-01"])
def test_a_day_that_nobody_means_is_asked_about(analyst: FlaskClient, texts: list[int], day: str) -> None:
    told = {"version": 1, "outcome": "watch", "reason": "få texter", "review_on": day}
    assert "Välj en dag mellan" in analyst.post(f"{open_sheet(analyst)}/beslut", data=told).get_data(as_text=True)
    measure = {"text": "Fotpatrull", "owner": "police", "owner_role": "polis", "status": "planned", "starts_on": day}
    answer = analyst.post(f"{make_problem(analyst)}/atgard", data=measure | {"due_on": day})
    assert answer.status_code == 422


def in_assessment(analyst: FlaskClient, session: Session) -> str:
    """The address of a card in its last phase, at version 1."""
    address = make_problem(analyst)
    session.rollback()
    session.scalars(select(Problem)).one().phase = Phase.ASSESSMENT
    session.commit()
    return address


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("0001-01-01", "0001-02-01", "Skriv dagen så här"),
        ("9999-12-01", "9999-12-31", "Skriv dagen så här"),
        ("20260501", "2026-09-30", "Skriv dagen så här"),
        ("2026-W01-1", "2026-09-30", "Skriv dagen så här"),
        ("2026-13-01", "x", "Skriv dagen så här"),
        ("２０２６-05-01", "2026-09-30", "Skriv dagen så här"),
        ("2026-09-30", "2026-05-01", "Slutdagen ligger före startdagen."),
    ],
)
def test_odd_days_do_not_spoil_a_card(
    analyst: FlaskClient, texts: list[int], session: Session, first: str, last: str, told: str
) -> None:
    address = in_assessment(analyst, session)
    answers = card(Phase.ASSESSMENT, version="1", after_from=first, after_to=last, effect="Det blev lugnare")
    answer = analyst.post(address, data=answers)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert told in page
    assert "Det blev lugnare" in page
    session.rollback()
    problem = session.scalars(select(Problem)).one()
    problem.card = {"after_from": first, "after_to": last}  # as an earlier version of the site may have let it through
    session.commit()
    assert analyst.get(address).status_code == 200


def test_days_to_come_are_not_compared(analyst: FlaskClient, texts: list[int], session: Session) -> None:
    address, today = in_assessment(analyst, session), clock.today()
    first, last = today - timedelta(days=30), today + timedelta(days=60)
    answers = card(Phase.ASSESSMENT, version="1", after_from=first.isoformat(), after_to=last.isoformat())
    assert analyst.post(address, data=answers).status_code == 303
    assert "Jämförelsen gäller dagarna till och med i går." in analyst.get(address).get_data(as_text=True)
    days = {"after_from": last.isoformat(), "after_to": last.isoformat()}
    assert analyst.post(address, data=card(Phase.ASSESSMENT, version="2", **days)).status_code == 303
    assert "Händelser (dagar" not in analyst.get(address).get_data(as_text=True)


@pytest.mark.parametrize("version", ["-1", "0", "9" * 40, "x", "\x00", ""])
def test_a_version_that_was_never_shown_saves_nothing(
    analyst: FlaskClient, texts: list[int], session: Session, version: str
) -> None:
    address = make_problem(analyst)
    sheet = open_sheet(analyst)
    assert analyst.post(address, data=card(Phase.SCANNING, version=version)).status_code in (409, 422)
    assert analyst.post(f"{address}/vidare", data={"version": version}).status_code in (409, 422)
    assert analyst.post(f"{address}/tillbaka", data={"version": version, "reason": "därför"}).status_code == 409
    assert analyst.post(sheet, data={"version": version, "harm_why": "skäl"}).status_code in (409, 422)
    assert count(session, ProblemVersion) == 1


def test_what_is_too_long_is_kept_and_asked_to_be_shorter(analyst: FlaskClient, texts: list[int]) -> None:
    sheet, long = open_sheet(analyst), "å" * 601
    answer = analyst.post(sheet, data={"version": 1, "harm_why": long, "score_common": "3"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert long in page
    assert "högst 600 tecken" in page
    assert "<option selected>3</option>" in page
    assert analyst.post(sheet, data={"version": 1, "harm_why": "å" * 1_000_000}).status_code == 413


def test_scores_are_kept_when_somebody_else_saved(analyst: FlaskClient, sign_in: SignIn, texts: list[int]) -> None:
    sheet = open_sheet(analyst)
    fill_boxes(analyst, sheet)
    late = sign_in(Role.POLICE).post(sheet, data={"version": 1, "harm_met": "nej", "score_common": "3"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "<option selected>3</option>" in page
    assert "Ja. se texterna" in page


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ADMIN])
def test_others_than_the_group_stay_out(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session, role: Role
) -> None:
    address, outsider = make_problem(analyst), sign_in(role)
    assert outsider.get("/problem/").status_code == 403
    for path in (address, f"{address}/vidare", f"{address}/texter", "/problem/prova", "/problem/svar/nytt"):
        assert outsider.post(path, data={"version": 1, "topic": "buskorning"}).status_code == 403
    assert (count(session, Measure), count(session, Answer)) == (0, 0)


def test_of_two_savers_each_keeps_their_own_answers(
    analyst: FlaskClient, sign_in: SignIn, texts: list[int], session: Session
) -> None:
    """The second is shown what they wrote themselves; what only the first changed comes from the first."""
    address, police = make_problem(analyst), sign_in(Role.POLICE)
    base = card(Phase.SCANNING, version="1", place="macken", time="kvällar", sources="synpunkter\r\nmöten")
    assert analyst.post(address, data=base).status_code == 303
    opened = base | {"version": "2"}
    assert analyst.post(address, data=opened | {"place": "handelsplatsen"}).status_code == 303
    late = police.post(address, data=opened | {"time": "nätter"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert ">handelsplatsen</textarea>" in page
    assert ">nätter</textarea>" in page
    assert page.count("Sparat nu:") == 1
    assert "Sparat nu: kvällar" in page
