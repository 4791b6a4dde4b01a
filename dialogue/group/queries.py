"""What the group's pages read, and what has changed since it last met."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Session

from dialogue.access import Viewer
from dialogue.exceptions import NotFound
from dialogue.group.agenda import Change, Changes
from dialogue.group.sayings import Sayings
from dialogue.locking import locked
from dialogue.models import (
    AgendaItem,
    AlarmKind,
    Answer,
    Area,
    CheersOutcome,
    CheersSheet,
    Commitment,
    EmergingAlarm,
    FollowUp,
    GroupMember,
    Light,
    Measure,
    MeasureStatus,
    Meeting,
    MeetingStatus,
    Phase,
    Pledge,
    PledgeStatus,
    Problem,
    PromiseStatus,
    RoomPromise,
    Sitting,
    SittingStatus,
    Task,
    Topic,
)

Row = TypeVar("Row")
MOST = 100
STALE = timedelta(days=60)
AHEAD = timedelta(days=60)
EXPIRY = timedelta(days=90)


def access_sitting(session: Session, viewer: Viewer, sitting_id: int, *, lock: bool = False) -> Sitting:
    """A sitting of the viewer's municipality; read anew and locked until the transaction ends if asked."""
    mine = Sitting.municipality_id == viewer.municipality_id
    asked = select(Sitting).where(mine, Sitting.id == sitting_id)
    return _found(session.scalar(locked(asked) if lock else asked))


def access_item(session: Session, viewer: Viewer, item_id: int, *, lock: bool = False) -> AgendaItem:
    """A point of an agenda of the viewer's municipality; read anew and locked until the transaction ends if asked."""
    mine = AgendaItem.municipality_id == viewer.municipality_id
    asked = select(AgendaItem).where(mine, AgendaItem.id == item_id)
    return _found(session.scalar(locked(asked) if lock else asked))


def access_task(session: Session, viewer: Viewer, task_id: int) -> Task:
    """A task of the viewer's municipality."""
    mine = Task.municipality_id == viewer.municipality_id
    return _found(session.scalar(select(Task).where(mine, Task.id == task_id)))


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound("no such row here")
    return row


def members(session: Session, viewer: Viewer) -> Sequence[GroupMember]:
    """The seats of the group that are in use."""
    query = select(GroupMember).where(GroupMember.municipality_id == viewer.municipality_id, GroupMember.is_active)
    return session.scalars(query.order_by(GroupMember.organisation, GroupMember.role).limit(MOST)).all()


def sittings(session: Session, viewer: Viewer) -> Sequence[Sitting]:
    """The sittings, the latest first."""
    query = select(Sitting).where(Sitting.municipality_id == viewer.municipality_id)
    return session.scalars(query.order_by(Sitting.held_on.desc(), Sitting.id.desc()).limit(MOST)).all()


def items(session: Session, sitting: Sitting) -> Sequence[AgendaItem]:
    """The points of a sitting, in order."""
    query = select(AgendaItem).where(AgendaItem.sitting_id == sitting.id)
    return session.scalars(query.order_by(AgendaItem.position, AgendaItem.id).limit(MOST)).all()


def tasks(session: Session, viewer: Viewer, sitting: Sitting | None = None) -> Sequence[Task]:
    """The tasks given at a sitting; without one, all that are not done, the soonest due first."""
    query = select(Task).where(Task.municipality_id == viewer.municipality_id)
    query = query.where(Task.sitting_id == sitting.id) if sitting else query.where(Task.done_on.is_(None))
    return session.scalars(query.order_by(Task.due_on, Task.id).limit(MOST)).all()


def last_locked(session: Session, viewer: Viewer) -> Sitting | None:
    """The latest sitting whose minutes are locked."""
    query = select(Sitting).where(
        Sitting.municipality_id == viewer.municipality_id, Sitting.status == SittingStatus.LOCKED
    )
    return session.scalar(query.order_by(Sitting.held_on.desc(), Sitting.id.desc()).limit(1))


def changes(session: Session, viewer: Viewer, today: date, say: Sayings) -> Changes:
    """All that a sitting today should look at; `say` puts it in words."""
    last = last_locked(session, viewer)
    return Changes(
        since=last.held_on if last else None,
        carried=_carried(session, last),
        overdue=_overdue(session, viewer, today, say),
        growing=_growing(session, viewer, say),
        reviews=_reviews(session, viewer, today, say),
        problems=_problems(session, viewer, say),
        pledges=_pledges(session, viewer, today, say),
        answers=_answers(session, viewer),
        meetings=_meetings(session, viewer, today, say),
    )


def _carried(session: Session, last: Sitting | None) -> list[Change]:
    """Points that the last sitting did not get through; what comes anew by itself is not carried.

    A point keeps the name that it got when it was first carried, so that two never become one on the way.
    """
    if last is None:
        return []
    left = [item for item in items(session, last) if not item.is_done and item.kind in ("carried", "own", "heard")]
    names = [item.subject if item.kind == "carried" else f"item {item.id}" for item in left]
    return [Change(name, item.title, item.background) for name, item in zip(names, left, strict=True)]


