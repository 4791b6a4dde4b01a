"""What five voices say of a topic in a place, side by side and never summed: the survey, reported crime, concerns,
dialogues, staff. Each is compared with the concerns: it agrees, disagrees, or has no data.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from dialogue.indicator_series import Point, latest_of, read_series
from dialogue.merging import topics_within
from dialogue.models import (
    Area,
    Better,
    Channel,
    Concern,
    Indicator,
    IndicatorKind,
    Meeting,
    MeetingStatus,
    MeetingSummary,
    Topic,
)
from dialogue.spans import period_words
from dialogue.suppression import is_small

HALF_YEAR = timedelta(days=182)
YEAR = timedelta(days=364)  # whole weeks, so that the same weekdays are compared
ENOUGH = 10  # texts or reports in both periods together: fewer cannot show a change
NOT_COUNTED = ("abuse", "empty")


class Kind(StrEnum):
    """Who speaks."""

    SURVEY = "survey"
    CRIME = "crime"
    CONCERNS = "concerns"
    DIALOGUES = "dialogues"
    STAFF = "staff"


class Signal(StrEnum):
    """What a voice says: more, less or as much of the problem as before; that it is there or not; or too little."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    PRESENT = "present"
    ABSENT = "absent"
    FEW = "few"
    NONE = "none"


class Verdict(StrEnum):
    """How a voice stands to the concerns."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice with the figures behind it. `now`, `before`: None where there are none or too few to be shown.

    `name`, `code`: of the indicator; `when`, `when_before`: its periods; `where`: what part of the municipality.
    """

    kind: Kind
    signal: Signal
    now: float | None = None
    before: float | None = None
    margin: float | None = None
    of: int | None = None  # meetings held, texts that staff wrote
    name: str = ""
    code: str = ""
    unit: str = ""
    when: str = ""
    when_before: str = ""
    where: str = ""
    is_hidden: bool = False
    verdict: Verdict = Verdict.NO_DATA


@dataclass(frozen=True, slots=True)
class Triangulation:
    """All voices on a topic and an area, either of which may be all."""

    topic: Topic | None
    area: Area | None
    voices: tuple[Voice, ...]
    since: date

    @property
    def tally(self) -> tuple[int, int, int]:
        """How many voices agree with the concerns, disagree, and have no data."""
        others = [voice.verdict for voice in self.voices if voice.kind is not Kind.CONCERNS]
        return others.count(Verdict.AGREES), others.count(Verdict.DISAGREES), others.count(Verdict.NO_DATA)


def triangulate(
    session: Session, municipality_id: int, topic: Topic | None, area: Area | None, today: date
) -> Triangulation:
    """Ask every voice."""
    concerns = _concerns(session, municipality_id, topic, area, today)
    others = [
        *_indicators(session, municipality_id, IndicatorKind.SURVEY, topic, area),
        *_indicators(session, municipality_id, IndicatorKind.CRIME, topic, area),
        _dialogues(session, municipality_id, topic, area, today),
        _staff(session, municipality_id, topic, area, today),
    ]
    judged = [replace(voice, verdict=judge(voice.signal, concerns.signal)) for voice in others]
    order = list(Kind)
    voices = sorted([concerns, *judged], key=lambda voice: order.index(voice.kind))
    return Triangulation(topic, area, tuple(voices), today - HALF_YEAR)


def judge(signal: Signal, concerns: Signal) -> Verdict:
    """How a signal stands to the concerns' own. Where there are too few concerns, nothing can agree or disagree."""
    if Signal.NONE in (signal, concerns) or Signal.FEW in (signal, concerns):
        return Verdict.NO_DATA
    return Verdict.AGREES if signal in (concerns, Signal.PRESENT) else Verdict.DISAGREES


