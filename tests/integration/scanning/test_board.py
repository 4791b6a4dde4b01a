"""The board and the topic page, as a signed-in member of staff meets them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import (
    AuditEvent,
    Channel,
    Concern,
    ConcernVector,
    Daypart,
    Municipality,
    ReviewAction,
    Role,
    Topic,
)

HOSTILE = "<script>alert(1)</script> ‮ring ⟦PHONE⟧ 'mörkt'"


@pytest.fixture
def add(session: Session) -> Callable[..., list[int]]:
    """`add(topic, n, code=…)` → ids of concerns that came yesterday."""

    def _add(topic: str | None, n: int, code: str = "0765", **fields: object) -> list[int]:
        place = session.query(Municipality).filter_by(code=code).one()
        found = session.query(Topic).filter_by(municipality_id=place.id, code=topic).one_or_none()
        told = {"text": "Mörkt vid tunneln", "channel": Channel.WEB, "received_daypart": Daypart.DAY}
        told |= {"received_on": clock.today() - timedelta(days=1), "topic_id": found.id if found else None} | fields
        rows = [Concern(municipality_id=place.id, **told) for _ in range(n)]
        session.add_all(rows)
        session.commit()
        ids = [row.id for row in rows]
        session.rollback()  # what the site writes next is to be seen
        return ids

    return _add


def csv_row(client: FlaskClient, name: str, query: str = "") -> list[str]:
    """The cells of a topic's row."""
    lines = client.get(f"/oversikt.csv{query}").get_data().decode("utf-8-sig").splitlines()
    return next((line.split(";") for line in lines if line.startswith(name)), [])


def seen() -> str:
    """The instant a page was shown."""
    return clock.now().isoformat()


