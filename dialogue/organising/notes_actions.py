"""Notes from the tables: each is a row of its own, masked before it is stored, and may become a concern once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.arrivals import arrival
from dialogue.exceptions import DialogueError, NotFound
from dialogue.models import Channel, Concern, ConversationNote, Meeting, MeetingStatus
from dialogue.organising.actions import hold_meeting
from dialogue.staff_text import tidy

OPEN = (MeetingStatus.PUBLISHED, MeetingStatus.HELD)
LONGEST = 2000


class NotesClosed(DialogueError):
    """Notes are written from publication on, until the meeting is summed up."""


@dataclass(frozen=True, slots=True)
class Head:
    """What several notes have in common: the table, the question, and the role of whoever writes."""

    table: str
    question: str
    taken_by: str


def write_notes(
    session: Session, viewer: Viewer, code: str, head: Head, texts: Sequence[str], *, today: date
) -> list[int]:
    """Store notes; gives their ids."""
    meeting = _open_meeting(session, viewer, code)
    notes = [
        ConversationNote(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, table_name=tidy(head.table, 40),
            question=tidy(head.question, 200), text=tidy(text, LONGEST), taken_by=tidy(head.taken_by, 80),
            written_by_id=viewer.staff_id, written_on=today,
        )
        for text in texts
    ]  # fmt: skip
    session.add_all(notes)
    session.flush()  # the log needs their ids
    return [note.id for note in notes]


def change_note(session: Session, viewer: Viewer, code: str, note_id: int, head: Head, text: str) -> None:
    """Write one's own note anew."""
    note = own_note(session, _open_meeting(session, viewer, code), viewer, note_id)
    note.table_name, note.question = tidy(head.table, 40), tidy(head.question, 200)
    note.text, note.taken_by = tidy(text, LONGEST), tidy(head.taken_by, 80)


def delete_note(session: Session, viewer: Viewer, code: str, note_id: int) -> None:
    """Take one's own note away. A concern that it became stays."""
    session.delete(own_note(session, _open_meeting(session, viewer, code), viewer, note_id))


def make_concerns(session: Session, viewer: Viewer, code: str, ids: Sequence[int]) -> list[int]:
    """Let notes go on as concerns of the meeting and its day; those that already did are left alone.

    Gives the ids of the new concerns. The area is for the locator to find: a note tells of other places too.
    """
    meeting = hold_meeting(session, viewer, code)
    wanted = ConversationNote.id.in_(sorted(set(ids))) & ConversationNote.concern_id.is_(None)
    notes = select(ConversationNote).where(ConversationNote.meeting_id == meeting.id, wanted)
    came = arrival(datetime.combine(meeting.held_on, time.fromisoformat(meeting.starts_at)))
    made = []
    for note in session.scalars(notes.order_by(ConversationNote.id)):
        concern = Concern(
            municipality_id=meeting.municipality_id, text=note.text, channel=Channel.MEETING, meeting_id=meeting.id,
            received_on=came.on, received_daypart=came.daypart,
        )  # fmt: skip
        session.add(concern)
        session.flush()  # the note needs its id
        note.concern_id = concern.id
        made.append(concern.id)
    return made


def own_note(session: Session, meeting: Meeting, viewer: Viewer, note_id: int) -> ConversationNote:
    """A note of this meeting that the viewer wrote; nobody else's is there to be changed."""
    mine = (ConversationNote.meeting_id == meeting.id, ConversationNote.written_by_id == viewer.staff_id)
    note = session.scalar(select(ConversationNote).where(ConversationNote.id == note_id, *mine))
    if note is None:
        raise NotFound("no such note of yours here")
    return note


def _open_meeting(session: Session, viewer: Viewer, code: str) -> Meeting:
    meeting = hold_meeting(session, viewer, code)
    if meeting.status not in OPEN:
        raise NotesClosed(meeting.status)
    return meeting