def changed(now: float, before: float) -> Signal:
    """Whether two counts differ by more than chance: twice the standard error of their difference."""
    if now + before < ENOUGH:
        return Signal.FEW
    if abs(now - before) <= 2 * sqrt(now + before):
        return Signal.SAME
    return Signal.MORE if now > before else Signal.LESS


def _concerns(session: Session, municipality_id: int, topic: Topic | None, area: Area | None, today: date) -> Voice:
    spoken = _texts(session, municipality_id, topic, area) & (Concern.channel != Channel.STAFF)
    now = _count(session, spoken, today - HALF_YEAR, today)
    before = _count(session, spoken, today - YEAR - HALF_YEAR, today - YEAR)
    return Voice(Kind.CONCERNS, changed(now, before), now, before)


def _staff(session: Session, municipality_id: int, topic: Topic | None, area: Area | None, today: date) -> Voice:
    """What staff wrote in as their own observations."""
    wrote = Concern.channel == Channel.STAFF
    every = _count(session, _texts(session, municipality_id, None, None) & wrote, today - HALF_YEAR, today)
    here = _count(session, _texts(session, municipality_id, topic, area) & wrote, today - HALF_YEAR, today)
    signal = Signal.NONE if not every else Signal.PRESENT if here else Signal.ABSENT
    return Voice(Kind.STAFF, signal, here if every else None, of=every)


def _texts(session: Session, municipality_id: int, topic: Topic | None, area: Area | None) -> ColumnElement[bool]:
    wanted = (Concern.municipality_id == municipality_id) & Concern.kind.not_in(NOT_COUNTED)
    if topic is not None:
        wanted &= Concern.topic_id.in_(topics_within(session, municipality_id, topic.id))
    if area is not None:
        wanted &= Concern.area_id.in_(_within(session, area))
    return wanted


def _count(session: Session, wanted: ColumnElement[bool], after: date, until: date) -> int:
    within = (Concern.received_on > after) & (Concern.received_on <= until)
    return session.scalar(select(func.count()).select_from(Concern).where(wanted, within)) or 0


def _within(session: Session, area: Area) -> list[int]:
    return [area.id, *session.scalars(select(Area.id).where(Area.parent_id == area.id))]


def _dialogues(session: Session, municipality_id: int, topic: Topic | None, area: Area | None, today: date) -> Voice:
    """Meetings of the past year with an approved summary, and in how many of them the topic was heard."""
    asked = (
        select(Meeting.id, MeetingSummary.version, MeetingSummary.themes)
        .join(MeetingSummary, MeetingSummary.meeting_id == Meeting.id)
        .where(
            Meeting.municipality_id == municipality_id, Meeting.held_on.between(today - YEAR, today),
            Meeting.status.in_([MeetingStatus.HELD, MeetingStatus.SUMMED_UP]),
            MeetingSummary.published_on.is_not(None),
        )
        .order_by(MeetingSummary.version)
    )  # fmt: skip
    if area is not None:
        asked = asked.where(Meeting.area_id.in_(_within(session, area)))
    themes = {row.id: row.themes for row in session.execute(asked)}
    if not themes:
        return Voice(Kind.DIALOGUES, Signal.NONE)
    heard = sum(topic is None or topic.code in told for told in themes.values())
    return Voice(Kind.DIALOGUES, Signal.PRESENT if heard else Signal.ABSENT, heard, of=len(themes))


def _indicators(
    session: Session, municipality_id: int, kind: IndicatorKind, topic: Topic | None, area: Area | None
) -> list[Voice]:
    """Every indicator laid beside the topic; one voice without data where there is none."""
    mine = (Indicator.municipality_id == municipality_id) & (Indicator.kind == kind)
    about = Indicator.topic_id == topic.id if topic is not None else Indicator.topic_id.is_(None)
    found = session.scalars(select(Indicator).where(mine, about).order_by(Indicator.name)).all()
    say = _survey if kind is IndicatorKind.SURVEY else _crime
    voices = [say(row, list(_points(session, row, area))) for row in found]
    return voices or [Voice(Kind(kind.value), Signal.NONE)]


