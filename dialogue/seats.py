"""Seats and the waiting list of a meeting. Whoever changes either holds the meeting's row first."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.models import Meeting, Registration, SeatStatus


def hold(session: Session, meeting_id: int) -> Meeting:
    """The meeting, locked until the transaction ends: seats are given out one transaction at a time.

    PostgreSQL locks the row; on SQLite the transaction itself is the only one that writes.
    """
    query = select(Meeting).where(Meeting.id == meeting_id).with_for_update()
    return session.execute(query, execution_options={"populate_existing": True}).scalar_one()


def seated(session: Session, meeting_id: int) -> int:
    """How many people have a seat."""
    return _people(session, meeting_id, SeatStatus.SEATED)


def waiting(session: Session, meeting_id: int) -> int:
    """How many people wait for one."""
    return _people(session, meeting_id, SeatStatus.WAITING)


def free(session: Session, meeting: Meeting) -> int | None:
    """How many seats are left; None where the meeting has no limit."""
    return None if meeting.capacity is None else max(0, meeting.capacity - seated(session, meeting.id))


def move_up(session: Session, meeting: Meeting) -> int:
    """Give free seats to those who wait, the longest first; gives how many registrations got theirs.

    A company that is larger than what is left keeps its place, and the next that fits is seated.
    """
    session.flush()
    left = free(session, meeting)
    line = select(Registration).where(
        Registration.meeting_id == meeting.id, Registration.status == SeatStatus.WAITING
    )  # fmt: skip
    moved = 0
    for registration in session.scalars(line.order_by(Registration.place_in_line, Registration.id)):
        if left is not None and registration.people > left:
            continue
        registration.status, registration.moved_up = SeatStatus.SEATED, True
        left = None if left is None else left - registration.people
        moved += 1
    session.flush()
    return moved


def _people(session: Session, meeting_id: int, status: SeatStatus) -> int:
    query = select(func.coalesce(func.sum(Registration.people), 0))
    return session.scalar(query.where(Registration.meeting_id == meeting_id, Registration.status == status)) or 0
