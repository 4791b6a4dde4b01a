"""What every page about one meeting says of it at the top."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_meeting
from dialogue.models import MeetingStatus

COLLECTING = frozenset({MeetingStatus.PUBLISHED, MeetingStatus.HELD})


@dataclass(frozen=True, slots=True)
class Head:
    """A meeting's name, day and place. `collects`: texts may be taken in at it."""

    id: int
    code: str
    title: str
    status: str
    held_on: date
    starts_at: str
    place: str
    collects: bool


def head_of(session: Session, viewer: Viewer, code: str) -> Head:
    """The head of a meeting in the viewer's municipality; NotFound for any other."""
    meeting = access_meeting(session, viewer, code)
    return Head(
        meeting.id, meeting.code, meeting.title, meeting.status.value, meeting.held_on, meeting.starts_at,
        meeting.place, collects=meeting.status in COLLECTING,
    )  # fmt: skip
