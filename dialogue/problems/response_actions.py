"""Measures and the public answer of a problem."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_area, access_topic
from dialogue.exceptions import StaleEdit
from dialogue.models import Answer, Measure, Owner, PromiseStatus
from dialogue.models import MeasureStatus as MeasureStatus
from dialogue.problems import queries
from dialogue.problems.actions import new_code
from dialogue.staff_text import tidy

OUTCOMES = {MeasureStatus.DONE: PromiseStatus.KEPT, MeasureStatus.DROPPED: PromiseStatus.DROPPED}
WORDS = ("title", "heard", "decided", "done", "came_of_it", "why_not")


class OwnAnswer(Exception):
    """Nobody approves what they wrote themselves."""


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure as the form tells it."""

    text: str
    cause: str
    owner: Owner
    owner_role: str
    starts_on: date
    due_on: date
    cost: str
    status: MeasureStatus
    evidence: str


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """An answer as the form tells it; `topic` and `area` are codes, empty for all."""

    title: str
    topic: str
    area: str
    heard: str
    decided: str
    done: str
    came_of_it: str
    why_not: str


def save_measure(
    session: Session, viewer: Viewer, told: MeasureTold, *, problem_id: int | None, measure_id: int | None, version: int
) -> Measure:
    """Add a measure, or change one; raises StaleEdit when somebody saved in between."""
    if measure_id is None:
        row = Measure(municipality_id=viewer.municipality_id, problem_id=problem_id, version=0)
        session.add(row)
    else:
        row = queries.access_measure(session, viewer, measure_id, lock=True)
        if row.version != version:
            raise StaleEdit
    row.text, row.cause = tidy(told.text, 400), tidy(told.cause, 300)
    row.owner, row.owner_role = told.owner, tidy(told.owner_role, 80)
    row.starts_on, row.due_on = told.starts_on, told.due_on
    row.cost, row.status, row.evidence = tidy(told.cost, 80), told.status, tidy(told.evidence, 400)
    row.version += 1
    _tell_the_meeting(session, viewer, row)
    return row


def take_vow(session: Session, viewer: Viewer, promise_id: int, *, today: date) -> Measure:
    """Let a measure stand for a promise made at a meeting, so that it is followed up like the rest; once."""
    promise = queries.access_vow(session, viewer, promise_id)
    known = session.scalar(select(Measure).where(Measure.room_promise_id == promise.id))
    if known is not None:
        return known
    row = Measure(
        municipality_id=viewer.municipality_id, room_promise_id=promise.id, text=promise.text, owner=Owner.JOINT,
        owner_role=promise.owner, starts_on=min(today, promise.due_on), due_on=promise.due_on, version=1,
    )  # fmt: skip
    session.add(row)
    return row


def _tell_the_meeting(session: Session, viewer: Viewer, row: Measure) -> None:
    """What came of a measure came of the promise that it stands for."""
    if row.room_promise_id is None or row.status not in OUTCOMES:
        return
    promise = queries.access_vow(session, viewer, row.room_promise_id)
    promise.status, promise.outcome = OUTCOMES[row.status], row.evidence[:400]


def save_answer(
    session: Session, viewer: Viewer, told: AnswerTold, *, code: str | None, problem_id: int | None, version: int,
    today: date,
) -> Answer:  # fmt: skip
    """Write an answer's draft; what is public stays until a second person approves the draft."""
    if told.topic:
        access_topic(session, viewer, told.topic)
    if told.area:
        access_area(session, viewer, told.area)
    if code is None:
        row = Answer(municipality_id=viewer.municipality_id, code=new_code(), problem_id=problem_id, version=0)
        session.add(row)
    else:
        row = queries.access_answer(session, viewer, code, lock=True)
        if row.version != version:
            raise StaleEdit
    row.draft = {name: tidy(value, 160 if name == "title" else 4000) for name, value in asdict(told).items()}
    row.written_by_id, row.updated_on = viewer.staff_id, today
    row.version += 1
    return row


def approve_answer(session: Session, viewer: Viewer, code: str, *, version: int, today: date) -> Answer:
    """Publish exactly the draft that was read. Raises OwnAnswer, or StaleEdit when it was changed meanwhile."""
    row = queries.access_answer(session, viewer, code, lock=True)
    if row.version != version or row.draft is None:
        raise StaleEdit
    if row.written_by_id == viewer.staff_id:
        raise OwnAnswer
    told = AnswerTold(**row.draft)
    row.topic_id = access_topic(session, viewer, told.topic).id if told.topic else None
    row.area_id = access_area(session, viewer, told.area).id if told.area else None
    for name in WORDS:
        setattr(row, name, getattr(told, name))
    row.draft = None
    row.approved_by_id, row.published_on, row.updated_on = viewer.staff_id, row.published_on or today, today
    row.version += 1
    return row