def _overdue(session: Session, viewer: Viewer, today: date, say: Sayings) -> list[Change]:
    mine = viewer.municipality_id
    going = (MeasureStatus.PLANNED, MeasureStatus.GOING)
    measures = select(Measure.text, Measure.owner_role, Measure.due_on).where(
        Measure.municipality_id == mine, Measure.status.in_(going), Measure.due_on < today
    )
    given = select(Task.text, Task.owner_role, Task.due_on).where(
        Task.municipality_id == mine, Task.done_on.is_(None), Task.due_on < today
    )
    promised = select(RoomPromise.text, RoomPromise.owner, RoomPromise.due_on).where(
        RoomPromise.municipality_id == mine, RoomPromise.status == PromiseStatus.OPEN, RoomPromise.due_on < today
    )
    rows = [row for query in (given, measures, promised) for row in session.execute(query.limit(MOST))]
    return [Change("", text, say.late(role, due)) for text, role, due in sorted(rows, key=lambda row: row[2])]


def _growing(session: Session, viewer: Viewer, say: Sayings) -> list[Change]:
    names = dict(
        session.execute(select(Area.code, Area.name).where(Area.municipality_id == viewer.municipality_id)).all()
    )
    query = (
        select(EmergingAlarm, func.coalesce(Topic.own_label, Topic.name))
        .join(Topic, Topic.id == EmergingAlarm.topic_id)
        .where(EmergingAlarm.municipality_id == viewer.municipality_id, EmergingAlarm.kind == AlarmKind.GROWTH)
        .order_by(EmergingAlarm.recurrence_days.desc(), EmergingAlarm.id)
    )
    return [
        Change(
            f"{row.topic_id} {'+'.join(row.areas)}",
            ", ".join([topic, *(names[code] for code in row.areas if code in names)]),
            say.growing(row.observed, row.distinct_days, row.expected),
        )
        for row, topic in session.execute(query.limit(10))
    ]


def _reviews(session: Session, viewer: Viewer, today: date, say: Sayings) -> list[Change]:
    query = select(CheersSheet).where(
        CheersSheet.municipality_id == viewer.municipality_id,
        (CheersSheet.outcome == CheersOutcome.OPEN)
        | ((CheersSheet.outcome == CheersOutcome.WATCH) & (CheersSheet.review_on <= today)),
    )
    rows = session.scalars(query.order_by(CheersSheet.id).limit(10))
    return [Change(str(row.id), row.title, say.sheet(row.review_on)) for row in rows]


def _problems(session: Session, viewer: Viewer, say: Sayings) -> list[Change]:
    query = select(Problem).where(Problem.municipality_id == viewer.municipality_id, Problem.phase != Phase.CLOSED)
    rows = session.scalars(query.order_by(Problem.opened_on, Problem.id).limit(12))
    return [Change(row.code, row.title, say.phase(row.phase.value)) for row in rows]


def _pledges(session: Session, viewer: Viewer, today: date, say: Sayings) -> list[Change]:
    """What is red or yellow, what nobody has looked at for sixty days, and a pledge that is about to end."""
    holding = select(Pledge).where(
        Pledge.municipality_id == viewer.municipality_id, Pledge.status == PledgeStatus.SIGNED, Pledge.ends_on >= today
    )
    told = []
    for pledge in session.scalars(holding.order_by(Pledge.ends_on).limit(5)):
        if pledge.ends_on - today <= EXPIRY:
            told.append(Change("", pledge.title, say.ends(pledge.ends_on)))
        commitments = select(Commitment).where(Commitment.pledge_id == pledge.id).order_by(Commitment.number)
        for commitment in session.scalars(commitments.limit(MOST)):
            entries = select(FollowUp).where(FollowUp.commitment_id == commitment.id)
            last = session.scalar(entries.order_by(FollowUp.on.desc(), FollowUp.id.desc()).limit(1))
            if last is None or last.on < today - STALE:
                told.append(Change("", commitment.text, say.stale(last.on if last else None)))
            elif last.light in (Light.RED, Light.YELLOW):
                told.append(Change("", commitment.text, say.light(last.light.value, last.text)))
    return told


def _answers(session: Session, viewer: Viewer) -> list[Change]:
    query = select(Answer).where(Answer.municipality_id == viewer.municipality_id, Answer.draft.is_not(None))
    return [Change(row.code, (row.draft or {})["title"]) for row in session.scalars(query.limit(10))]


def _meetings(session: Session, viewer: Viewer, today: date, say: Sayings) -> list[Change]:
    query = select(Meeting).where(
        Meeting.municipality_id == viewer.municipality_id,
        Meeting.status == MeetingStatus.PUBLISHED,
        Meeting.held_on.between(today, today + AHEAD),
    )
    rows = session.scalars(query.order_by(Meeting.held_on).limit(10))
    return [Change(row.code, row.title, say.meeting(row.held_on, row.place)) for row in rows]
