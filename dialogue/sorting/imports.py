"""Taking in files: areas, the taxonomy, and texts that came some other way than through the form."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.exceptions import BadImport
from dialogue.models import AgeBand, Area, AreaAlias, Channel, Concern, Daypart, Municipality, Topic
from nlp.mask import mask

CHANNELS = {channel.value: channel for channel in Channel}
AGES = {"16": AgeBand.FROM_16, "65-79": AgeBand.FROM_65, "80+": AgeBand.FROM_65} | {age.value: age for age in AgeBand}
DAYPARTS = (Daypart.MORNING, Daypart.DAY, Daypart.EVENING, Daypart.EVENING)
LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows an import made, and how many lines it left out because they hold no text."""

    rows: int
    left_out: int


def import_areas(session: Session, data: dict[str, Any]) -> Municipality:
    """Create or update a municipality and its areas from a gazetteer (the format of `nlp/data/areas`)."""
    try:
        told = data["municipality"]
        municipality = _municipality(session, told, data.get("outside", []))
        areas = {row["code"]: _area(session, municipality, row, at) for at, row in enumerate(data["areas"])}
        for row in data["areas"]:
            areas[row["code"]].parent_id = areas[row["parent"]].id if row.get("parent") else None
    except (KeyError, TypeError) as error:
        raise BadImport(f"the area file lacks or misuses {error}") from error
    session.flush()
    return municipality


def _municipality(session: Session, told: dict[str, Any], outside: list[str]) -> Municipality:
    row = session.scalar(select(Municipality).where(Municipality.code == told["code"]))
    row = row or Municipality(code=told["code"])
    row.name, row.county, row.police_area = told["name"], told["county"], told["police_area"]
    row.population = told.get("population")
    row.population_on = date.fromisoformat(told["population_date"]) if told.get("population_date") else None
    row.outside = "\n".join(outside)
    session.add(row)
    session.flush()  # the areas need its id
    return row


def _area(session: Session, municipality: Municipality, told: dict[str, Any], position: int) -> Area:
    mine = Area.municipality_id == municipality.id
    row = session.scalar(select(Area).where(mine, Area.code == told["code"]))
    row = row or Area(municipality_id=municipality.id, code=told["code"])
    row.name, row.stratum, row.position = told["name"], told["stratum"], position
    row.lat, row.lon, row.population = told.get("lat"), told.get("lon"), told.get("population")
    row.source = told.get("source") or ""
    session.add(row)
    session.flush()  # the aliases need its id
    known = set(session.scalars(select(AreaAlias.name).where(AreaAlias.area_id == row.id)))
    for name in dict.fromkeys(told.get("aliases", [])):
        if name not in known:
            session.add(AreaAlias(municipality_id=municipality.id, area_id=row.id, name=name))
    return row


def import_taxonomy(session: Session, municipality: Municipality, topics: list[dict[str, Any]]) -> int:
    """Create or update the topics of a municipality; gives their number. Own labels are left as they are."""
    for position, told in enumerate(topics):
        mine = Topic.municipality_id == municipality.id
        row = session.scalar(select(Topic).where(mine, Topic.code == told["code"]))
        row = row or Topic(municipality_id=municipality.id, code=told["code"])
        row.name, row.easy, row.english = told["name"], told.get("easy", ""), told.get("english", "")
        row.position = position
        session.add(row)
    session.flush()
    return len(topics)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file; BadImport names the first broken line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _object(line, number)


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
        found["text"].encode("utf-8")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadImport(f"line {number}: not an object with a text ({error})") from error
    assert isinstance(found, dict)
    return found


def import_concerns(
    session: Session, municipality: Municipality, rows: Iterable[dict[str, Any]], *, today: date, spread: bool = False
) -> Imported:
    """Store texts as concerns, masked; the worker sorts them afterwards.

    Fields read: `text`, `lang`, `date`, `area` (a code of this municipality), `source` (channel), `age`.
    With `spread`, dates are moved so that the file covers the 18 months before `today`, keeping the season.
    """
    told = list(rows)
    mine = select(Area.code, Area.id).where(Area.municipality_id == municipality.id)
    areas = {code: id_ for code, id_ in session.execute(mine)}  # noqa: C416 — a Result is no mapping
    day = _spreader(today) if spread else _told_day(today)
    stored = 0
    for at, row in enumerate(told):
        text = mask(row["text"].replace("\x00", "").strip()[:LONGEST]).text.strip()
        if not text:
            continue
        session.add(_concern(municipality, areas, row, text, day(at, row)))
        stored += 1
    session.flush()
    return Imported(stored, len(told) - stored)


def _concern(municipality: Municipality, areas: dict[str, int], row: dict[str, Any], text: str, on: date) -> Concern:
    # the sender's own choice only where the text does not say it: the rest is for the locator to find
    area_id = None if row.get("area_in_text") else areas.get(row.get("area") or "")
    return Concern(
        municipality_id=municipality.id,
        text=text,
        lang=row.get("lang"),
        channel=CHANNELS.get(row.get("source") or "web", Channel.WEB),
        received_on=on,
        received_daypart=DAYPARTS[sum(text.encode()) % len(DAYPARTS)],
        said_area_id=area_id,
        age_band=AGES.get(row.get("age") or ""),
    )


def _told_day(today: date) -> Callable[[int, dict[str, Any]], date]:
    def day(_at: int, row: dict[str, Any]) -> date:
        try:
            return min(date.fromisoformat(str(row.get("date"))[:10]), today)
        except ValueError:
            return today

    return day


SPREAD_DAYS = 545


def _spreader(today: date) -> Callable[[int, dict[str, Any]], date]:
    """Dates over the last 18 months: a told date keeps its day of the year, the others are laid evenly."""

    def day(at: int, row: dict[str, Any]) -> date:
        told = str(row.get("date") or "")[:10]
        if not told:
            return today - timedelta(days=(at * 7919) % SPREAD_DAYS)  # a prime step: no file order in the weeks
        back = (today - date.fromisoformat(told)).days % 365
        return today - timedelta(days=back + (365 if back + 365 < SPREAD_DAYS and at % 3 == 0 else 0))

    return day
