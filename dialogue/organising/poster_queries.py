"""What stands on a meeting's poster, in one language; and the places that a QR sheet can be made for."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_area, access_meeting
from dialogue.models import Area, Meeting, MeetingText, Municipality

MOST_AREAS = 300
TEXTS = ("title", "about", "can_influence", "decided")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in: Swedish where nobody has written it in the poster's."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Poster:
    """A meeting as its poster tells it. Lists hold codes."""

    code: str
    status: str
    title: Said
    about: Said
    can_influence: Said
    decided: Said
    held_on: date
    starts_at: str
    ends_at: str
    place: str
    address: str
    transport: str
    hosts: tuple[str, ...]
    host_names: str
    access: tuple[str, ...]
    languages: tuple[str, ...]
    interpreter: tuple[str, ...]
    has_seats: bool
    municipality: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """An area of the gazetteer."""

    code: str
    name: str


def poster_of(session: Session, viewer: Viewer, code: str, lang: str) -> Poster:
    """The poster of a meeting of the viewer's municipality; NotFound for any other."""
    meeting = access_meeting(session, viewer, code)
    own = session.get(MeetingText, (meeting.id, lang)) if lang != "sv" else None
    municipality = session.get_one(Municipality, viewer.municipality_id)
    return Poster(
        **{name: _said(meeting, own, name) for name in TEXTS},
        code=meeting.code,
        status=meeting.status.value,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        address=meeting.address,
        transport=meeting.transport,
        hosts=tuple(meeting.hosts),
        host_names=meeting.host_names,
        access=tuple(meeting.access),
        languages=tuple(meeting.languages),
        interpreter=tuple(meeting.interpreter),
        has_seats=meeting.capacity is not None,
        municipality=municipality.name,
    )


def languages_written(session: Session, meeting_id: int) -> set[str]:
    """The languages beside Swedish that somebody has written the meeting's title in."""
    query = select(MeetingText.lang).where(MeetingText.meeting_id == meeting_id, MeetingText.title != "")
    return set(session.scalars(query.order_by(MeetingText.lang)))


def municipality_code(session: Session, viewer: Viewer) -> str:
    """The kommunkod of the municipality that the viewer works in."""
    return session.get_one(Municipality, viewer.municipality_id).code


def places(session: Session, viewer: Viewer) -> list[PlaceName]:
    """The areas of the viewer's municipality, in the gazetteer's order."""
    query = select(Area.code, Area.name).where(Area.municipality_id == viewer.municipality_id)
    rows = session.execute(query.order_by(Area.position, Area.id).limit(MOST_AREAS))
    return [PlaceName(code, name) for code, name in rows]


def place(session: Session, viewer: Viewer, code: str) -> PlaceName:
    """One of them; NotFound for any other."""
    area = access_area(session, viewer, code)
    return PlaceName(area.code, area.name)


def _said(meeting: Meeting, own: MeetingText | None, name: str) -> Said:
    translated = str(getattr(own, name)).strip() if own else ""
    return Said(translated, own.lang) if own and translated else Said(str(getattr(meeting, name)).strip(), "sv")
