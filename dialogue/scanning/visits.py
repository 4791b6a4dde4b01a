"""Remembering when a member of staff looked at the board."""

from datetime import date

from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import BoardVisit


def record_visit(session: Session, viewer: Viewer, *, today: date) -> None:
    """Note today's visit; the day of the one before stays, however often the board is opened today."""
    visit = session.get(BoardVisit, (viewer.staff_id, viewer.municipality_id))
    if visit is None:
        key = {"staff_id": viewer.staff_id, "municipality_id": viewer.municipality_id}
        session.merge(BoardVisit(**key, visited_on=today, visited_before_on=None))
    elif visit.visited_on < today:
        visit.visited_before_on, visit.visited_on = visit.visited_on, today
