"""What the start page says of what is going on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Meeting, MeetingStatus


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting that comes first."""

    title: str
    place: str
    held_on: date
    starts_at: str


def next_meeting(session: Session, municipality_id: int, *, today: date) -> NextMeeting | None:
    """The municipality's first meeting from today on."""
    query = select(Meeting.title, Meeting.place, Meeting.held_on, Meeting.starts_at)
    query = query.where(
        Meeting.municipality_id == municipality_id,
        Meeting.held_on >= today,
        Meeting.status == MeetingStatus.PUBLISHED,
    )
    row = session.execute(query.order_by(Meeting.held_on, Meeting.starts_at, Meeting.id).limit(1)).first()
    return None if row is None else NextMeeting(*row)
