"""Five voices on a topic and an area: each told apart, compared with the concerns, in words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import (
    Area,
    Better,
    Channel,
    Concern,
    Daypart,
    Indicator,
    IndicatorKind,
    IndicatorValue,
    Municipality,
    Role,
    Staff,
    Topic,
)
from dialogue.triangulation import Signal, Verdict, changed, judge
from tests.integration.following.conftest import read

TODAY = clock.today()
PAGE = "/uppfoljning/triangulering"


@pytest.fixture
def texts(session: Session, municipality: Municipality) -> Callable[..., None]:
    """`texts(n, days ago, **columns)` → so many texts about lighting."""

    def _texts(count: int, days: int, **columns: Any) -> None:
        topic = session.query(Topic).filter_by(municipality_id=municipality.id, code="belysning").one()
        told = {"text": "Mörkt", "channel": Channel.WEB, "received_daypart": Daypart.DAY, "topic_id": topic.id}
        session.add_all(
            Concern(municipality_id=municipality.id, received_on=TODAY - timedelta(days=days), **(told | columns))
            for _ in range(count)
        )
        session.commit()
        session.rollback()

    return _texts


@pytest.fixture
def figures(
    session: Session, municipality: Municipality, make_indicator: Callable[..., str], group: Callable[..., FlaskClient]
) -> Callable[..., None]:
    """`figures(kind, {year: (value, margin)}, better)` → an indicator about lighting, for the whole municipality."""

    def _figures(kind: IndicatorKind, values: dict[int, tuple[float, float | None]], better: Better) -> None:
        group(Role.COORDINATOR)
        topic = session.query(Topic).filter_by(municipality_id=municipality.id, code="belysning").one()
        code = make_indicator(f"matt_{kind.value}", kind, topic_id=topic.id, better=better)
        row, staff = session.query(Indicator).filter_by(code=code).one(), session.query(Staff).first()
        assert staff is not None
        session.add_all(
            IndicatorValue(
                municipality_id=municipality.id, indicator_id=row.id, value=value, margin=margin, source="Källa",
                period_start=date(year, 1, 1), period_end=date(year, 12, 31), published_on=date(year, 12, 31),
                entered_by_id=staff.id, entered_at=clock.now(),
            )
            for year, (value, margin) in values.items()
        )  # fmt: skip
        session.commit()
        session.rollback()

    return _figures


def test_what_counts_as_a_change() -> None:
    assert changed(4, 5) is Signal.FEW
    assert changed(30, 25) is Signal.SAME
    assert changed(40, 10) is Signal.MORE
    assert changed(10, 40) is Signal.LESS


@pytest.mark.parametrize("signal", Signal)
def test_nothing_agrees_or_disagrees_with_too_few_texts(signal: Signal) -> None:
    assert judge(signal, Signal.FEW) is Verdict.NO_DATA
    assert judge(Signal.NONE, signal) is judge(Signal.FEW, signal) is Verdict.NO_DATA


def test_voices_are_told_in_words(
    coordinator: FlaskClient, texts: Callable[..., None], figures: Callable[..., None]
) -> None:
    texts(30, 20)
    texts(8, 400)
    texts(2, 10, channel=Channel.STAFF)
    figures(IndicatorKind.SURVEY, {2024: (18, 3), 2025: (27, 3)}, Better.DOWN)
    figures(IndicatorKind.CRIME, {2024: (44, None), 2025: (41, None)}, Better.DOWN)
    told = read(coordinator.get(f"{PAGE}?amne=belysning"))
    assert "Orostexter mer än förut 30 texter det senaste halvåret, 8 samma tid året före" in told
    assert "Trygg ute mer än förut 27 procent ± 3 (2025), före det 18 (2024), hela kommunen säger detsamma" in told
    assert "som förut 41 procent (2025), före det 44 (2024) säger något annat" in told
    assert "Personalens iakttagelser tas upp 2 av 2" in told
    assert "Dialoger ingen uppgift" in told
    assert "2 källor säger detsamma som orostexterna, 1 säger något annat, 1 har ingen uppgift att jämföra" in told


def test_a_share_that_ought_to_grow_is_turned_round(
    coordinator: FlaskClient, texts: Callable[..., None], figures: Callable[..., None]
) -> None:
    texts(30, 20)
    figures(IndicatorKind.SURVEY, {2024: (60, 3), 2025: (48, 3)}, Better.UP)
    assert "Trygg ute mer än förut 48 procent" in read(coordinator.get(f"{PAGE}?amne=belysning"))


def test_a_change_within_the_margins_is_none_and_few_reports_are_hidden(
    coordinator: FlaskClient, texts: Callable[..., None], figures: Callable[..., None]
) -> None:
    texts(30, 20)
    figures(IndicatorKind.SURVEY, {2024: (18, 5), 2025: (23, 5)}, Better.DOWN)
    figures(IndicatorKind.CRIME, {2024: (9, None), 2025: (3, None)}, Better.DOWN)
    told = read(coordinator.get(f"{PAGE}?amne=belysning"))
    assert "Trygg ute som förut 23 procent" in told
    assert "färre än 5 (2025)" in told


def test_an_area_counts_its_parts_and_nothing_else(
    coordinator: FlaskClient, texts: Callable[..., None], session: Session, municipality: Municipality
) -> None:
    ids = {row.code: row.id for row in session.query(Area).filter_by(municipality_id=municipality.id)}
    session.rollback()
    texts(12, 20, area_id=ids["almhult_centrum"])
    texts(3, 20, area_id=ids["dio"])
    texts(5, 20, kind="abuse")
    assert "12 texter det senaste halvåret" in read(coordinator.get(f"{PAGE}?amne=belysning&omrade=almhult"))
    assert "15 texter" in read(coordinator.get(f"{PAGE}?amne=belysning"))


def test_one_row_on_the_topics_page(coordinator: FlaskClient, texts: Callable[..., None]) -> None:
    texts(3, 20)
    told = read(coordinator.get("/oversikt/amne/belysning"))
    assert "Andra källor: Trygghetsmätningen ingen uppgift · Anmälda brott ingen uppgift" in told


@pytest.mark.parametrize("query", ["", "?amne=finns-inte", "?amne=%00&omrade=%00", "?amne=belysning&omrade=finns-inte"])
def test_any_address_is_answered(coordinator: FlaskClient, query: str) -> None:
    read(coordinator.get(PAGE + query))
