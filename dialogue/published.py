"""The counts that the public may read: one table a quarter, hidden where small, and frozen when published.

The quarters are disjoint and a table is never made anew, whatever is withdrawn or moved afterwards. So no difference
between two publications, and no sum over them, gives back a count that one of them hides. Every public figure on
texts is taken from here.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.merging import topic_targets
from dialogue.models import AgeBand, Area, Concern, PublishedTable, Topic, TopicStatus
from dialogue.suppression import Shown, hide_small

REST = timedelta(days=14)  # until a quarter's paper notes are typed in and its texts looked through
LEFT_OUT = ("abuse", "empty")
PRAISE = "positivt"
LATEST = 8
OLDEST = 8  # quarters that are made up for when a municipality starts to publish


@dataclass(frozen=True, slots=True)
class Quarter:
    """A published table. `topics`: (code, name); `cells[topic][place]`; None is a hidden count.

    `ages`: (age band, texts), the last of those who did not say.
    """

    first_day: date
    last_day: date
    topics: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown
    ages: tuple[tuple[str, Shown], ...]
    published_on: date

    def count(self, topic: str, place: str | None = None) -> Shown:
        """The texts on a topic, in one part of the municipality or all; None where hidden or not there."""
        codes = [code for code, _ in self.topics]
        if topic not in codes:
            return None
        row = codes.index(topic)
        if place is None:
            return self.row_totals[row]
        return self.cells[row][self.places.index(place)] if place in self.places else None


def latest(session: Session, municipality_id: int, limit: int = LATEST) -> list[Quarter]:
    """The published quarters, newest first."""
    query = select(PublishedTable).where(PublishedTable.municipality_id == municipality_id)
    return [_quarter(row) for row in session.scalars(query.order_by(PublishedTable.first_day.desc()).limit(limit))]


def publish_due(session: Session, municipality_id: int, today: date) -> int:
    """Publish the quarters that have ended and rested, each once; gives how many were new."""
    query = select(PublishedTable.first_day).where(PublishedTable.municipality_id == municipality_id)
    done, new = set(session.scalars(query)), 0
    for first, last in _ended_quarters(today):
        if first not in done and _has_texts(session, municipality_id, first, last):
            session.add(_table(session, municipality_id, first, last, today))
            new += 1
    return new


def _ended_quarters(today: date) -> list[tuple[date, date]]:
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    found = []
    for _ in range(OLDEST):
        last = start - timedelta(days=1)
        start = date(last.year, last.month - 2, 1)
        if last + REST <= today:
            found.append((start, last))
    return found


def _has_texts(session: Session, municipality_id: int, first: date, last: date) -> bool:
    mine = (Concern.municipality_id == municipality_id, Concern.received_on.between(first, last))
    return session.scalar(select(Concern.id).where(*mine).limit(1)) is not None


def _table(session: Session, municipality_id: int, first: date, last: date, today: date) -> PublishedTable:
    topics = _shown_topics(session, municipality_id)
    targets = _targets(session, municipality_id)
    areas = session.scalars(select(Area).where(Area.municipality_id == municipality_id))
    strata = {row.id: row.stratum for row in areas}
    places = [*dict.fromkeys(sorted(strata.values())), ""]  # the last: texts without a place
    counts: Counter[tuple[str, str]] = Counter()
    keys = (Concern.topic_id, Concern.kind, Concern.area_id)
    query = select(*keys, func.count()).where(
        Concern.municipality_id == municipality_id,
        Concern.received_on.between(first, last),
        Concern.kind.not_in(LEFT_OUT),
    )
    for topic_id, kind, area_id, texts in session.execute(query.group_by(*keys)):
        code = PRAISE if kind == "praise" else targets.get(topic_id or 0, "")
        counts[code, strata.get(area_id or 0, "")] += texts
    rows = [[counts[code, place] for place in places] for code, _ in topics]
    shown = hide_small(rows)
    content = {
        "topics": [list(topic) for topic in topics],
        "places": places,
        "cells": [list(row) for row in shown.cells],
        "row_totals": list(shown.row_totals),
        "column_totals": list(shown.column_totals),
        "total": shown.total,
        "ages": _ages(session, municipality_id, first, last, is_hidden=shown.total is None),
    }
    return PublishedTable(
        municipality_id=municipality_id, first_day=first, last_day=last, content=content, published_on=today
    )


def _ages(
    session: Session, municipality_id: int, first: date, last: date, *, is_hidden: bool
) -> list[list[str | int | None]]:
    """[[age band or "", texts], …]: beside the table it tells one thing more, the same total."""
    query = select(Concern.age_band, func.count()).where(
        Concern.municipality_id == municipality_id,
        Concern.received_on.between(first, last),
        Concern.kind.not_in(LEFT_OUT),
    )
    counts = {band: texts for band, texts in session.execute(query.group_by(Concern.age_band))}  # noqa: C416
    bands = [*AgeBand, None]
    shown = hide_small([[counts.get(band, 0) for band in bands]]).cells[0]
    names = [band.value if band else "" for band in bands]
    return [[name, None if is_hidden else texts] for name, texts in zip(names, shown, strict=True)]


def _shown_topics(session: Session, municipality_id: int) -> list[tuple[str, str]]:
    """(code, name) of the taxonomy's topics, the unsorted last. Topics of the analysts' own stay in the house."""
    query = select(Topic.code, Topic.easy).where(
        Topic.municipality_id == municipality_id, Topic.status == TopicStatus.ACTIVE, Topic.easy != ""
    )
    found = session.execute(query.order_by(Topic.position, Topic.id)).all()
    return [(code, name) for code, name in found] + [("", "")]


def _targets(session: Session, municipality_id: int) -> dict[int, str]:
    """Topic id → the code it counts as, through merges; nothing where that is not shown."""
    topics = {row.id: row for row in session.scalars(select(Topic).where(Topic.municipality_id == municipality_id))}
    shown = {one: row.code for one, row in topics.items() if row.status is TopicStatus.ACTIVE and row.easy}
    return {one: shown.get(target, "") for one, target in topic_targets(session, municipality_id).items()}


def _quarter(row: PublishedTable) -> Quarter:
    told = row.content
    return Quarter(
        row.first_day, row.last_day, tuple((code, name) for code, name in told["topics"]), tuple(told["places"]),
        tuple(map(tuple, told["cells"])), tuple(told["row_totals"]), tuple(told["column_totals"]), told["total"],
        tuple((band, texts) for band, texts in told["ages"]), row.published_on,
    )  # fmt: skip
