"""A meeting as flat values that can be compared, merged and kept as history. Days and areas are words here."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Area, Meeting, MeetingText

Value = str | int | list[str] | None
Fields = dict[str, Value]

LINES = ("title", "place", "address", "starts_at", "ends_at", "host_names", "transport")
TEXTS = ("about", "can_influence", "decided")
LISTS = ("hosts", "target_ages", "languages", "interpreter", "access")
OWN = (
    "title", "held_on", "starts_at", "ends_at", "area", "place", "address", "point", "about", "can_influence",
    "decided", "hosts", "host_names", "target_ages", "languages", "interpreter", "access", "transport", "capacity",
)  # fmt: skip
TRANSLATED = ("title", *TEXTS)


def text_name(lang: str, name: str) -> str:
    """What a text in another language is called among the fields."""
    return f"{lang}.{name}"


def told(fields: Fields, name: str) -> Value:
    """A field's value; a language that nobody wrote in has empty texts."""
    return fields.get(name, "")


def changes(before: Fields, after: Fields) -> dict[str, list[Value]]:
    """Field → [before, after], of those in `after` that differ."""
    pairs = {name: [told(before, name), value] for name, value in after.items()}
    return {name: pair for name, pair in pairs.items() if (pair[0] or "") != (pair[1] or "")}


def point_text(lat: float | None, lon: float | None) -> str:
    """A map point as it is written by hand."""
    if lat is None or lon is None:
        return ""
    return ", ".join(f"{degrees:.5f}".rstrip("0").rstrip(".") for degrees in (lat, lon))


def read(session: Session, meeting: Meeting) -> Fields:
    """What the meeting holds now, its texts in other languages included."""
    area = session.get(Area, meeting.area_id) if meeting.area_id else None
    fields: Fields = {name: getattr(meeting, name) for name in (*LINES, *TEXTS, "capacity")}
    fields |= {name: sorted(getattr(meeting, name)) for name in LISTS}
    fields |= {
        "area": area.code if area else "", "held_on": meeting.held_on.isoformat(),
        "point": point_text(meeting.lat, meeting.lon),
    }  # fmt: skip
    for row in session.scalars(select(MeetingText).where(MeetingText.meeting_id == meeting.id)):
        fields |= {text_name(row.lang, name): getattr(row, name) for name in TRANSLATED}
    return fields


def write(session: Session, meeting: Meeting, fields: Fields) -> None:
    """Put values into the meeting; fields that are not named stay as they are."""
    for name, value in fields.items():
        if "." in name:
            _write_text(session, meeting, name, str(value))
        else:
            for column, stored in _columns(session, meeting, name, value).items():
                setattr(meeting, column, stored)


def _columns(session: Session, meeting: Meeting, name: str, value: Any) -> dict[str, Any]:
    if name == "held_on":
        return {"held_on": date.fromisoformat(value)}
    if name == "point":
        lat, lon = map(float, value.split(",")) if value else (None, None)
        return {"lat": lat, "lon": lon}
    if name == "area":
        mine = Area.municipality_id == meeting.municipality_id
        return {"area_id": session.scalar(select(Area.id).where(mine, Area.code == value))}
    return {name: value}


def _write_text(session: Session, meeting: Meeting, name: str, value: str) -> None:
    lang, _, column = name.partition(".")
    row = session.get(MeetingText, (meeting.id, lang))
    if row is None:
        row = MeetingText(municipality_id=meeting.municipality_id, meeting_id=meeting.id, lang=lang)
        session.add(row)
        session.flush()  # the next text of this language finds it
    setattr(row, column, value)
