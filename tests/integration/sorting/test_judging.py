"""What the worker writes: staff's word stands, twice is once, and a re-run keeps every correction."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import (
    Area,
    Channel,
    Cluster,
    Concern,
    ConcernVector,
    Daypart,
    DecidedBy,
    Municipality,
    Topic,
    TopicStatus,
)
from dialogue.sorting import actions, queries
from dialogue.sorting.tools import Judgement
from nlp.types import Clustering, Kind, Triage, UrgentReason

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
CALM = Triage(Kind.CONCERN, urgent=False, reason=None, score=0.01)


def add(session: Session, municipality: Municipality, text: str = "Det är mörkt", **more: object) -> Concern:
    row = Concern(
        municipality_id=municipality.id,
        text=text,
        channel=Channel.WEB,
        received_on=date(2026, 3, 1),
        received_daypart=Daypart.DAY,
        **more,
    )
    session.add(row)
    session.flush()
    return row


def judged(code: str = "belysning", p: float = 0.9, area: str | None = "dio", triage: Triage = CALM) -> Judgement:
    vector = np.ones(8, dtype="<f2").tobytes()
    return Judgement(lang="sv", triage=triage, area=area, guesses=((code, p),), vector=vector)


def write(session: Session, municipality: Municipality, judgements: Sequence[Judgement]) -> int:
    batch = queries.unjudged_concerns(session, municipality.id, 50)
    return actions.write_judgements(session, municipality.id, batch, judgements, model_id="m1")


def code_of(session: Session, row: Concern) -> str | None:
    return session.scalar(select(Topic.code).where(Topic.id == row.topic_id))


def test_a_text_gets_topic_area_and_vector(session: Session, municipality: Municipality) -> None:
    row = add(session, municipality)
    assert write(session, municipality, [judged()]) == 1
    assert (code_of(session, row), row.topic_by) == ("belysning", DecidedBy.MACHINE)
    assert session.scalar(select(Area.code).where(Area.id == row.area_id)) == "dio"
    assert session.get(ConcernVector, row.id) is not None
    assert queries.unjudged_concerns(session, municipality.id, 50) == []


def test_a_killed_worker_run_again_changes_nothing(session: Session, municipality: Municipality) -> None:
    row = add(session, municipality)
    batch = queries.unjudged_concerns(session, municipality.id, 50)
    actions.write_judgements(session, municipality.id, batch, [judged()], model_id="m1")
    again = actions.write_judgements(session, municipality.id, batch, [judged("trafik")], model_id="m1")
    assert again == 0
    assert code_of(session, row) == "belysning"


def test_an_unsure_guess_is_no_topic(session: Session, municipality: Municipality) -> None:
    row = add(session, municipality)
    write(session, municipality, [judged(p=0.1)])
    assert row.topic_id is None


def test_the_senders_own_topic_wins_over_a_doubtful_guess(session: Session, municipality: Municipality) -> None:
    row = add(session, municipality, said_topics=["trafik"])
    write(session, municipality, [judged(p=0.2)])
    assert (code_of(session, row), row.topic_by) == ("trafik", DecidedBy.SENDER)


def test_the_senders_own_area_stands(session: Session, municipality: Municipality) -> None:
    areas = queries.codes_of_areas(session, municipality.id)
    row = add(session, municipality, said_area_id=areas["liatorp"])
    write(session, municipality, [judged(area="dio")])
    assert (row.area_id, row.area_by) == (areas["liatorp"], DecidedBy.SENDER)


def test_what_staff_decided_is_never_overwritten(session: Session, municipality: Municipality) -> None:
    areas, topics = (
        queries.codes_of_areas(session, municipality.id),
        queries.codes_of_topics(session, municipality.id),
    )
    row = add(
        session, municipality, area_id=areas["eneryda"], area_by=DecidedBy.STAFF,
        topic_id=topics["hundar"], topic_by=DecidedBy.STAFF,
    )  # fmt: skip
    write(session, municipality, [judged()])
    assert (row.area_id, code_of(session, row)) == (areas["eneryda"], "hundar")


def test_urgent_once_stays_urgent(session: Session, municipality: Municipality) -> None:
    row = add(session, municipality, urgent=True, urgent_reason="ongoing")
    write(session, municipality, [judged()])
    assert (row.urgent, row.urgent_reason) == (True, "ongoing")


def test_the_worker_finds_urgency_that_the_web_process_missed(session: Session, municipality: Municipality) -> None:
    row = add(session, municipality)
    urgent = Triage(Kind.EMERGENCY, urgent=True, reason=UrgentReason.ONGOING, score=0.9)
    write(session, municipality, [judged(triage=urgent)])
    assert (row.urgent, row.urgent_reason) == (True, "ongoing")


PATTERNS = {"gångtunneln": 0, "badplatsen": 1, "skolan": 2}


def fill(session: Session, municipality: Municipality, *, start: int = 0, count: int = 8) -> None:
    """Texts of three patterns with vectors that lie close inside each."""
    topic = queries.codes_of_topics(session, municipality.id)["belysning"]
    random = np.random.default_rng(start + 1)
    for place, axis in PATTERNS.items():
        for number in range(start, start + count):
            row = add(session, municipality, f"släckt lampa vid {place} kväll {number}", lang="sv", topic_id=topic,
                      topic_by=DecidedBy.MACHINE, judged_by="m1")  # fmt: skip
            vector = random.normal(scale=0.05, size=16)
            vector[axis] += 1
            session.add(ConcernVector(concern_id=row.id, municipality_id=municipality.id, model_id="m1",
                                      vector=(vector / np.linalg.norm(vector)).astype("<f2").tobytes()))  # fmt: skip
    session.flush()


def run(session: Session, municipality: Municipality) -> None:
    rows = queries.clustered_concerns(session, municipality.id, "m1")
    found = actions.find_clusters(rows, seed=0)
    actions.write_clusters(session, municipality.id, rows, found, model_id="m1", seed=0, now=NOW)
    session.flush()


@pytest.fixture
def clustered(session: Session, municipality: Municipality) -> list[Cluster]:
    fill(session, municipality)
    run(session, municipality)
    return list(session.scalars(select(Cluster).where(Cluster.is_current).order_by(Cluster.id)))


def test_the_patterns_inside_a_topic_are_found(clustered: list[Cluster]) -> None:
    assert len(clustered) == 3


def test_ids_and_own_labels_survive_a_changed_corpus(
    session: Session, municipality: Municipality, clustered: list[Cluster]
) -> None:
    clustered[0].own_label = "Mörkt under järnvägen"
    before = dict(session.execute(select(Concern.id, Concern.cluster_id)).all())
    fill(session, municipality, start=100, count=4)
    run(session, municipality)
    after = dict(session.execute(select(Concern.id, Concern.cluster_id)).all())
    assert {id_: after[id_] for id_ in before} == before
    assert session.get_one(Cluster, clustered[0].id).own_label == "Mörkt under järnvägen"


def test_a_run_begins_from_where_the_texts_lie(
    session: Session, municipality: Municipality, clustered: list[Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, int] = {}

    def listen(*_: object, former: dict[str, int], seed: int) -> Clustering:
        told.update(former)
        return Clustering((), {})

    monkeypatch.setattr(actions, "cluster", listen)
    fill(session, municipality, start=100, count=1)
    rows = queries.clustered_concerns(session, municipality.id, "m1")
    actions.find_clusters(rows, seed=0)
    assert told == {str(row.id): row.cluster_id for row in rows if row.cluster_id is not None}
    assert set(told.values()) == {part.id for part in clustered}
    assert len(told) == len(rows) - len(PATTERNS)


def test_a_text_moved_by_hand_stays_where_it_was_put(
    session: Session, municipality: Municipality, clustered: list[Cluster]
) -> None:
    row = session.scalars(select(Concern).where(Concern.cluster_id == clustered[0].id).order_by(Concern.id)).first()
    assert row is not None
    row.cluster_id, row.cluster_by = clustered[1].id, DecidedBy.STAFF
    fill(session, municipality, start=200, count=3)
    run(session, municipality)
    assert row.cluster_id == clustered[1].id


def test_merged_and_dismissed_clusters_stay_so(
    session: Session, municipality: Municipality, clustered: list[Cluster]
) -> None:
    clustered[0].status, clustered[0].merged_into_id = TopicStatus.MERGED, clustered[1].id
    clustered[2].status = TopicStatus.DISMISSED
    fill(session, municipality, start=300, count=3)
    run(session, municipality)
    assert [row.status for row in clustered] == ["merged", "active", "dismissed"]
    assert session.query(Cluster).count() == 3
