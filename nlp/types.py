"""The frozen dataclasses that go in and out of every function of this package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PersonalData(StrEnum):
    """A type of personal data that is masked; the value stands in the masked text as ⟦VALUE⟧."""

    NAME = "NAME"
    PERSONNUMMER = "PERSONNUMMER"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    PLATE = "PLATE"
    ADDRESS = "ADDRESS"
    HANDLE = "HANDLE"


class Kind(StrEnum):
    """What sort of text was sent."""

    CONCERN = "concern"
    PRAISE = "praise"
    EMERGENCY = "emergency"
    CRIME_REPORT = "crime_report"
    ABUSE = "abuse"
    EMPTY = "empty"


class UrgentReason(StrEnum):
    """Why a text must be met by 112 or by a calm page first."""

    ONGOING = "ongoing"
    JUST_HAPPENED = "just_happened"
    PLANNED = "planned"
    SELF_HARM = "self_harm"
    CHILD_AT_RISK = "child_at_risk"
    FIRE_RESCUE = "fire_rescue"


@dataclass(frozen=True, slots=True)
class Document:
    """One text and what is known about it."""

    id: str
    text: str
    lang: str | None = None
    area: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the input text, in code points."""

    start: int
    end: int
    type: PersonalData


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose personal data stand as ⟦TYPE⟧, and where they stood in the input."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """What sort of text it is; `urgent` and `reason` go together. `score` is P(urgent), 0–1."""

    kind: Kind
    urgent: bool
    reason: UrgentReason | None
    score: float


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a gazetteer. `parent` is another area's code."""

    code: str
    name: str
    parent: str | None = None
    stratum: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The areas of one municipality and the names of places that lie outside it."""

    municipality: str
    areas: tuple[Area, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaSpan:
    """Words [start, end) that name a place: the area they mean (None: outside), and how sure, 0–1."""

    start: int
    end: int
    area: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Location:
    """The area a text is about, or None; `outside` names a place beyond the municipality."""

    area: str | None
    outside: str | None
    spans: tuple[AreaSpan, ...]
    score: float


@dataclass(frozen=True, slots=True)
class TopicGuess:
    """One topic of the taxonomy and its calibrated probability."""

    code: str
    p: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text got a topic: weighted words of the text, and the ids of the nearest known texts."""

    words: tuple[tuple[str, float], ...]
    nearest: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A recurring pattern: member ids, telling words, ids of typical texts, stability 0–1."""

    id: int
    topic: str | None
    members: tuple[str, ...]
    words: tuple[str, ...]
    typical: tuple[str, ...]
    stability: float


@dataclass(frozen=True, slots=True)
class Clustering:
    """All clusters of a run, and for each document its cluster (or None) and how firmly it sits."""

    clusters: tuple[Cluster, ...]
    assigned: Mapping[str, tuple[int | None, float]] = field(default_factory=dict)


Texts = Sequence[str]
