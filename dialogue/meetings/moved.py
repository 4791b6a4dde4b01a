"""What a meeting was announced as, where it has been moved since."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Meeting, MeetingRevision, MeetingStatus

MOST = 200


@dataclass(frozen=True, slots=True)
class Announced:
    """The day, hour and place that the first invitation told."""

    held_on: date
    starts_at: str
    place: str


def moved_from(session: Session, meeting_id: int) -> Announced | None:
    """When and where it was first to be; None if it still is. Only for meetings that take place."""
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.status != MeetingStatus.PUBLISHED or not meeting.sequence:
        return None
    first = {"held_on": meeting.held_on.isoformat(), "starts_at": meeting.starts_at, "place": meeting.place}
    now = dict(first)
    revisions = select(MeetingRevision.event, MeetingRevision.changes).where(MeetingRevision.meeting_id == meeting_id)
    for event, changes in session.execute(revisions.order_by(MeetingRevision.version.desc()).limit(MOST)):
        if event == "published":
            break
        first |= {name: str(changes[name][0]) for name in first if name in changes}
    return None if first == now else Announced(date.fromisoformat(first["held_on"]), first["starts_at"], first["place"])
