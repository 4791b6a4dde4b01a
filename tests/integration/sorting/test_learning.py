"""What staff decide is learnt in the night: by every worker alike, and taken back when the decision is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import jobs
from dialogue.access import Viewer
from dialogue.intake.queries import form_options
from dialogue.models import Channel, Concern, ConcernVector, Daypart, DecidedBy, Municipality, Role, Staff, Topic
from dialogue.scanning import actions as review
from dialogue.sorting import learning, queries
from dialogue.sorting.tools import Tools
from nlp.corpus import LabelledText
from nlp.encode import Encoder, Vectors
from nlp.topic_model import TopicModel

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LAMP, SCOOTER = np.eye(8, dtype=np.float32)[:2]
SHIPPED = [("Lampan är trasig", "belysning", LAMP), ("Det är mörkt på vägen", "belysning", LAMP),
           ("Bilarna kör för fort", "trafik", np.eye(8, dtype=np.float32)[2]),
           ("Alla kör om vid skolan", "trafik", np.eye(8, dtype=np.float32)[2])]  # fmt: skip


class Words:
    """An encoder that knows two things: scooters, and all else."""

    model_id, dimensions = "words", 8

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.stack([SCOOTER if "elspark" in text else LAMP for text in texts])


def small_model(encoder: Encoder, moves: Sequence[LabelledText] = ()) -> TopicModel:
    texts = [text for text, _, _ in SHIPPED] + [move.text for move in moves]
    topics = [topic for _, topic, _ in SHIPPED] + [move.topic or "" for move in moves]
    vectors = np.stack([vector for _, _, vector in SHIPPED] + [encoder.encode([move.text])[0] for move in moves])
    return TopicModel().fit(texts, ["sv"] * len(texts), topics, vectors)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    """Tools whose models learn from four texts instead of the shipped thousands."""
    monkeypatch.setattr(learning, "train_topic_model", small_model)
    made = Tools(Words(), tmp_path)
    made.__dict__["topic_model"] = small_model(Words())
    return made


@pytest.fixture
def viewer(session: Session, municipality: Municipality) -> Viewer:
    staff = Staff(email="a@example.com", name="A")
    session.add(staff)
    session.flush()
    return Viewer(staff.id, "A", Role.ANALYST, municipality.id, municipality.name)


def add(session: Session, municipality: Municipality, text: str, topic: str = "belysning") -> Concern:
    topics = queries.codes_of_topics(session, municipality.id)
    row = Concern(
        municipality_id=municipality.id, text=text, lang="sv", channel=Channel.WEB, received_on=date(2026, 3, 1),
        received_daypart=Daypart.DAY, topic_id=topics[topic], topic_by=DecidedBy.MACHINE, judged_by="words",
    )  # fmt: skip
    session.add(row)
    session.flush()
    vector = Words().encode([text])[0].astype("<f2").tobytes()
    session.add(ConcernVector(concern_id=row.id, municipality_id=municipality.id, model_id="words", vector=vector))
    session.commit()
    return row


def night(app: Flask, tools: Tools) -> None:
    with app.app_context():
        jobs.recluster(tools)


def decide(viewer: Viewer, at: datetime = NOW) -> review.Decision:
    return review.Decision(viewer, "ett eget ämne", at, at)


def topic_of(session: Session, row: Concern) -> str | None:
    session.expire_all()
    return session.scalar(select(Topic.name).where(Topic.id == row.topic_id))


def test_three_examples_teach_a_new_topic_and_undo_takes_it_back(
    app: Flask, session: Session, municipality: Municipality, viewer: Viewer, tools: Tools
) -> None:
    examples = [add(session, municipality, f"elsparkcyklar ligger i vägen {at}") for at in range(3)]
    other = add(session, municipality, "elsparkcyklar överallt på trottoaren")
    lamp = add(session, municipality, "Lampan är trasig igen")
    action = review.create_topic(session, [row.id for row in examples], decide(viewer), label="Elsparkcyklar")
    session.commit()
    night(app, tools)
    assert (topic_of(session, other), other.topic_by) == ("Elsparkcyklar", DecidedBy.MACHINE)
    assert topic_of(session, lamp) == "Mörkt, skymd sikt, trasig belysning"

    review.undo_action(session, viewer, action.id, at=NOW + timedelta(hours=1))
    session.commit()
    night(app, tools)
    assert topic_of(session, other) != "Elsparkcyklar"


def test_two_examples_are_too_few(session: Session, municipality: Municipality, viewer: Viewer) -> None:
    ids = [add(session, municipality, f"elsparkcyklar {at}").id for at in range(2)]
    with pytest.raises(review.NotDone, match="too_few_examples"):
        review.create_topic(session, ids, decide(viewer), label="Elsparkcyklar")


def test_a_night_with_nothing_new_changes_nothing_and_trains_nothing(
    app: Flask,
    session: Session,
    municipality: Municipality,
    viewer: Viewer,
    tools: Tools,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved = add(session, municipality, "Det är mörkt hos oss")
    review.move_concerns(session, [moved.id], decide(viewer), topic="trafik", area=None)
    session.commit()
    night(app, tools)

    def never(*_: object) -> TopicModel:
        raise AssertionError("trained again")

    monkeypatch.setattr(learning, "train_topic_model", never)
    night(app, tools)
    assert topic_of(session, moved) == "Fortkörning och trafik"
    fresh = Tools(Words(), tools._models)  # another worker on the same machine reads what was written
    name, model = fresh.topic_model_of(municipality.id, queries.decided_texts(session, municipality.id, before=NOW))
    assert name
    assert model.topics_ == ["belysning", "trafik"]


def test_only_standing_decisions_of_ones_own_municipality_before_the_run_are_learnt(
    session: Session, municipality: Municipality, viewer: Viewer
) -> None:
    first, second, undone = (add(session, municipality, f"text {at}") for at in range(3))
    review.move_concerns(session, [first.id], decide(viewer), topic="trafik", area=None)
    review.move_concerns(session, [second.id], decide(viewer, NOW + timedelta(hours=2)), topic="trafik", area=None)
    action = review.move_concerns(session, [undone.id], decide(viewer), topic="trafik", area=None)
    review.undo_action(session, viewer, action.id, at=NOW)
    session.commit()
    learnt = queries.decided_texts(session, municipality.id, before=NOW + timedelta(hours=1))
    assert [(text.id, text.topic) for text in learnt] == [(first.id, "trafik")]
    assert queries.decided_texts(session, municipality.id + 1, before=NOW + timedelta(days=1)) == []


def test_a_topic_without_a_plain_name_is_not_offered_to_the_public(
    session: Session, municipality: Municipality, viewer: Viewer
) -> None:
    ids = [add(session, municipality, f"elsparkcyklar {at}").id for at in range(3)]
    review.create_topic(session, ids, decide(viewer), label="Elsparkcyklar")
    session.commit()
    assert "Elsparkcyklar" in set(session.scalars(select(Topic.name)))
    assert "Elsparkcyklar" not in {topic.name for topic in form_options(session, municipality.id).topics}