@pytest.fixture
def coordinator(app: object, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False  # type: ignore[attr-defined]
    return sign_in(Role.COORDINATOR)


def test_counts_hold_only_this_municipality_and_no_abuse(
    coordinator: FlaskClient, add: Callable[..., list[int]]
) -> None:
    add("belysning", 4)
    add("belysning", 2, received_on=clock.today() - timedelta(days=100))
    add("belysning", 9, code="0781")
    add("belysning", 5, kind="abuse")
    assert csv_row(coordinator, "Mörkt, skymd")[1:3] == ["4", "2"]


def test_praise_is_its_own_row_and_few_texts_are_said_in_words(
    coordinator: FlaskClient, add: Callable[..., list[int]]
) -> None:
    add("belysning", 2, kind="praise")
    assert csv_row(coordinator, "Tryggt och bra")[1] == "2"
    assert csv_row(coordinator, "Mörkt") == []
    assert "för lite underlag" in coordinator.get("/oversikt").get_data(as_text=True)


def test_quotes_are_whole_and_harmless_and_their_opening_is_logged(
    coordinator: FlaskClient, add: Callable[..., list[int]], session: Session
) -> None:
    ids = add("belysning", 1, text=HOSTILE)
    page = coordinator.get("/oversikt/amne/belysning").get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ‮ring " in page
    assert "<script>alert" not in page
    event = session.query(AuditEvent).filter_by(event="texts_opened").one()
    assert event.subject["concerns"] == ids


def test_a_merge_counts_in_its_target_until_it_is_undone(
    coordinator: FlaskClient, add: Callable[..., list[int]], session: Session
) -> None:
    add("belysning", 3)
    told = {"reason": "samma sak", "seen": seen(), "topic": "belysning", "into_topic": "hundar"}
    assert coordinator.post("/oversikt/sla-ihop", data=told).status_code == 303
    assert csv_row(coordinator, "Lösa eller farliga")[1] == "3"
    action = session.query(ReviewAction).one()
    assert coordinator.post(f"/beslut/{action.id}/angra").status_code == 303
    assert csv_row(coordinator, "Mörkt, skymd")[1] == "3"
    assert coordinator.post(f"/beslut/{action.id}/angra").status_code == 409


def test_a_stale_move_is_refused_and_changes_nothing(
    coordinator: FlaskClient, add: Callable[..., list[int]], session: Session
) -> None:
    ids = add("belysning", 1)
    told = {"reason": "hör hit", "seen": seen(), "topic": "belysning", "concern": ids, "into_topic": "hundar"}
    assert coordinator.post("/oversikt/flytta", data=told).status_code == 303
    answer = coordinator.post("/oversikt/flytta", data=told | {"into_topic": "trafik"})
    assert answer.status_code == 409
    assert csv_row(coordinator, "Lösa eller farliga")[1] == "1"


def test_texts_of_another_municipality_are_not_there(coordinator: FlaskClient, add: Callable[..., list[int]]) -> None:
    ids = add("belysning", 1, code="0781")
    told = {"reason": "hör hit", "seen": seen(), "topic": "belysning", "concern": ids, "into_topic": "hundar"}
    assert coordinator.post("/oversikt/flytta", data=told).status_code == 404
    assert coordinator.get(f"/oversikt/text/{ids[0]}").status_code == 404


def test_a_label_with_personal_data_or_a_decision_without_reason_is_refused(coordinator: FlaskClient) -> None:
    told = {"reason": "tydligare", "seen": seen(), "topic": "hundar", "label": "Ring 070-174 06 05"}
    assert coordinator.post("/oversikt/byt-namn", data=told).status_code == 422
    assert coordinator.post("/oversikt/byt-namn", data=told | {"label": "Hundar", "reason": " "}).status_code == 422


def test_the_police_may_move_and_nothing_more(app: object, sign_in: Callable[..., FlaskClient]) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # type: ignore[attr-defined]
    police = sign_in(Role.POLICE)
    told = {"reason": "nej nej", "seen": datetime.now().astimezone().isoformat(), "topic": "hundar"}
    assert police.post("/oversikt/avfor", data=told).status_code == 403
    assert police.post("/oversikt/flytta", data=told).status_code == 422


def test_the_least_certain_texts_can_be_read_first(coordinator: FlaskClient, add: Callable[..., list[int]]) -> None:
    add("belysning", 1, text="säkert mörkt", topic_by="machine", topic_p=0.9)
    add("belysning", 1, text="avgjort mörkt", topic_by="staff", topic_p=0.1)
    add("belysning", 1, text="kanske mörkt", topic_by="machine", topic_p=0.4)
    page = coordinator.get("/oversikt/amne/belysning?ordning=osakrast").get_data(as_text=True)
    assert page.index("kanske mörkt") < page.index("säkert mörkt") < page.index("avgjort mörkt")


def test_texts_that_say_the_same_do_not_queue_after_each_other(
    coordinator: FlaskClient, add: Callable[..., list[int]], session: Session
) -> None:
    same, other = np.eye(2, 8, dtype="<f2")
    told = [("kanske ett", same, 0.4), ("kanske två", same, 0.41), ("kanske tre", same, 0.42), ("udda", other, 0.6)]
    for text, vector, p in told:
        (row,) = add("belysning", 1, text=text, topic_by="machine", topic_p=p, guesses=[["belysning", p]])
        place = session.get_one(Concern, row).municipality_id
        stored = {"concern_id": row, "municipality_id": place, "model_id": "words", "vector": vector.tobytes()}
        session.add(ConcernVector(**stored))
        session.commit()
    page = coordinator.get("/oversikt/amne/belysning?ordning=osakrast").get_data(as_text=True)
    places = [page.index(text) for text, _, _ in told]
    assert min(places[:3]) < places[3]
    assert sum(place < places[3] for place in places[:3]) == 1


def test_a_topic_of_ones_own_takes_three_texts_and_can_be_undone(
    coordinator: FlaskClient, add: Callable[..., list[int]], session: Session
) -> None:
    ids = add("belysning", 3)
    told = {"reason": "nytt", "seen": seen(), "topic": "belysning", "label": "Elsparkcyklar", "concern": ids}
    assert coordinator.post("/oversikt/nytt-amne", data=told | {"concern": ids[:2]}).status_code == 422
    assert coordinator.post("/oversikt/nytt-amne", data=told).status_code == 303
    assert csv_row(coordinator, "Elsparkcyklar")[1] == "3"
    assert coordinator.post(f"/beslut/{session.query(ReviewAction).one().id}/angra").status_code == 303
    assert csv_row(coordinator, "Elsparkcyklar") == []
    assert csv_row(coordinator, "Mörkt, skymd")[1] == "3"
