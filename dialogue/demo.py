"""The demonstration's data: three municipalities, the shipped texts over the past 18 months, one account a role."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import demo_calendar, demo_group, demo_meetings, demo_pledges
from dialogue.models import Municipality
from dialogue.sorting.imports import import_areas, import_concerns, import_taxonomy, read_jsonl
from dialogue.staff.demo import ensure_demo_staff
from nlp.corpus import DATA

MUNICIPALITIES = ("almhult", "ljungby", "markaryd")
TEXTS = ("concerns_dev.jsonl", "concerns_seed.jsonl")
# What grows in the demonstration, so that its board has an alarm on whatever day it is made: the first texts of each
# file about this topic in this area came over the past weeks.
GROWS = {"topic": "belysning", "area": "almhult_centrum"}
GROWN_TEXTS, GROWN_DAYS = 6, 21


def load(session: Session, *, today: date) -> bool:
    """Fill an empty database; does nothing, and says so by False, when it already holds a municipality."""
    if session.scalar(select(Municipality.id).limit(1)) is not None:
        return False
    taxonomy = json.loads((DATA / "taxonomy.json").read_text(encoding="utf-8"))
    for name in MUNICIPALITIES:
        told = json.loads((DATA / "areas" / f"{name}.json").read_text(encoding="utf-8"))
        municipality = import_areas(session, told)
        import_taxonomy(session, municipality, taxonomy)
        ensure_demo_staff(session, municipality.id)
        demo_calendar.load(session, municipality, today)
        if name == MUNICIPALITIES[0]:
            _fill(session, municipality, today)
        demo_meetings.load(session, municipality, name, today)
    return True


def _fill(session: Session, municipality: Municipality, today: date) -> None:
    for name in TEXTS:
        rows = read_jsonl(Path(DATA) / "corpora" / name)
        import_concerns(session, municipality, _grown(rows, today), today=today, spread=True)
    demo_pledges.load(session, municipality, today)
    demo_group.load(session, municipality, today)


def _grown(rows: Iterable[dict[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    moved = 0
    for row in rows:
        if moved < GROWN_TEXTS and GROWS.items() <= row.items():
            moved += 1
            row = row | {"date": (today - timedelta(days=moved * 5 % GROWN_DAYS)).isoformat()}
        yield row
