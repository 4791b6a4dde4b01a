"""What grows beyond chance stands above the board with its evidence in words; a burst is one event, and said."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import clock, jobs
from dialogue.models import AlarmKind, Area, Channel, Concern, Daypart, EmergingAlarm, Municipality, Role, Topic


def _concern(session: Session, topic: str, area: str, days_ago: int) -> Concern:
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    return Concern(
        municipality_id=place.id,
        text="De kör som galningar",
        channel=Channel.WEB,
        received_daypart=Daypart.DAY,
        received_on=clock.today() - timedelta(days=days_ago),
        topic_id=session.scalar(select(Topic.id).where(Topic.municipality_id == place.id, Topic.code == topic)),
        area_id=session.scalar(select(Area.id).where(Area.municipality_id == place.id, Area.code == area)),
    )


@pytest.fixture
def quiet_year(session: Session) -> None:
    """A text every third day for a year, spread over topics and areas."""
    topics, areas = ("belysning", "nedskrapning", "trafik"), ("dio", "liatorp", "eneryda")
    for step in range(120):
        session.add(_concern(session, topics[step % 3], areas[(step // 3) % 3], 70 + 3 * step))
    session.commit()
    session.rollback()


def test_growth_is_told_in_words_with_the_way_to_its_texts(
    app: Flask, session: Session, sign_in: object, quiet_year: None
) -> None:
    session.add_all([_concern(session, "trafik", "dio", days) for days in (1, 2, 4, 5, 7, 8, 10, 11, 12, 13)])
    session.commit()
    session.rollback()
    with app.app_context():
        assert jobs.watch() == 1
    page = sign_in(Role.ANALYST).get("/oversikt").get_data(as_text=True)  # type: ignore[operator]
    assert "Växer mer än slumpen förklarar" in page
    assert "10 händelser på 10 olika dagar, väntat" in page
    assert "ovanligt" in page
    assert "omrade=dio" in page


def test_a_class_in_one_lesson_is_one_event_and_is_said(
    app: Flask, session: Session, sign_in: object, quiet_year: None
) -> None:
    session.add_all([_concern(session, "trafik", "dio", 2) for _ in range(25)])
    session.commit()
    session.rollback()
    with app.app_context():
        assert jobs.watch() == 0
    page = sign_in(Role.ANALYST).get("/oversikt").get_data(as_text=True)  # type: ignore[operator]
    assert "1 skur räknas som en händelse" in page
    assert "25 texter" in page


def test_a_second_look_replaces_the_first_and_municipalities_stay_apart(
    app: Flask, session: Session, sign_in: object, quiet_year: None
) -> None:
    session.add_all([_concern(session, "trafik", "dio", days) for days in range(1, 13)])
    session.commit()
    session.rollback()
    client: FlaskClient = sign_in(Role.ANALYST, code="0781")  # type: ignore[operator]
    assert "slumpen förklarar" not in client.get("/oversikt").get_data(as_text=True), "nobody has looked yet"
    with app.app_context():
        jobs.watch()
        jobs.watch()
    rows = session.scalars(select(EmergingAlarm)).all()
    assert [row.kind for row in rows] == [AlarmKind.GROWTH]
    page = client.get("/oversikt").get_data(as_text=True)
    assert "Växer mer" not in page
    assert "Inget växer mer än slumpen förklarar. Senast sökt" in page
