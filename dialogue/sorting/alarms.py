"""What the worker finds to grow beyond chance, and the bursts that it damps; replaced at every look."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from dialogue.merging import topic_targets
from dialogue.models import AlarmKind, Area, Concern, EmergingAlarm, Municipality, Topic
from nlp.emerging import Alarm, Observation, find_alarms
from nlp.types import Area as Place

HISTORY = timedelta(weeks=104)
RECENT = timedelta(weeks=8)
BURST = 5  # texts on one topic, from one place, on one day, one way in
LEFT_OUT = ("abuse", "empty", "praise")


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of one topic, area, day and way in: one event, however many they are."""

    topic: str
    area: str | None
    on: date
    way: str
    texts: int


def grouped_texts(session: Session, municipality_id: int, today: date) -> list[Group]:
    """Two years of texts as events; a topic that was merged counts as the one it was merged into."""
    topics = {row.id: row for row in session.scalars(select(Topic).where(Topic.municipality_id == municipality_id))}
    targets = topic_targets(session, municipality_id)
    areas = dict(session.execute(select(Area.id, Area.code).where(Area.municipality_id == municipality_id)).all())
    keys = (Concern.topic_id, Concern.area_id, Concern.received_on, Concern.channel, Concern.meeting_id)
    query = select(*keys, func.count()).where(
        Concern.municipality_id == municipality_id,
        Concern.received_on.between(today - HISTORY, today),
        Concern.kind.not_in(LEFT_OUT),
        Concern.topic_id.is_not(None),
    )
    found: Counter[tuple[str, str | None, date, str]] = Counter()
    for topic_id, area_id, on, channel, meeting_id, texts in session.execute(query.group_by(*keys)):
        topic, area = topics[targets[topic_id or 0]], areas.get(area_id) if area_id else None
        found[topic.code, area, on, f"{channel.value} {meeting_id or ''}"] += texts
    return [Group(*key, texts) for key, texts in found.items()]


def scan(groups: Sequence[Group], areas: Sequence[Place], today: date) -> tuple[Alarm, ...]:
    """The alarms of the weeks that end today. Pure; a second or less for ten thousand texts."""
    observations = [Observation(group.topic, group.area, group.on, group.way) for group in groups]
    return find_alarms(observations, areas, today)


def write_alarms(
    session: Session, municipality_id: int, groups: Sequence[Group], alarms: Sequence[Alarm], today: date
) -> int:
    """Put the new alarms and bursts in the place of the old ones, and the day; gives how many alarms there are."""
    topics = dict(session.execute(select(Topic.code, Topic.id).where(Topic.municipality_id == municipality_id)).all())
    session.execute(delete(EmergingAlarm).where(EmergingAlarm.municipality_id == municipality_id))
    rows = [_growth(alarm, groups) for alarm in alarms] + [_burst(group) for group in _bursts(groups, today)]
    for topic, row in rows:
        row.municipality_id, row.topic_id, row.found_on = municipality_id, topics[topic], today
        session.add(row)
    session.get_one(Municipality, municipality_id).looked_on = today
    return len(alarms)


def _bursts(groups: Sequence[Group], today: date) -> list[Group]:
    recent = [group for group in groups if group.texts >= BURST and group.on > today - RECENT]
    return sorted(recent, key=lambda group: (-group.texts, group.topic, group.area or "", group.on, group.way))


def _growth(alarm: Alarm, groups: Sequence[Group]) -> tuple[str, EmergingAlarm]:
    inside = [
        group.texts
        for group in groups
        if group.topic == alarm.topic
        and alarm.first_day <= group.on <= alarm.last_day
        and (group.area in alarm.areas if alarm.areas else group.area is None)
    ]
    return alarm.topic, EmergingAlarm(
        kind=AlarmKind.GROWTH, areas=list(alarm.areas), first_day=alarm.first_day, last_day=alarm.last_day,
        observed=alarm.observed, expected=alarm.expected, distinct_days=alarm.distinct_days, texts=sum(inside),
        recurrence_days=alarm.recurrence_days,
    )  # fmt: skip


def _burst(group: Group) -> tuple[str, EmergingAlarm]:
    return group.topic, EmergingAlarm(
        kind=AlarmKind.BURST, areas=[group.area] if group.area else [], first_day=group.on, last_day=group.on,
        observed=1, expected=0.0, distinct_days=1, texts=group.texts, recurrence_days=0,
    )  # fmt: skip
