"""What a tablet in collection mode may know: which meeting it collects for, and whether it still does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.collecting import GRACE
from dialogue.models import Area, Collection, Meeting


@dataclass(frozen=True, slots=True)
class TabletCollection:
    """A collection as its tablets see it. `area` is the code of the meeting's area; `ended_at` may lie ahead."""

    id: int
    exit_hash: bytes
    meeting: str
    title: str
    area: str | None
    ended_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether a new text may be begun."""
        return now < self.ended_at

    def takes(self, now: datetime) -> bool:
        """Whether a text that was begun in time is still taken."""
        return now < self.ended_at + GRACE


def find_collection(session: Session, municipality_id: int, token_hash: bytes) -> TabletCollection | None:
    """The collection whose start code has this hash, in this municipality."""
    query = (
        select(
            Collection.id, Collection.exit_hash, Meeting.code, Meeting.title, Area.code,
            Collection.ends_at, Collection.closed_at,
        )
        .join(Meeting, Meeting.id == Collection.meeting_id)
        .outerjoin(Area, Area.id == Meeting.area_id)
        .where(Collection.municipality_id == municipality_id, Collection.token_hash == token_hash)
    )  # fmt: skip
    row = session.execute(query).first()
    if row is None:
        return None
    number, exit_hash, meeting, title, area, ends_at, closed_at = row
    return TabletCollection(number, exit_hash, meeting, title, area, ended_at=min(ends_at, closed_at or ends_at))
