"""Registering for a meeting, changing the number, taking it back. The meeting's row is held meanwhile."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue import seats
from dialogue.exceptions import DialogueError, NotFound
from dialogue.meetings.told import NewRegistration, Standing, takes_guests
from dialogue.models import Meeting, Registration, SeatStatus


class MeetingClosed(DialogueError):
    """The meeting is called off, has begun or has been: nobody can register."""


class NoRoom(DialogueError):
    """There are not that many seats left."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} seats left")
        self.left = left


def register(
    session: Session, meeting_id: int, new: NewRegistration, *, code_hash: bytes, here: datetime
) -> Standing:  # fmt: skip
    """Seat the company, or put it last in the line. The same code is registered once, however often it is sent."""
    meeting = seats.hold(session, meeting_id)
    known = session.scalar(select(Registration).where(Registration.code_hash == code_hash))
    if known is not None:
        return _standing(session, meeting, known)
    _require_open(meeting, here)
    left = seats.free(session, meeting)
    last = select(func.coalesce(func.max(Registration.place_in_line), 0)).where(Registration.meeting_id == meeting.id)
    row = Registration(
        municipality_id=meeting.municipality_id,
        meeting_id=meeting.id,
        code_hash=code_hash,
        people=new.people,
        needs=list(new.needs),
        interpreter=new.interpreter,
        status=SeatStatus.SEATED if left is None or new.people <= left else SeatStatus.WAITING,
        place_in_line=(session.scalar(last) or 0) + 1,
        registered_on=here.date(),
    )
    session.add(row)
    session.flush()
    return _standing(session, meeting, row)


def change_people(
    session: Session, municipality_id: int, *, code_hash: bytes, people: int, here: datetime
) -> Standing:  # fmt: skip
    """Another number. Seats that are let go pass to the line; NoRoom when the larger company has no seats."""
    meeting, row = _held(session, municipality_id, code_hash)
    _require_open(meeting, here)
    if row.status == SeatStatus.SEATED:
        left = seats.free(session, meeting)
        if left is not None and people - row.people > left:
            raise NoRoom(left)
    if row.status != SeatStatus.CANCELLED:
        row.people = people
        seats.move_up(session, meeting)
    return _standing(session, meeting, row)


def cancel(session: Session, municipality_id: int, *, code_hash: bytes) -> Standing:
    """Take the registration back; its seats pass to those who have waited longest."""
    meeting, row = _held(session, municipality_id, code_hash)
    row.status = SeatStatus.CANCELLED
    seats.move_up(session, meeting)
    return _standing(session, meeting, row)


def look_up(session: Session, municipality_id: int, *, code_hash: bytes) -> Standing:
    """How the registration stands; NotFound when the code is nobody's here."""
    row = _row(session, municipality_id, code_hash)
    return _standing(session, session.get_one(Meeting, row.meeting_id), row)


def _held(session: Session, municipality_id: int, code_hash: bytes) -> tuple[Meeting, Registration]:
    """The registration as it is once the meeting is held: another transaction may just have moved it up."""
    meeting = seats.hold(session, _row(session, municipality_id, code_hash).meeting_id)
    session.expire_all()
    return meeting, _row(session, municipality_id, code_hash)


def _row(session: Session, municipality_id: int, code_hash: bytes) -> Registration:
    query = select(Registration).where(
        Registration.municipality_id == municipality_id, Registration.code_hash == code_hash
    )  # fmt: skip
    row = session.scalar(query)
    if row is None:
        raise NotFound("no registration with this code")
    return row


def _require_open(meeting: Meeting, here: datetime) -> None:
    if not takes_guests(meeting.status, meeting.held_on, meeting.starts_at, here):
        raise MeetingClosed


def _standing(session: Session, meeting: Meeting, row: Registration) -> Standing:
    line = select(func.count()).where(
        Registration.meeting_id == meeting.id,
        Registration.status == SeatStatus.WAITING,
        Registration.place_in_line < row.place_in_line,
    )
    return Standing(
        meeting_code=meeting.code, people=row.people, needs=tuple(row.needs), interpreter=row.interpreter,
        status=row.status, moved_up=row.moved_up, ahead=session.scalar(line) or 0, left=seats.free(session, meeting),
        registered_on=row.registered_on,
    )  # fmt: skip
