"""Where a merged topic or cluster leads."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Topic


def topic_targets(session: Session, municipality_id: int) -> dict[int, int]:
    """Topic id → the id of the topic that counts for it, for all topics of the municipality."""
    query = select(Topic.id, Topic.merged_into_id).where(Topic.municipality_id == municipality_id)
    return resolve_merged(dict(session.execute(query).all()))


def topics_within(session: Session, municipality_id: int, topic_id: int) -> tuple[int, ...]:
    """The topic and all that were merged into it, through chains."""
    targets = topic_targets(session, municipality_id)
    return tuple(sorted({topic_id} | {one for one, target in targets.items() if target == topic_id}))


def resolve_merged(merged_into: Mapping[int, int | None]) -> dict[int, int]:
    """Id → the id that counts for it, through chains of merges.

    `merged_into` holds every topic (or cluster) of a municipality, None for one that is not merged. A chain
    that leaves the mapping or goes in a ring stops at the last id it could reach, so nothing is lost.
    """
    return {start: _last(start, merged_into) for start in merged_into}


def _last(start: int, merged_into: Mapping[int, int | None]) -> int:
    seen = {start}
    here = start
    while (there := merged_into.get(here)) is not None and there in merged_into and there not in seen:
        seen.add(there)
        here = there
    return here
