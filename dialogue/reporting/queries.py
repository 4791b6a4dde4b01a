"""What the reports read: locked ones, and the rows behind the sections."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Session

from dialogue.access import Viewer
from dialogue.exceptions import NotFound
from dialogue.models import (
    Activity,
    AlarmKind,
    Answer,
    Area,
    Attendance,
    CheersOutcome,
    CheersSheet,
    Concern,
    EmergingAlarm,
    Indicator,
    IndicatorKind,
    Meeting,
    MeetingStatus,
    Population,
    Problem,
    Report,
    ReportKind,
    SchoolBreak,
    Topic,
)

MOST = 50
HELD = (MeetingStatus.HELD, MeetingStatus.SUMMED_UP)


def reports(session: Session, viewer: Viewer) -> Sequence[Report]:
    """The locked reports, the latest first."""
    query = select(Report).where(Report.municipality_id == viewer.municipality_id)
    return session.scalars(query.order_by(Report.locked_on.desc(), Report.id.desc()).limit(MOST)).all()


def access_report(session: Session, viewer: Viewer, kind: ReportKind, number: int) -> Report:
    """A locked report of the viewer's municipality."""
    mine = (Report.municipality_id == viewer.municipality_id, Report.kind == kind, Report.number == number)
    found = session.scalar(select(Report).where(*mine))
    if found is None:
        raise NotFound("no such report here")
    return found


