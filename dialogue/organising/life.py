"""The steps of a meeting's life: published, cancelled, held; or a draft thrown away."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import DialogueError, StaleEdit
from dialogue.models import Concern, Meeting, MeetingRevision, MeetingStatus, MeetingText
from dialogue.organising import history
from dialogue.organising.actions import hold_meeting
from dialogue.organising.fields import Fields, read

REQUIRED = ("title", "held_on", "starts_at", "place", "can_influence", "decided", "hosts")


class NotReady(DialogueError):
    """The meeting lacks something, or its day does not allow the step."""


def missing(fields: Fields) -> list[str]:
    """What has to be written before the meeting may be published."""
    return [name for name in REQUIRED if not fields.get(name)]


def publish(session: Session, viewer: Viewer, code: str, version: int, *, now: datetime, today: date) -> bool:
    """Make a draft public, as it was when it was read through; a second press changes nothing, and gives False."""
    meeting = hold_meeting(session, viewer, code)
    if meeting.status is not MeetingStatus.DRAFT:
        return False
    if meeting.version != version:
        raise StaleEdit(code)
    if meeting.held_on < today or missing(read(session, meeting)):
        raise NotReady(code)
    _step(session, viewer, meeting, MeetingStatus.PUBLISHED, now)
    return True


def cancel(session: Session, viewer: Viewer, code: str, reason: str, *, now: datetime, today: date) -> Meeting | None:
    """Cancel a published meeting, and say why; None when it is cancelled already. Its page and its code stay."""
    meeting = hold_meeting(session, viewer, code)
    if meeting.status is MeetingStatus.CANCELLED:
        return None
    if meeting.status is not MeetingStatus.PUBLISHED:
        raise NotReady(code)
    meeting.change_note, meeting.changed_on = reason, today
    meeting.sequence += 1
    _step(session, viewer, meeting, MeetingStatus.CANCELLED, now, change_note=reason)
    return meeting


def mark_held(session: Session, viewer: Viewer, code: str, *, now: datetime, today: date) -> Meeting:
    """The meeting took place: it counts as met, and waits for its summary. A second press changes nothing."""
    meeting = hold_meeting(session, viewer, code)
    if meeting.status in (MeetingStatus.HELD, MeetingStatus.SUMMED_UP):
        return meeting
    if meeting.status is not MeetingStatus.PUBLISHED or meeting.held_on > today:
        raise NotReady(code)
    _step(session, viewer, meeting, MeetingStatus.HELD, now)
    return meeting


def discard_draft(session: Session, viewer: Viewer, code: str) -> None:
    """Throw a draft away, with its history. What was public once, or has texts, is not thrown away."""
    meeting = hold_meeting(session, viewer, code)
    has_texts = session.scalar(select(Concern.id).where(Concern.meeting_id == meeting.id).limit(1)) is not None
    if meeting.status is not MeetingStatus.DRAFT or has_texts:
        raise NotReady(code)
    for table in (MeetingText, MeetingRevision):
        session.execute(delete(table).where(table.meeting_id == meeting.id))
    session.delete(meeting)


def _step(session: Session, viewer: Viewer, meeting: Meeting, to: MeetingStatus, now: datetime, **told: str) -> None:
    changes = {"status": [meeting.status.value, to.value]} | {name: ["", value] for name, value in told.items()}
    meeting.status = to
    history.keep(session, meeting, viewer, to.value, changes, now=now)
