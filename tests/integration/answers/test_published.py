"""What is published of the counts: frozen quarters, nothing small, no difference that tells; and the answers."""

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import validate
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogue import clock, jobs
from dialogue.models import Answer, Area, Channel, Concern, Daypart, Municipality, Role, Staff, Topic
from dialogue.suppression import LEAST

FILES = ("/oppna-data/synpunkter.json", "/oppna-data/summor.json", "/oppna-data/synpunkter.csv")
ATOM = "{http://www.w3.org/2005/Atom}"
FIRST_LOOK, SECOND_LOOK = date(2026, 10, 20), date(2026, 11, 20)


@pytest.fixture
def texts(session: Session) -> list[int]:
    """Texts over two quarters, most of them few to a topic and place."""
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    topics = list(session.scalars(select(Topic.id).where(Topic.municipality_id == place.id).order_by(Topic.id)))
    areas = [*session.scalars(select(Area.id).where(Area.municipality_id == place.id).order_by(Area.id)), None]
    chance = random.Random(4)
    rows = [
        Concern(
            municipality_id=place.id, text="Mörkt", channel=Channel.WEB, received_daypart=Daypart.DAY,
            received_on=date(2026, 4, 1) + timedelta(days=chance.randrange(183)),
            topic_id=topics[min(chance.randrange(12), chance.randrange(12))], area_id=chance.choice(areas),
        )
        for _ in range(160)
    ]  # fmt: skip
    session.add_all(rows)
    session.commit()
    ids = [row.id for row in rows]
    session.rollback()
    return ids


def exports(app: Flask, client: FlaskClient, on: date) -> dict[str, str]:
    """Every public file of counts, as somebody fetches it on a day."""
    with time_machine.travel(on.isoformat()):
        with app.app_context():
            jobs.publish()
        return {path: client.get(path).get_data(as_text=True) for path in FILES}


def test_no_count_under_five_leaves_the_house(app: Flask, client: FlaskClient, texts: list[int]) -> None:
    told = exports(app, client, FIRST_LOOK)
    cells = json.loads(told["/oppna-data/synpunkter.json"])
    counts = [cell["texts"] for cell in cells if cell["texts"]]
    assert counts, "some counts are large enough to be told"
    assert min(counts) >= LEAST
    totals = json.loads(told["/oppna-data/summor.json"])
    sums = [
        count
        for quarter in totals
        for count in (
            quarter["texts"],
            *quarter["by_topic"].values(),
            *quarter["by_part"].values(),
            *quarter["by_age"].values(),
        )
    ]
    assert all(n is None or n == 0 or n >= LEAST for n in sums)


def test_what_happens_between_two_looks_cannot_be_read_from_their_difference(
    app: Flask, client: FlaskClient, session: Session, texts: list[int]
) -> None:
    before = exports(app, client, FIRST_LOOK)
    session.execute(delete(Concern).where(Concern.id == texts[0]))  # one sender takes a text back
    moved = session.get_one(Concern, texts[1])  # an analyst moves another
    moved.topic_id = session.scalar(select(Topic.id).where(Topic.code == "hundar", Topic.municipality_id == 1))
    session.commit()
    after = exports(app, client, SECOND_LOOK)
    assert after == before


def test_an_attacker_with_all_sums_finds_no_small_count(app: Flask, client: FlaskClient, texts: list[int]) -> None:
    """For every hidden small cell there is another table that shows the same and holds something else there."""
    told = exports(app, client, FIRST_LOOK)
    cells = json.loads(told["/oppna-data/synpunkter.json"])
    totals = {row["from"]: row for row in json.loads(told["/oppna-data/summor.json"])}
    for quarter, sums in totals.items():
        mine = [cell for cell in cells if cell["from"] == quarter]
        by_topic: dict[str, list[int | None]] = {}
        for cell in mine:
            by_topic.setdefault(cell["topic"] or "-", []).append(cell["texts"])
        for topic, row in by_topic.items():
            gone = row.count(None)
            if sums["by_topic"][topic] is not None and gone:
                assert gone >= 2, "a single hidden cell beside its sum can be worked out"
                rest = sums["by_topic"][topic] - sum(n for n in row if n)
                assert rest == 0 or rest >= LEAST, "what is hidden together is itself no small count"


def test_the_files_are_what_their_description_says(app: Flask, client: FlaskClient, texts: list[int]) -> None:
    exports(app, client, FIRST_LOOK)
    described = client.get("/oppna-data/openapi.json").get_json()
    for path, verbs in described["paths"].items():
        answer = client.get(path)
        assert answer.status_code == 200
        content = verbs["get"]["responses"]["200"]["content"]
        if "application/json" in content:
            validate(answer.get_json(), content["application/json"]["schema"])
    assert "synpunkter.csv" in client.get("/oppna-data").get_data(as_text=True)


@pytest.fixture
def answer(app: Flask, sign_in: Callable[..., FlaskClient], session: Session) -> Answer:
    """A published answer on dark places in Diö."""
    sign_in(Role.COORDINATOR)
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    who = session.scalars(select(Staff.id)).first()
    row = Answer(
        municipality_id=place.id, code="ABC234", title="Lampor <vid> tunneln", heard="Att det är mörkt.",
        decided="Nya lampor.", done="Sex lampor.", written_by_id=who, approved_by_id=who,
        published_on=clock.today(), updated_on=clock.today(),
        topic_id=session.scalar(select(Topic.id).where(Topic.municipality_id == place.id, Topic.code == "belysning")),
        area_id=session.scalar(select(Area.id).where(Area.municipality_id == place.id, Area.code == "dio")),
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


def test_answers_are_listed_filtered_and_fed(client: FlaskClient, answer: Answer) -> None:
    page = client.get("/svar").get_data(as_text=True)
    assert "Lampor &lt;vid&gt; tunneln" in page
    assert "Sex lampor." in page
    assert "Sex lampor." in client.get("/svar?amne=belysning&omrade=dio").get_data(as_text=True)
    assert "Inget svar passar" in client.get("/svar?amne=hundar").get_data(as_text=True)
    feed = ElementTree.fromstring(client.get("/svar.atom").get_data())
    names = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert names == ["Lampor <vid> tunneln"]


def test_a_draft_is_not_public(client: FlaskClient, session: Session, answer: Answer) -> None:
    row = session.get_one(Answer, answer.id)
    row.draft = {"title": "Hemligt utkast", "topic": "", "area": "", "heard": "x", "decided": "x", "done": "",
                 "came_of_it": "", "why_not": ""}  # fmt: skip
    session.commit()
    for path in ("/svar", "/svar.atom", "/oppna-data/svar.json"):
        told = client.get(path).get_data(as_text=True)
        assert "Hemligt" not in told
        assert "Lampor" in told
