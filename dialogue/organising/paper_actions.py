"""Keeping a batch of paper notes while it is typed, and storing it once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.arrivals import arrival
from dialogue.exceptions import StaleEdit
from dialogue.models import AgeBand, Area, Channel, Concern, DecidedBy, Meeting, PaperBatch
from dialogue.organising.paper_rows import PaperRow, Papers, from_kept, missing
from dialogue.screening import Screened

NONE_YET = 0  # the version of a page that knows of no batch


@dataclass(frozen=True, slots=True)
class Kept:
    """What a saving left: the batch's version, and the notes that another page had put there meanwhile."""

    version: int
    papers: Papers
    added: tuple[PaperRow, ...]


def keep_papers(
    session: Session, viewer: Viewer, meeting_id: int, papers: Papers, *, version: int, now: datetime
) -> Kept:
    """Save masked notes under way. Where another page has saved since `version`, its notes are kept beside these."""
    batch = _locked_batch(session, viewer, meeting_id)
    added: tuple[PaperRow, ...] = ()
    if batch is None:
        rows = papers.rows if version == NONE_YET else _without_stored(session, meeting_id, papers.rows)
        papers = Papers(rows, papers.area, papers.age)
        # a number of its own, so that a page of an earlier batch is not taken for a page of this one
        batch = PaperBatch(
            municipality_id=viewer.municipality_id, meeting_id=meeting_id, staff_id=viewer.staff_id,
            version=secrets.randbits(30),
        )  # fmt: skip
        session.add(batch)
    elif batch.version != version:
        added = missing(from_kept(batch.rows), papers)
        papers = Papers((*papers.rows, *added), papers.area, papers.age)
    batch.rows, batch.saved_at = papers.kept(), now
    batch.version = (batch.version or 0) + 1
    return Kept(batch.version, papers, added)


def store_papers(
    session: Session, viewer: Viewer, meeting_id: int, screened: Sequence[Screened], *, version: int, now: datetime
) -> list[Concern] | None:
    """Store the batch's notes as concerns of the meeting and its day, and let go of the batch, all or nothing.

    None when it is stored already. `screened`: what was judged of the batch of this `version`; StaleEdit when
    another page has saved since.
    """
    batch = _locked_batch(session, viewer, meeting_id)
    if batch is None:
        return None
    if batch.version != version:
        raise StaleEdit("the notes were changed while they were read through")
    meeting, papers = session.get_one(Meeting, meeting_id), from_kept(batch.rows)
    areas = _area_ids(session, viewer.municipality_id)
    came = arrival(datetime.combine(min(meeting.held_on, now.date()), time.fromisoformat(meeting.starts_at)))
    concerns = []
    for row, judged in zip(papers.rows, screened, strict=True):
        area, age = papers.told(row)
        concerns.append(_concern(meeting, judged, areas.get(area), AgeBand(age) if age else None))
        concerns[-1].received_on, concerns[-1].received_daypart = came.on, came.daypart
    session.add_all(concerns)
    session.delete(batch)
    return concerns


def _concern(meeting: Meeting, judged: Screened, area_id: int | None, age: AgeBand | None) -> Concern:
    return Concern(
        municipality_id=meeting.municipality_id,
        text=judged.text,
        channel=Channel.PAPER,
        meeting_id=meeting.id,
        said_area_id=area_id,
        area_id=area_id,
        area_by=None if area_id is None else DecidedBy.SENDER,
        age_band=age,
        kind=judged.verdict.kind,
        urgent=judged.verdict.urgent,
        urgent_reason=judged.verdict.reason,
    )


def _locked_batch(session: Session, viewer: Viewer, meeting_id: int) -> PaperBatch | None:
    """The viewer's batch. One saving at a time: the meeting's row is the lock, since the batch may not be there yet."""
    session.scalar(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
    mine = select(PaperBatch).where(PaperBatch.meeting_id == meeting_id, PaperBatch.staff_id == viewer.staff_id)
    return session.scalar(mine)


def _without_stored(session: Session, meeting_id: int, rows: tuple[PaperRow, ...]) -> tuple[PaperRow, ...]:
    """The notes that the batch which this page knew has not taken with it when it was stored."""
    paper = select(Concern.text).where(Concern.meeting_id == meeting_id, Concern.channel == Channel.PAPER)
    stored = set(session.scalars(paper.order_by(Concern.id)))
    return tuple(row for row in rows if row.text not in stored)


def _area_ids(session: Session, municipality_id: int) -> dict[str, int]:
    areas = select(Area).where(Area.municipality_id == municipality_id).order_by(Area.id)
    return {area.code: area.id for area in session.scalars(areas)}
