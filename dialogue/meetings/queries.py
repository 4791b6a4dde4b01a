"""What the public may read about meetings."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Area, Meeting

MOST = 50


@dataclass(frozen=True, slots=True)
class MeetingNotice:
    """A meeting to come, as the list shows it."""

    code: str
    title: str
    place: str
    area: str | None
    held_on: date
    starts_at: str


def coming_meetings(session: Session, municipality_id: int, *, today: date) -> list[MeetingNotice]:
    """The municipality's meetings from today on, soonest first."""
    query = (
        select(Meeting.code, Meeting.title, Meeting.place, Area.name, Meeting.held_on, Meeting.starts_at)
        .outerjoin(Area, Area.id == Meeting.area_id)
        .where(Meeting.municipality_id == municipality_id, Meeting.held_on >= today)
        .order_by(Meeting.held_on, Meeting.starts_at, Meeting.id)
        .limit(MOST)
    )
    return [MeetingNotice(*row) for row in session.execute(query)]
