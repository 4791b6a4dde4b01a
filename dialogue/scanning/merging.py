"""Where a merged topic or cluster leads."""

from collections.abc import Mapping


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
