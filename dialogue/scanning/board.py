"""The board: counted cells → the rows and columns of one table. Pure; no database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dialogue.scanning.charts import Spark, heat, spark
from dialogue.scanning.periods import Period

TOO_FEW = 3
UNSORTED = "osorterat"
UNKNOWN_PLACE = "okand"


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic as the board knows it. `counts_as`: the id it counts for after merges."""

    id: int
    code: str
    name: str
    counts_as: int
    is_dismissed: bool
    is_renamed: bool


@dataclass(frozen=True, slots=True)
class Column:
    """An area; `code` is `okand` for concerns without one."""

    id: int | None
    code: str
    name: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One group of concerns: how many in the period, in the one before it, and since the viewer's last visit."""

    topic_id: int | None
    area_id: int | None
    now: int
    before: int
    new: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A count where a topic meets an area."""

    area: str
    now: int
    before: int
    heat: int


@dataclass(frozen=True, slots=True)
class Row:
    """A topic (or the totals) over all areas. `weeks`: counts, oldest first."""

    code: str
    name: str
    now: int
    before: int
    new: int
    cells: tuple[Cell, ...]
    weeks: tuple[int, ...]
    spark: Spark
    is_dismissed: bool = False
    is_renamed: bool = False

    @property
    def change(self) -> int:
        """How many more than in the period before."""
        return self.now - self.before

    @property
    def is_thin(self) -> bool:
        """Too few texts to say anything."""
        return self.now < TOO_FEW


@dataclass(frozen=True, slots=True)
class Board:
    """The whole table. `quiet`: topics with no text in either period; `dismissed`: how many topics are hidden."""

    period: Period
    columns: tuple[Column, ...]
    strata: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    total: Row
    quiet: tuple[TopicEntry, ...]
    dismissed: int
    since: date | None
    age_refused: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show in either period."""
        return not self.rows


def build_board(
    *,
    period: Period,
    topics: Sequence[TopicEntry],
    columns: Sequence[Column],
    counted: Iterable[Counted],
    daily: Iterable[tuple[int | None, date, int]],
    unsorted_name: str,
    total_name: str,
    show_dismissed: bool,
    since: date | None,
    age_refused: bool,
) -> Board:
    """Sum the groups into rows: merged topics count in their target, most texts first, the unsorted last."""
    counts_as = {topic.id: topic.counts_as for topic in topics}
    by_topic: dict[int | None, list[Counted]] = {}
    for group in counted:
        by_topic.setdefault(_target(group.topic_id, counts_as), []).append(group)
    weeks = _weeks(daily, counts_as, period)
    own = [topic for topic in topics if topic.counts_as == topic.id]
    hidden = {topic.id for topic in own if topic.is_dismissed and not show_dismissed}
    shown: list[tuple[int | None, TopicEntry]] = [(topic.id, topic) for topic in own if topic.id not in hidden]
    shown.append((None, TopicEntry(0, UNSORTED, unsorted_name, 0, False, False)))
    everything = [group for topic_id, _ in shown for group in by_topic.get(topic_id, [])]
    highest = _highest_cell(by_topic, columns, [topic_id for topic_id, _ in shown])
    rows = [
        _row(topic, by_topic[topic_id], columns, weeks.get(topic_id, Counter()), period, highest)
        for topic_id, topic in shown
        if topic_id in by_topic
    ]
    rows.sort(key=lambda row: (row.code == UNSORTED, -row.now, -row.before))
    total_weeks: Counter[int] = sum((weeks.get(topic_id, Counter()) for topic_id, _ in shown), Counter())
    total = TopicEntry(0, "", total_name, 0, False, False)
    return Board(
        period=period,
        columns=tuple(columns),
        strata=_strata(columns),
        rows=tuple(rows),
        total=_row(total, everything, columns, total_weeks, period, 0),
        quiet=tuple(topic for topic_id, topic in shown if topic_id is not None and topic_id not in by_topic),
        dismissed=sum(topic.is_dismissed for topic in own),
        since=since,
        age_refused=age_refused,
    )


def _target(topic_id: int | None, counts_as: dict[int, int]) -> int | None:
    return None if topic_id is None else counts_as.get(topic_id, topic_id)


def _weeks(
    daily: Iterable[tuple[int | None, date, int]], counts_as: dict[int, int], period: Period
) -> dict[int | None, Counter[int]]:
    weeks: dict[int | None, Counter[int]] = {}
    week_of = {}
    for topic_id, day, count in daily:
        if day not in week_of:
            week_of[day] = period.week_of(day)
        weeks.setdefault(_target(topic_id, counts_as), Counter())[week_of[day]] += count
    return weeks


def _per_area(groups: Iterable[Counted]) -> tuple[Counter[int | None], Counter[int | None]]:
    now: Counter[int | None] = Counter()
    before: Counter[int | None] = Counter()
    for group in groups:
        now[group.area_id] += group.now
        before[group.area_id] += group.before
    return now, before


def _highest_cell(
    by_topic: dict[int | None, list[Counted]], columns: Sequence[Column], shown: Sequence[int | None]
) -> int:
    known = {column.id for column in columns if column.code != UNKNOWN_PLACE}
    return max(
        (
            count
            for topic_id in shown
            for area_id, count in _per_area(by_topic.get(topic_id, []))[0].items()
            if area_id in known
        ),
        default=0,
    )


def _row(
    topic: TopicEntry, groups: Sequence[Counted], columns: Sequence[Column], weeks: Counter[int], period: Period,
    highest: int,
) -> Row:  # fmt: skip
    now, before = _per_area(groups)
    counts = tuple(weeks[at] for at in range(period.week_count))
    return Row(
        code=topic.code,
        name=topic.name,
        now=sum(group.now for group in groups),
        before=sum(group.before for group in groups),
        new=sum(group.new for group in groups),
        cells=tuple(
            Cell(column.code, now[column.id], before[column.id], _heat(column, now[column.id], highest))
            for column in columns
        ),
        weeks=counts,
        spark=spark(counts),
        is_dismissed=topic.is_dismissed,
        is_renamed=topic.is_renamed,
    )


def _heat(column: Column, count: int, highest: int) -> int:
    """What nobody could place says nothing of where it burns: that column stays pale."""
    return 0 if column.code == UNKNOWN_PLACE else heat(count, highest)


def _strata(columns: Sequence[Column]) -> tuple[tuple[str, int], ...]:
    """The strata in the order of the columns, each with how many columns it spans."""
    spans: list[tuple[str, int]] = []
    for column in columns:
        if spans and spans[-1][0] == column.stratum:
            spans[-1] = (column.stratum, spans[-1][1] + 1)
        else:
            spans.append((column.stratum, 1))
    return tuple(spans)
