"""What the pages of problems read: sheets, cards, what was heard about them, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import NotFound
from dialogue.locking import locked
from dialogue.merging import topics_within
from dialogue.models import (
    Answer as Answer,
)
from dialogue.models import (
    Area,
    CheersOutcome,
    CheersSheet,
    Concern,
    LinkStatus,
    MeasureStatus,
    Meeting,
    Problem,
    ProblemConcern,
    ProblemVersion,
    PromiseStatus,
    RoomPromise,
    SheetVersion,
    Topic,
    TopicStatus,
)
from dialogue.models import (
    Measure as Measure,
)
from dialogue.problems.cheers import Heard
from dialogue.problems.effect import year_before

Row = TypeVar("Row")

LEFT_OUT = ("abuse", "empty", "praise")
MOST = 200
MOST_HEARD = 2000
PROPOSALS = 30


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sheet or a card is about: ids of a topic with those merged into it, of a cluster, of areas."""

    municipality_id: int
    topic_ids: tuple[int, ...] = ()
    cluster_id: int | None = None
    area_ids: tuple[int, ...] = ()

    def condition(self) -> ColumnElement[bool]:
        """The concerns it covers."""
        told = [Concern.municipality_id == self.municipality_id, Concern.kind.not_in(LEFT_OUT)]
        if self.topic_ids:
            told.append(Concern.topic_id.in_(self.topic_ids))
        if self.cluster_id:
            told.append(Concern.cluster_id == self.cluster_id)
        if self.area_ids:
            told.append(Concern.area_id.in_(self.area_ids))
        return and_(*told)


def scope_of(session: Session, viewer: Viewer, row: CheersSheet | Problem) -> Scope:
    """What a sheet or a card covers: the topic with what was merged into it, the area with the areas in it."""
    mine = viewer.municipality_id
    topics = topics_within(session, mine, row.topic_id) if row.topic_id else ()
    areas: tuple[int, ...] = ()
    if row.area_id:
        inside = or_(Area.id == row.area_id, Area.parent_id == row.area_id)
        areas = tuple(session.scalars(select(Area.id).where(Area.municipality_id == mine, inside)))
    cluster = row.cluster_id if isinstance(row, CheersSheet) else None
    return Scope(mine, topics, cluster, areas)


def heard(session: Session, scope: Scope) -> list[Heard]:
    """The latest texts in scope, as the CHEERS sheet weighs them."""
    query = select(Concern, Area.name).outerjoin(Area, Area.id == Concern.area_id).where(scope.condition())
    rows = session.execute(query.order_by(Concern.received_on.desc(), Concern.id).limit(MOST_HEARD))
    return [
        Heard(
            on=row.received_on,
            way=f"{row.channel.value} {row.meeting_id or ''}",
            age=row.age_band.value if row.age_band else None,
            area=area,
            daypart=row.happens_daypart.value if row.happens_daypart else None,
            knowledge=row.knowledge.value if row.knowledge else None,
            told_when=bool(row.happens_daypart or row.frequency or row.happens_days),
            text=row.text,
        )
        for row, area in rows
    ]


def access_sheet(session: Session, viewer: Viewer, sheet_id: int, *, lock: bool = False) -> CheersSheet:
    """A sheet of the viewer's municipality; read anew and locked until the transaction ends if asked."""
    mine = CheersSheet.municipality_id == viewer.municipality_id
    asked = select(CheersSheet).where(mine, CheersSheet.id == sheet_id)
    return _found(session.scalar(locked(asked) if lock else asked))


def access_problem(session: Session, viewer: Viewer, code: str, *, lock: bool = False) -> Problem:
    """A problem of the viewer's municipality, by its code; read anew and locked until the transaction ends if asked."""
    mine = Problem.municipality_id == viewer.municipality_id
    asked = select(Problem).where(mine, Problem.code == code)
    if not code.isprintable():  # PostgreSQL refuses to look for it
        raise NotFound("no such row here")
    return _found(session.scalar(locked(asked) if lock else asked))


def access_measure(session: Session, viewer: Viewer, measure_id: int, *, lock: bool = False) -> Measure:
    """A measure of the viewer's municipality; `lock` holds it for one who is about to change it."""
    mine = Measure.municipality_id == viewer.municipality_id
    asked = select(Measure).where(mine, Measure.id == measure_id)
    return _found(session.scalar(locked(asked) if lock else asked))


def access_answer(session: Session, viewer: Viewer, code: str, *, lock: bool = False) -> Answer:
    """An answer of the viewer's municipality, by its code; `lock` holds it for one who is about to change it."""
    mine = Answer.municipality_id == viewer.municipality_id
    asked = select(Answer).where(mine, Answer.code == code)
    return _found(session.scalar(locked(asked) if lock else asked))


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound("no such row here")
    return row