def last_report(session: Session, municipality_id: int, kind: ReportKind) -> Report | None:
    """The latest locked report of a kind."""
    query = select(Report).where(Report.municipality_id == municipality_id, Report.kind == kind)
    return session.scalar(query.order_by(Report.number.desc()).limit(1))


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, and who came: (age band, gender) → people."""

    code: str
    title: str
    on: date
    area: str
    came: dict[tuple[str, str], int]


def meetings_held(session: Session, municipality_id: int, first: date, last: date) -> list[Held]:
    """The meetings of a period, the earliest first."""
    query = (
        select(Meeting, Area.name)
        .outerjoin(Area, Area.id == Meeting.area_id)
        .where(
            Meeting.municipality_id == municipality_id,
            Meeting.status.in_(HELD),
            Meeting.held_on.between(first, last),
        )
    )
    rows = session.execute(query.order_by(Meeting.held_on, Meeting.id).limit(MOST)).all()
    came: dict[int, dict[tuple[str, str], int]] = {row.id: {} for row, _ in rows}
    for one in session.scalars(select(Attendance).where(Attendance.meeting_id.in_(came))):
        came[one.meeting_id][one.age_band.value if one.age_band else "", one.gender.value] = one.people
    return [Held(row.code, row.title, row.held_on, area or "", came[row.id]) for row, area in rows]


def activities(session: Session, municipality_id: int, first: date, last: date) -> list[tuple[str, int, int]]:
    """(kind, how many, minutes) of what was logged, the commonest first."""
    query = (
        select(Activity.kind, func.count(), func.coalesce(func.sum(Activity.minutes), 0))
        .where(Activity.municipality_id == municipality_id, Activity.done_on.between(first, last))
        .group_by(Activity.kind)
    )
    rows = [(kind.value, n, minutes or 0) for kind, n, minutes in session.execute(query)]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def indicators(session: Session, municipality_id: int, kind: IndicatorKind) -> Sequence[Indicator]:
    """The indicators of a kind."""
    query = select(Indicator).where(Indicator.municipality_id == municipality_id, Indicator.kind == kind)
    return session.scalars(query.order_by(Indicator.name).limit(MOST)).all()


def growing(session: Session, municipality_id: int) -> list[tuple[str, str, list[str]]]:
    """(topic code, name, areas) of what grows beyond chance now, the rarest first."""
    areas = select(Area.code, Area.name).where(Area.municipality_id == municipality_id)
    names = dict(session.execute(areas).all())
    query = (
        select(EmergingAlarm, Topic.code, func.coalesce(Topic.own_label, Topic.name))
        .join(Topic, Topic.id == EmergingAlarm.topic_id)
        .where(EmergingAlarm.municipality_id == municipality_id, EmergingAlarm.kind == AlarmKind.GROWTH)
        .order_by(EmergingAlarm.recurrence_days.desc(), EmergingAlarm.id)
    )
    rows = session.execute(query.limit(10))
    return [(code, name, [names[area] for area in row.areas if area in names]) for row, code, name in rows]


def problems(session: Session, municipality_id: int) -> Sequence[Problem]:
    """The problems, by phase and then the earliest opened first."""
    query = select(Problem).where(Problem.municipality_id == municipality_id)
    return session.scalars(query.order_by(Problem.opened_on, Problem.id).limit(MOST)).all()


def candidates(session: Session, municipality_id: int) -> Sequence[CheersSheet]:
    """Sheets that are not decided, or on watch."""
    undecided = or_(CheersSheet.outcome == CheersOutcome.OPEN, CheersSheet.outcome == CheersOutcome.WATCH)
    query = select(CheersSheet).where(CheersSheet.municipality_id == municipality_id, undecided)
    return session.scalars(query.order_by(CheersSheet.outcome, CheersSheet.id).limit(MOST)).all()


def answers(session: Session, municipality_id: int, first: date, last: date) -> list[tuple[str, str, date]]:
    """(code, title, day) of the answers published or renewed in a period."""
    query = select(Answer.code, Answer.title, Answer.updated_on).where(
        Answer.municipality_id == municipality_id,
        Answer.published_on.is_not(None),
        Answer.updated_on.between(first, last),
    )
    return [(code, title, on) for code, title, on in session.execute(query.order_by(Answer.updated_on).limit(MOST))]


def answered_topics(session: Session, municipality_id: int) -> set[str]:
    """Codes of the topics that have a published answer; an answer on all topics answers none in particular."""
    query = (
        select(Topic.code)
        .join(Answer, Answer.topic_id == Topic.id)
        .where(Answer.municipality_id == municipality_id, Answer.published_on.is_not(None))
    )
    return set(session.scalars(query))


def breaks(session: Session, municipality_id: int, first: date, last: date) -> Sequence[SchoolBreak]:
    """The school breaks that touch a period."""
    query = select(SchoolBreak).where(
        SchoolBreak.municipality_id == municipality_id, SchoolBreak.ends_on >= first, SchoolBreak.starts_on <= last
    )
    return session.scalars(query.order_by(SchoolBreak.starts_on).limit(MOST)).all()


def coming_meetings(session: Session, municipality_id: int, today: date) -> Sequence[Meeting]:
    """The published meetings of the coming ninety days."""
    days = Meeting.held_on.between(today, today + timedelta(days=90))
    query = select(Meeting).where(
        Meeting.municipality_id == municipality_id, Meeting.status == MeetingStatus.PUBLISHED, days
    )
    return session.scalars(query.order_by(Meeting.held_on).limit(MOST)).all()


def population(session: Session, municipality_id: int) -> tuple[dict[str, int], str, date | None]:
    """(age band → inhabitants of the whole municipality, source, day) of the latest count; empty where none is in."""
    whole = (Population.municipality_id == municipality_id, Population.stratum == "")
    latest = session.scalar(select(func.max(Population.counted_on)).where(*whole))
    rows = session.scalars(select(Population).where(*whole, Population.counted_on == latest)).all() if latest else []
    return {row.age_band.value: row.people for row in rows}, rows[0].source if rows else "", latest


def visitors(held: Sequence[Held]) -> Counter[str]:
    """Age band → people that came, over all meetings; empty for those who did not say."""
    total: Counter[str] = Counter()
    for meeting in held:
        for (age, _), people in meeting.came.items():
            total[age] += people
    return total


def without_place(session: Session, municipality_id: int, first: date, last: date) -> tuple[int, int]:
    """(texts that name no place, all texts) of a period, for a share: never shown as counts."""
    mine = (Concern.municipality_id == municipality_id, Concern.received_on.between(first, last))
    told = select(func.count(), func.count(Concern.area_id)).where(*mine, Concern.kind.not_in(("abuse", "empty")))
    every, placed = session.execute(told).one()
    return every - placed, every