def _points(session: Session, indicator: Indicator, area: Area | None) -> Iterable[Point]:
    """The values for all ages, of the area if there are any, else of its stratum, else of the whole municipality."""
    lines = read_series(session, indicator, public=indicator.kind is IndicatorKind.SURVEY).lines
    places = [("", area.name, ""), (area.stratum, "", "")] if area is not None else []
    for place in (*places, ("", "", "")):
        if lines.get(place):
            return latest_of(lines[place])
    return ()


def _survey(indicator: Indicator, points: Sequence[Point]) -> Voice:
    """The latest survey against the one before it; a change within both margins is none."""
    voice = _named(Kind.SURVEY, indicator, points)
    if not points:
        return voice
    last = points[-1]
    before = points[-2] if len(points) > 1 else None
    voice = replace(voice, now=last.value, margin=last.margin, when=period_words(last.starts_on, last.ends_on),
                    is_hidden=last.value is None)  # fmt: skip
    if before is None or last.value is None or before.value is None or last.is_thin or before.is_thin:
        return replace(voice, signal=Signal.FEW)
    within = sqrt((last.margin or 0) ** 2 + (before.margin or 0) ** 2)
    rise = last.value - before.value
    grows = rise < 0 if indicator.better is Better.UP else rise > 0
    signal = Signal.SAME if abs(rise) <= within else Signal.MORE if grows else Signal.LESS
    return replace(voice, signal=signal, before=before.value,
                   when_before=period_words(before.starts_on, before.ends_on))  # fmt: skip


def _crime(indicator: Indicator, points: Sequence[Point]) -> Voice:
    """Reports of the latest year that figures reach, against the year before it. A small sum is hidden."""
    voice = _named(Kind.CRIME, indicator, points)
    if not points:
        return voice
    end = max(point.ends_on for point in points)
    last = [point for point in points if point.ends_on > end - YEAR]
    before = [point for point in points if end - YEAR - YEAR < point.ends_on <= end - YEAR]
    now, then = _sum(last), _sum(before)
    voice = replace(voice, now=now, before=then, is_hidden=now is None,
                    when=period_words(min(point.starts_on for point in last), end))  # fmt: skip
    if now is None or then is None or len(last) != len(before):
        return replace(voice, signal=Signal.FEW)
    when = period_words(min(point.starts_on for point in before), max(point.ends_on for point in before))
    return replace(voice, signal=changed(now, then), when_before=when)


def _sum(points: Sequence[Point]) -> float | None:
    """None where there is nothing to add, or the sum is small."""
    total = sum(point.value or 0 for point in points)
    return None if not points or is_small(round(total)) else total


def _named(kind: Kind, indicator: Indicator, points: Sequence[Point]) -> Voice:
    where = (points[0].area or points[0].stratum) if points else ""
    return Voice(kind, Signal.NONE, name=indicator.name, code=indicator.code, unit=indicator.unit, where=where)


def find_topic(session: Session, municipality_id: int, code: str) -> Topic | None:
    """A topic by its code; None for any other words."""
    mine = Topic.municipality_id == municipality_id
    return session.scalar(select(Topic).where(mine, Topic.code == code)) if code.isprintable() else None


def find_area(session: Session, municipality_id: int, code: str) -> Area | None:
    """An area by its code; None for any other words."""
    mine = Area.municipality_id == municipality_id
    return session.scalar(select(Area).where(mine, Area.code == code)) if code.isprintable() else None


def voices_on(
    session: Session, municipality_id: int, topic_code: str, area_code: str | None, today: date
) -> Triangulation | None:
    """The voices on a topic, in an area if it is one; None where the code is no topic's."""
    topic = find_topic(session, municipality_id, topic_code)
    if topic is None:
        return None
    return triangulate(session, municipality_id, topic, find_area(session, municipality_id, area_code or ""), today)