def sheets(session: Session, viewer: Viewer) -> Sequence[CheersSheet]:
    """The sheets, the undecided first, then by the day to look again."""
    query = select(CheersSheet).where(CheersSheet.municipality_id == viewer.municipality_id)
    order = (CheersSheet.outcome != CheersOutcome.OPEN, CheersSheet.review_on, CheersSheet.id.desc())
    return session.scalars(query.order_by(*order).limit(MOST)).all()


def problems(session: Session, viewer: Viewer) -> Sequence[Problem]:
    """The problems, the latest opened first."""
    query = select(Problem).where(Problem.municipality_id == viewer.municipality_id)
    return session.scalars(query.order_by(Problem.opened_on.desc(), Problem.id.desc()).limit(MOST)).all()


def measures(session: Session, viewer: Viewer, problem_id: int | None = None) -> Sequence[Measure]:
    """Measures, the unfinished first, the soonest due first; of one problem, or all."""
    query = select(Measure).where(Measure.municipality_id == viewer.municipality_id)
    if problem_id is not None:
        query = query.where(Measure.problem_id == problem_id)
    over = Measure.status.in_((MeasureStatus.DONE, MeasureStatus.DROPPED))
    return session.scalars(query.order_by(over, Measure.due_on, Measure.id).limit(MOST)).all()


def versions(session: Session, problem: Problem) -> Sequence[ProblemVersion]:
    """All savings of a card, the latest first."""
    query = select(ProblemVersion).where(ProblemVersion.problem_id == problem.id)
    return session.scalars(query.order_by(ProblemVersion.version.desc()).limit(MOST)).all()


def sheet_versions(session: Session, sheet: CheersSheet) -> Sequence[SheetVersion]:
    """What a sheet said each time, the latest first."""
    query = select(SheetVersion).where(SheetVersion.sheet_id == sheet.id)
    return session.scalars(query.order_by(SheetVersion.version.desc()).limit(MOST)).all()


def card_at(session: Session, problem: Problem, version: int) -> dict[str, str]:
    """What the card said at a version; empty where there is no such version."""
    return next((row.card for row in versions(session, problem) if row.version == version), {})


def answers(session: Session, viewer: Viewer) -> Sequence[Answer]:
    """Answers, the unpublished first."""
    query = select(Answer).where(Answer.municipality_id == viewer.municipality_id)
    order = (Answer.published_on.is_not(None), Answer.updated_on.desc(), Answer.id.desc())
    return session.scalars(query.order_by(*order).limit(MOST)).all()


def answer_of(session: Session, problem: Problem) -> Answer | None:
    """The answer that belongs to a problem."""
    return session.scalar(select(Answer).where(Answer.problem_id == problem.id).order_by(Answer.id).limit(1))


def names(session: Session, viewer: Viewer) -> tuple[dict[int, str], dict[int, str]]:
    """(topic id → name, area id → name) of the viewer's municipality."""
    topics = select(Topic.id, func.coalesce(Topic.own_label, Topic.name))
    areas = select(Area.id, Area.name).where(Area.municipality_id == viewer.municipality_id)
    found = session.execute(topics.where(Topic.municipality_id == viewer.municipality_id)).all()
    return {row[0]: row[1] for row in found}, {row[0]: row[1] for row in session.execute(areas)}


def members(session: Session, problem: Problem) -> list[Concern]:
    """The texts that a person put under the problem, newest first."""
    query = (
        select(Concern)
        .join(ProblemConcern, ProblemConcern.concern_id == Concern.id)
        .where(ProblemConcern.problem_id == problem.id, ProblemConcern.status == LinkStatus.MEMBER)
    )
    return list(session.scalars(query.order_by(Concern.received_on.desc(), Concern.id).limit(MOST)))


def proposals(session: Session, scope: Scope, problem: Problem) -> list[Concern]:
    """Texts in the problem's topic and area that nobody has put under it or set aside: the living link."""
    if not scope.topic_ids and not scope.area_ids:
        return []
    judged = select(ProblemConcern.concern_id).where(ProblemConcern.problem_id == problem.id)
    query = select(Concern).where(scope.condition(), Concern.id.not_in(judged))
    return list(session.scalars(query.order_by(Concern.received_on.desc(), Concern.id).limit(PROPOSALS)))


@dataclass(frozen=True, slots=True)
class Counts:
    """Events before and after: in the problem's scope, on the same topic elsewhere, and of other topics in its area."""

    here: tuple[int, int]
    elsewhere: tuple[int, int]
    other: tuple[int, int]
    meetings: int  # held in the area during both periods: they raise what is told


