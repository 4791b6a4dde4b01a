"""The batch of paper notes that somebody is typing."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import PaperBatch
from dialogue.organising.paper_rows import Papers, from_kept


@dataclass(frozen=True, slots=True)
class Batch:
    """Its notes and its version."""

    papers: Papers
    version: int


def batch_of(session: Session, viewer: Viewer, meeting_id: int) -> Batch | None:
    """The viewer's own batch at a meeting."""
    mine = select(PaperBatch).where(PaperBatch.meeting_id == meeting_id, PaperBatch.staff_id == viewer.staff_id)
    row = session.scalar(mine)
    return None if row is None else Batch(from_kept(row.rows), row.version)
