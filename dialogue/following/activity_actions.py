"""Logging what was done, after the fact. Who did it stands nowhere but in the audit log."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import NotFound
from dialogue.following.pledge_actions import NotDone, masked
from dialogue.models import Activity, ActivityKind, Area, Daypart

ONE_TAP = timedelta(seconds=20)  # the same again within this is one press that was sent twice
UNDO_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Done:
    """Something done. `area`: its code; `place`: a school, a network, a watch area."""

    kind: str
    done_on: date
    daypart: str
    area: str
    place: str
    minutes: int | None
    people: int | None
    result: str


def log_activity(session: Session, viewer: Viewer, done: Done, *, now: datetime, today: date) -> tuple[Activity, bool]:
    """Store it; (row, False) when the same press has stored it already. Plans are refused: nothing ahead of today."""
    if done.done_on > today:
        raise NotDone("ahead")
    mine = Area.municipality_id == viewer.municipality_id
    area_id = session.scalar(select(Area.id).where(mine, Area.code == done.area)) if done.area else None
    row = Activity(
        municipality_id=viewer.municipality_id, kind=ActivityKind(done.kind), done_on=done.done_on,
        daypart=Daypart(done.daypart) if done.daypart else None, area_id=area_id, place=masked(done.place, 80),
        minutes=done.minutes, people=done.people, result=masked(done.result, 160), role=viewer.role.value,
        logged_at=now,
    )  # fmt: skip
    before = _same(session, row, now - ONE_TAP)
    if before is not None:
        return before, False
    session.add(row)
    session.flush()
    return row, True


def undo_activity(session: Session, viewer: Viewer, activity_id: int, *, now: datetime) -> Activity:
    """Take back what this browser logged within a day. Its session says that it did."""
    mine = Activity.municipality_id == viewer.municipality_id
    row = session.scalar(select(Activity).where(mine, Activity.id == activity_id))
    if row is None or row.logged_at < now - UNDO_FOR:
        raise NotFound("nothing to take back")
    session.delete(row)
    return row


def _same(session: Session, row: Activity, since: datetime) -> Activity | None:
    told = ("municipality_id", "kind", "done_on", "daypart", "area_id", "place", "minutes", "people", "result", "role")
    alike = [getattr(Activity, name).is_not_distinct_from(getattr(row, name)) for name in told]
    return session.scalar(select(Activity).where(*alike, Activity.logged_at >= since).limit(1))
