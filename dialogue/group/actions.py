"""The verbs of the group: seats, sittings, points, tasks, and minutes that are locked for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import DialogueError, NotFound, StaleEdit
from dialogue.group import queries
from dialogue.group.agenda import Point
from dialogue.models import AgendaItem as AgendaItem
from dialogue.models import GroupMember, Task
from dialogue.models import Owner as Owner
from dialogue.models import Sitting as Sitting
from dialogue.models import SittingStatus as SittingStatus
from dialogue.staff_text import tidy


class MinutesLocked(DialogueError):
    """The minutes are locked: what the group decided then is not changed afterwards."""


@dataclass(frozen=True, slots=True)
class TaskTold:
    """A task as the form tells it."""

    text: str
    owner: Owner
    owner_role: str
    due_on: date


def add_member(session: Session, viewer: Viewer, *, role: str, organisation: str) -> GroupMember:
    """Give the group a seat; one that was taken away comes back."""
    role, organisation = tidy(role, 80), tidy(organisation, 80)
    same = select(GroupMember).where(
        GroupMember.municipality_id == viewer.municipality_id,
        GroupMember.role == role,
        GroupMember.organisation == organisation,
    )
    row = session.scalar(same) or GroupMember(municipality_id=viewer.municipality_id)
    row.role, row.organisation, row.is_active = role, organisation, True
    session.add(row)
    return row


def remove_member(session: Session, viewer: Viewer, member_id: int) -> None:
    """Take a seat away; minutes that name it keep it."""
    for row in queries.members(session, viewer):
        if row.id == member_id:
            row.is_active = False


def plan_sitting(session: Session, viewer: Viewer, *, held_on: date, starts_at: str, place: str) -> Sitting:
    """Put a sitting in the calendar; planned a second time, as by two presses, it is the same sitting."""
    same = select(Sitting).where(
        Sitting.municipality_id == viewer.municipality_id,
        Sitting.held_on == held_on,
        Sitting.starts_at == starts_at,
        Sitting.place == tidy(place, 120),
        Sitting.status != SittingStatus.LOCKED,
    )
    there = session.scalar(same.limit(1))
    if there is not None:
        return there
    row = Sitting(municipality_id=viewer.municipality_id, held_on=held_on, starts_at=starts_at, place=tidy(place, 120))
    session.add(row)
    return row


def build_agenda(session: Session, viewer: Viewer, sitting_id: int, points: Sequence[Point]) -> int:
    """Add the points that are not there yet, and bring the background of untouched ones up to date; gives the new."""
    sitting = _open(session, viewer, sitting_id)
    known = {(item.kind, item.subject): item for item in queries.items(session, sitting)}
    new = 0
    for position, point in enumerate(points):
        item = known.get((point.kind, point.subject[:60]))
        if item is None:
            item = AgendaItem(
                municipality_id=viewer.municipality_id, sitting_id=sitting.id, kind=point.kind,
                subject=point.subject[:60], title=tidy(point.title, 200), position=position,
            )  # fmt: skip
            session.add(item)
            new += 1
        if not item.is_done:
            item.position, item.background = position, tidy(point.background)
    return new


def add_item(session: Session, viewer: Viewer, sitting_id: int, title: str) -> AgendaItem:
    """A point of somebody's own, last but for what comes next."""
    sitting = _open(session, viewer, sitting_id)
    count = session.scalar(select(func.count()).where(AgendaItem.sitting_id == sitting.id)) or 0
    item = AgendaItem(
        municipality_id=viewer.municipality_id, sitting_id=sitting.id, kind="own", subject=f"own {count}",
        title=tidy(title, 200), position=count,
    )  # fmt: skip
    session.add(item)
    return item


def save_item(
    session: Session, viewer: Viewer, item_id: int, *, version: int, notes: str, decision: str, is_done: bool
) -> AgendaItem:
    """Keep what was said and decided. Raises StaleEdit when somebody saved in between."""
    _open(session, viewer, queries.access_item(session, viewer, item_id).sitting_id)
    item = queries.access_item(session, viewer, item_id, lock=True)
    if item.version != version:
        raise StaleEdit
    item.notes, item.decision, item.is_done = tidy(notes), tidy(decision), is_done
    item.version += 1
    return item


def add_task(session: Session, viewer: Viewer, sitting_id: int, told: TaskTold, item_id: int | None) -> Task:
    """Give a role something to do by a day."""
    sitting = _open(session, viewer, sitting_id)
    item = queries.access_item(session, viewer, item_id) if item_id else None
    if item is not None and item.sitting_id != sitting_id:
        raise NotFound("a point of another sitting")
    row = Task(
        municipality_id=viewer.municipality_id, sitting_id=sitting.id, agenda_item_id=item.id if item else None,
        text=tidy(told.text, 400), owner=told.owner, owner_role=tidy(told.owner_role, 80), due_on=told.due_on,
    )  # fmt: skip
    session.add(row)
    return row


def finish_task(session: Session, viewer: Viewer, task_id: int, *, on: date) -> Task:
    """A task is done; the first day that was said stands."""
    row = queries.access_task(session, viewer, task_id)
    row.done_on = row.done_on or on
    return row


def take_attendance(
    session: Session, viewer: Viewer, sitting_id: int, present: Sequence[int], *, version: int
) -> Sitting:
    """Which seats are filled. The sitting is open from now on. Raises StaleEdit when somebody saved in between."""
    sitting = _open(session, viewer, sitting_id)
    if sitting.version != version:
        raise StaleEdit
    seats = {row.id for row in queries.members(session, viewer)}
    sitting.present = sorted(seats & set(present))
    sitting.status = SittingStatus.OPEN
    sitting.version += 1
    return sitting


def lock_minutes(session: Session, viewer: Viewer, sitting_id: int, *, now: datetime) -> Sitting:
    """Write the minutes down as they are and lock them: for HTML and PDF alike, for good."""
    sitting = _open(session, viewer, sitting_id)
    sitting.minutes = _minutes(session, viewer, sitting)
    sitting.status, sitting.locked_at, sitting.locked_by_id = SittingStatus.LOCKED, now, viewer.staff_id
    return sitting


def _minutes(session: Session, viewer: Viewer, sitting: Sitting) -> dict[str, Any]:
    seats = [row for row in queries.members(session, viewer) if row.id in sitting.present]
    given = queries.tasks(session, viewer, sitting)
    return {
        "present": [f"{row.role}, {row.organisation}" for row in seats],
        "items": [
            {
                "kind": item.kind, "title": item.title, "background": item.background, "notes": item.notes,
                "decision": item.decision, "is_done": item.is_done,
            }
            for item in queries.items(session, sitting)
        ],
        "tasks": [
            {"text": row.text, "owner": row.owner.value, "role": row.owner_role, "due_on": row.due_on.isoformat()}
            for row in given
        ],
    }  # fmt: skip


def _open(session: Session, viewer: Viewer, sitting_id: int) -> Sitting:
    sitting = queries.access_sitting(session, viewer, sitting_id, lock=True)
    if sitting.status is SittingStatus.LOCKED:
        raise MinutesLocked
    return sitting