def before_and_after(session: Session, scope: Scope, first: date, last: date) -> Counts:
    """Counts of distinct days × ways in, from `first` to `last` and the same days a year before."""
    periods = (year_before(first, last), (first, last))
    everywhere = Scope(scope.municipality_id, scope.topic_ids)
    areas = Concern.area_id.in_(scope.area_ids)
    elsewhere = and_(everywhere.condition(), or_(~areas, Concern.area_id.is_(None)))
    whole = Scope(scope.municipality_id, area_ids=scope.area_ids).condition()
    if scope.topic_ids:
        whole = and_(whole, or_(Concern.topic_id.not_in(scope.topic_ids), Concern.topic_id.is_(None)))
    held = select(func.count()).select_from(Meeting).where(
        Meeting.municipality_id == scope.municipality_id,
        or_(*(Meeting.held_on.between(*days) for days in periods)),
        Meeting.area_id.in_(scope.area_ids) if scope.area_ids else Meeting.id.is_not(None),
    )  # fmt: skip

    def pair(condition: ColumnElement[bool]) -> tuple[int, int]:
        before, after = (_events(session, condition, days) for days in periods)
        return before, after

    return Counts(
        pair(scope.condition()),
        pair(elsewhere) if scope.area_ids else (0, 0),
        pair(whole),
        session.scalar(held) or 0,
    )


def _events(session: Session, condition: ColumnElement[bool], days: tuple[date, date]) -> int:
    """A class that writes in one lesson is one event."""
    distinct = (
        select(Concern.received_on, Concern.channel, Concern.meeting_id)
        .where(condition, Concern.received_on.between(*days))
        .distinct()
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(distinct)) or 0


def reviews_due(session: Session, viewer: Viewer, today: date) -> Sequence[CheersSheet]:
    """Sheets on watch whose day to look again has come."""
    mine = CheersSheet.municipality_id == viewer.municipality_id
    due = and_(CheersSheet.outcome == CheersOutcome.WATCH, CheersSheet.review_on <= today)
    return session.scalars(select(CheersSheet).where(mine, due).order_by(CheersSheet.review_on).limit(MOST)).all()


def is_public(answer: Answer | None) -> bool:
    """Whether an answer has been published."""
    return answer is not None and answer.published_on is not None


def offered(session: Session, viewer: Viewer) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(code, name) of the topics and of the areas that an answer can be about."""
    topics = select(Topic.code, func.coalesce(Topic.own_label, Topic.name)).where(
        Topic.municipality_id == viewer.municipality_id, Topic.status == TopicStatus.ACTIVE
    )
    areas = select(Area.code, Area.name).where(Area.municipality_id == viewer.municipality_id)
    found = session.execute(topics.order_by(Topic.position, Topic.id)).all()
    places = session.execute(areas.order_by(Area.position, Area.id)).all()
    return [(code, name) for code, name in found], [(code, name) for code, name in places]


def codes_of(session: Session, viewer: Viewer, topic_id: int | None, area_id: int | None) -> tuple[str, str]:
    """The codes of a topic and an area of the viewer's municipality; empty where there is none."""
    topic = select(Topic.code).where(Topic.municipality_id == viewer.municipality_id, Topic.id == topic_id)
    area = select(Area.code).where(Area.municipality_id == viewer.municipality_id, Area.id == area_id)
    return session.scalar(topic) or "", session.scalar(area) or ""


def sheet_of(session: Session, problem: Problem) -> CheersSheet | None:
    """The sheet that a problem came from."""
    return session.scalar(select(CheersSheet).where(CheersSheet.problem_id == problem.id).limit(1))


def code_of(session: Session, sheet: CheersSheet) -> str:
    """The code of the problem that a sheet became; empty where it became none."""
    return session.scalar(select(Problem.code).where(Problem.id == sheet.problem_id)) or ""


@dataclass(frozen=True, slots=True)
class RoomVow:
    """A promise made at a meeting that no measure stands for yet."""

    id: int
    text: str
    owner: str
    due_on: date
    meeting: str


def vows(session: Session, viewer: Viewer) -> list[RoomVow]:
    """The open promises of meetings without a measure, the soonest due first."""
    taken = select(Measure.room_promise_id).where(Measure.room_promise_id.is_not(None))
    query = (
        select(RoomPromise.id, RoomPromise.text, RoomPromise.owner, RoomPromise.due_on, Meeting.title)
        .join(Meeting, Meeting.id == RoomPromise.meeting_id)
        .where(
            RoomPromise.municipality_id == viewer.municipality_id,
            RoomPromise.status == PromiseStatus.OPEN,
            RoomPromise.id.not_in(taken),
        )
    )
    return [RoomVow(*row) for row in session.execute(query.order_by(RoomPromise.due_on, RoomPromise.id).limit(MOST))]


def access_vow(session: Session, viewer: Viewer, promise_id: int) -> RoomPromise:
    """A promise made at a meeting of the viewer's municipality."""
    mine = RoomPromise.municipality_id == viewer.municipality_id
    return _found(session.scalar(select(RoomPromise).where(mine, RoomPromise.id == promise_id)))
