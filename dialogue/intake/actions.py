"""Storing a concern, and taking it back."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialogue.arrivals import Arrival
from dialogue.intake.told import NewConcern
from dialogue.models import Area, Channel, Concern, DecidedBy, Meeting, Tombstone


def store_concern(
    session: Session, new: NewConcern, *, municipality_id: int, receipt_hash: bytes, came: Arrival
) -> bool:
    """Store a concern once; False when this receipt is already stored, or was taken back."""
    if is_known(session, receipt_hash):
        return False
    row = _row(session, new, municipality_id, receipt_hash, came)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if is_known(session, receipt_hash):
            return False  # the same form, sent twice at the same moment
        raise
    return True


def is_known(session: Session, receipt_hash: bytes) -> bool:
    """Whether this receipt is stored, or was taken back."""
    for table in (Concern, Tombstone):
        if session.scalar(select(table.receipt_hash).where(table.receipt_hash == receipt_hash)) is not None:
            return True
    return False


def _row(session: Session, new: NewConcern, municipality_id: int, receipt_hash: bytes, came: Arrival) -> Concern:
    answers = new.answers
    area_id = session.scalar(
        select(Area.id).where(Area.municipality_id == municipality_id, Area.code == (answers.area or ""))
    )
    meeting_id = session.scalar(
        select(Meeting.id).where(Meeting.municipality_id == municipality_id, Meeting.code == (answers.meeting or ""))
    )
    return Concern(
        municipality_id=municipality_id,
        receipt_hash=receipt_hash,
        text=new.text,
        channel=Channel.WEB if meeting_id is None else Channel.MEETING,
        meeting_id=meeting_id,
        received_on=came.on,
        received_daypart=came.daypart,
        said_area_id=area_id,
        area_id=area_id,
        area_by=None if area_id is None else DecidedBy.SENDER,
        said_topics=list(answers.topics),
        happens_daypart=answers.daypart,
        happens_days=answers.days,
        frequency=answers.frequency,
        knowledge=answers.knowledge,
        age_band=answers.age,
        lives_here=answers.lives_here,
        works_here=answers.works_here,
        studies_here=answers.studies_here,
        kind=new.verdict.kind,
        urgent=new.verdict.urgent,
        urgent_reason=new.verdict.reason,
        warned=new.warned and new.verdict.urgent,
    )


def withdraw_concern(session: Session, *, municipality_id: int, receipt_hash: bytes, today: date) -> bool:
    """Delete the concern, and all that hangs on it; a tombstone without content stays. False if not there."""
    mine = Concern.municipality_id == municipality_id
    gone = session.scalar(delete(Concern).where(mine, Concern.receipt_hash == receipt_hash).returning(Concern.id))
    if gone is None:
        return False
    session.add(Tombstone(municipality_id=municipality_id, receipt_hash=receipt_hash, withdrawn_on=today))
    return True
