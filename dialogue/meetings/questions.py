"""Questions put before a meeting, stored masked."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import seats
from dialogue.arrivals import Arrival
from dialogue.models import Channel, Concern, Meeting, Question
from dialogue.written import Verdict


def ask(session: Session, meeting_id: int, *, text: str, nonce: str, verdict: Verdict, came: Arrival) -> bool:
    """Store a masked question once; False when this form has asked already.

    One that was judged urgent and sent all the same is a concern too: it stands first in the coordinator's queue.
    """
    meeting = seats.hold(session, meeting_id)  # the same form sent twice at once comes here one at a time
    nonce_hash = hashlib.sha256(nonce.encode()).digest()
    if session.scalar(select(Question.id).where(Question.nonce_hash == nonce_hash)) is not None:
        return False
    session.add(
        Question(
            municipality_id=meeting.municipality_id,
            meeting_id=meeting_id,
            nonce_hash=nonce_hash,
            text=text,
            asked_on=came.on,
        )
    )
    if verdict.urgent:
        session.add(_urgent(meeting, text, verdict, came))
    session.flush()
    return True


def _urgent(meeting: Meeting, text: str, verdict: Verdict, came: Arrival) -> Concern:
    return Concern(
        municipality_id=meeting.municipality_id, text=text, channel=Channel.MEETING, meeting_id=meeting.id,
        received_on=came.on, received_daypart=came.daypart, kind=verdict.kind, urgent=True,
        urgent_reason=verdict.reason, warned=True,
    )  # fmt: skip
