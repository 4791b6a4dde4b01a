"""What the pages of indicators and of the survey show, and what the files hold."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.following.value_rows import KINDS
from dialogue.indicator_series import Point, latest_of, read_series
from dialogue.models import AgeBand, Area, Indicator, IndicatorKind, IndicatorValue, Topic, TopicStatus
from dialogue.spans import period_words

KIND_WORDS = {kind: word for word, kind in KINDS.items()}
FILE_ORDER = (Indicator.code, IndicatorValue.period_start, IndicatorValue.stratum, IndicatorValue.age_band,
              IndicatorValue.published_on, IndicatorValue.id)  # fmt: skip
Cell = str | float | date | None


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A row of the list."""

    indicator: Indicator
    values: int
    latest: date | None
    sources: int


def indicator_list(session: Session, viewer: Viewer) -> list[IndicatorLine]:
    """All indicators by kind and name, with how many values each has and how far they reach."""
    rows = session.execute(
        select(Indicator, func.count(IndicatorValue.id), func.max(IndicatorValue.period_end),
               func.count(func.distinct(IndicatorValue.source)))
        .outerjoin(IndicatorValue, IndicatorValue.indicator_id == Indicator.id)
        .where(Indicator.municipality_id == viewer.municipality_id)
        .group_by(Indicator.id)
        .order_by(Indicator.kind, Indicator.name)
    )  # fmt: skip
    return [IndicatorLine(*row) for row in rows]


def offered(session: Session, viewer: Viewer) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What forms offer: strata, areas and topics, code → name."""
    areas = session.scalars(
        select(Area).where(Area.municipality_id == viewer.municipality_id).order_by(Area.position)
    ).all()
    topics = session.scalars(
        select(Topic)
        .where(Topic.municipality_id == viewer.municipality_id, Topic.status == TopicStatus.ACTIVE)
        .order_by(Topic.position)
    )
    return (
        {area.stratum: area.stratum for area in areas},
        {area.code: area.name for area in areas},
        {topic.code: topic.own_label or topic.name for topic in topics},
    )


def value_rows(session: Session, municipality_id: int, code: str = "") -> list[list[Cell]]:
    """Every value as a row of the file, in the order of its columns; `code`: of that indicator only."""
    asked = (
        select(IndicatorValue, Indicator, Area.name)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .outerjoin(Area, Area.id == IndicatorValue.area_id)
        .where(Indicator.municipality_id == municipality_id)
        .order_by(*FILE_ORDER)
    )
    rows = session.execute(asked.where(Indicator.code == code) if code else asked)
    return [
        [
            indicator.code, indicator.name, KIND_WORDS[indicator.kind], indicator.unit, value.value,
            period_words(value.period_start, value.period_end), value.stratum, area or "",
            value.age_band.value if value.age_band else "", None if value.n is None else float(value.n), value.margin,
            value.source, value.published_on, value.definition_version, value.note,
        ]
        for value, indicator, area in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SurveyCell:
    """An answer in one stratum and age. Hidden where fewer than five answered, or where it would tell of such a one."""

    point: Point
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """One question and one year: strata side by side, by age. `rows`: age band ("": all) → a cell a stratum."""

    questions: tuple[Indicator, ...]
    question: Indicator | None
    years: tuple[int, ...]
    year: int | None
    strata: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SurveyCell | None, ...]], ...]
    before: tuple[SurveyCell | None, ...]  # all ages, the year before
    differing: bool


def survey_page(session: Session, viewer: Viewer, code: str, year: int | None) -> SurveyPage:
    """What the survey told on a question in a year; without a choice, the first question and its latest year."""
    mine = (Indicator.municipality_id == viewer.municipality_id) & (Indicator.kind == IndicatorKind.SURVEY)
    questions = tuple(session.scalars(select(Indicator).where(mine).order_by(Indicator.name)))
    question = next((row for row in questions if row.code == code), questions[0] if questions else None)
    if question is None:
        return SurveyPage((), None, (), None, (), (), (), differing=False)
    points = read_series(session, question, public=True).points
    years = tuple(sorted({point.starts_on.year for point in points}, reverse=True))
    chosen = year if year in years else (years[0] if years else None)
    told = [point for point in points if point.starts_on.year == chosen]
    strata = tuple(sorted({point.stratum for point in told}, key=lambda stratum: (stratum != "", stratum)))
    ages = ["", *(age.value for age in AgeBand)]
    used = [age for age in ages if any(point.age == age for point in told)]
    return SurveyPage(
        questions, question, years, chosen, strata,
        tuple((age, tuple(_cell(told, stratum, age) for stratum in strata)) for age in used),
        tuple(_cell([point for point in points if chosen and point.starts_on.year == chosen - 1], stratum, "")
              for stratum in strata),
        any(point.is_contradicted for point in told),
    )  # fmt: skip


def _cell(points: list[Point], stratum: str, age: str) -> SurveyCell | None:
    found = [point for point in points if point.place == (stratum, "", age)]
    if not found:
        return None
    point = latest_of(sorted(found, key=lambda point: point.published_on))[-1]
    return SurveyCell(point, point.value is None)
