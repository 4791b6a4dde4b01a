"""What the texts of a meeting are about."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.merging import topic_targets
from dialogue.models import Concern, Meeting, Topic, TopicStatus
from dialogue.suppression import is_small

LEFT_OUT = ("abuse", "empty")
PRAISE = ("praise", "positivt")  # a kind that is a topic of its own on the board


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic, and how many of the meeting's texts are about it: None for a small count, 0 for none."""

    code: str
    name: str
    count: int | None


def meeting_themes(session: Session, meeting: Meeting) -> list[Theme]:
    """All topics of the municipality, those that the meeting's texts are about first, the most frequent of them first.

    Counted as on the board: merged topics count in their target, praise is a topic of its own.
    """
    query = select(Topic).where(Topic.municipality_id == meeting.municipality_id)
    topics = {row.id: row for row in session.scalars(query.order_by(Topic.position, Topic.id))}
    targets = topic_targets(session, meeting.municipality_id)
    counts: Counter[str] = Counter()
    for topic_id, kind, number in _counted(session, meeting):
        topic = topics.get(targets.get(topic_id or 0, 0))
        code = PRAISE[1] if kind == PRAISE[0] else topic.code if topic else ""
        counts[code] += number
    active = [row for row in topics.values() if row.status is TopicStatus.ACTIVE]
    return [
        Theme(row.code, row.own_label or row.easy or row.name, None if is_small(counts[row.code]) else counts[row.code])
        for row in sorted(active, key=lambda row: -counts[row.code])
    ]


def text_count(session: Session, meeting: Meeting) -> int:
    """How many texts came for the meeting."""
    return sum(number for _, _, number in _counted(session, meeting))


def _counted(session: Session, meeting: Meeting) -> list[tuple[int | None, str, int]]:
    query = (
        select(Concern.topic_id, Concern.kind, func.count())
        .where(Concern.meeting_id == meeting.id, Concern.kind.not_in(LEFT_OUT))
        .group_by(Concern.topic_id, Concern.kind)
    )
    return [(topic_id, kind, number) for topic_id, kind, number in session.execute(query)]
