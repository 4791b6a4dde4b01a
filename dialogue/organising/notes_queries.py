"""The notes of a meeting, by question."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_meeting
from dialogue.models import ConversationNote
from dialogue.organising.notes_actions import OPEN, Head, own_note

MOST = 500


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was stored."""

    id: int
    table: str
    question: str
    text: str
    taken_by: str
    is_mine: bool
    is_concern: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes of a meeting. `questions`: each with its notes, in the order they were first asked."""

    code: str
    title: str
    held_on: date
    is_open: bool
    questions: tuple[tuple[str, tuple[Note, ...]], ...]
    tables: tuple[str, ...]

    @property
    def all(self) -> list[Note]:
        """Every note."""
        return [note for _, notes in self.questions for note in notes]


def notes_of(session: Session, viewer: Viewer, code: str) -> Notes:
    """What the tables of a meeting said."""
    meeting = access_meeting(session, viewer, code)
    query = select(ConversationNote).where(ConversationNote.meeting_id == meeting.id)
    notes = [_note(row, viewer) for row in session.scalars(query.order_by(ConversationNote.id).limit(MOST))]
    asked = dict.fromkeys(note.question for note in notes)
    return Notes(
        code=meeting.code, title=meeting.title, held_on=meeting.held_on, is_open=meeting.status in OPEN,
        questions=tuple((question, tuple(note for note in notes if note.question == question)) for question in asked),
        tables=tuple(dict.fromkeys(note.table for note in notes if note.table)),
    )  # fmt: skip


def note_to_change(session: Session, viewer: Viewer, code: str, note_id: int) -> tuple[Head, str]:
    """One's own note, as the form holds it."""
    row = own_note(session, access_meeting(session, viewer, code), viewer, note_id)
    return Head(row.table_name, row.question, row.taken_by), row.text


def _note(row: ConversationNote, viewer: Viewer) -> Note:
    return Note(
        row.id, row.table_name, row.question, row.text, row.taken_by, row.written_by_id == viewer.staff_id,
        row.concern_id is not None,
    )  # fmt: skip
