"""A pledge as it is read, by staff and by the public: its standing, its commitments, and what shows each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.evidence import YEAR, Evidence, Period, evidence, evidence_period
from dialogue.indicator_series import Series, indicators_by_id, latest_of, read_series
from dialogue.line_chart import Chart, Spot, chart
from dialogue.models import Pledge, PledgeSignature
from dialogue.pledge_state import CommitmentState, Standing, commitment_states, signed_pledges, standing
from dialogue.pledge_words import line_name


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures tied to a commitment, and their chart."""

    series: Series
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment, how it goes, and what shows it."""

    state: CommitmentState
    evidence: tuple[Evidence, ...]
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class PledgeReading:
    """A pledge and all that hangs on it."""

    pledge: Pledge
    standing: Standing
    period: Period
    signatures: tuple[PledgeSignature, ...]
    items: tuple[Item, ...]


def read_pledge(session: Session, pledge: Pledge, today: date, *, public: bool) -> PledgeReading:
    """The pledge with the evidence of the days that have passed, counted now."""
    states = commitment_states(session, [pledge], today)[pledge.id]
    signed = signed_pledges(session, pledge.municipality_id)
    period = evidence_period(pledge, today)
    indicators = indicators_by_id(session, (state.commitment.indicator_id for state in states))
    items = []
    for state in states:
        indicator = indicators.get(state.commitment.indicator_id or 0)
        figures = draw(_within(read_series(session, indicator, public=public), period)) if indicator else None
        shown = evidence(session, state.commitment, indicator, period)
        items.append(Item(state, shown, figures if figures and figures.series.lines else None))
    return PledgeReading(
        pledge, standing(pledge, signed, today), period, tuple(read_signatures(session, pledge)), tuple(items)
    )


def _within(series: Series, period: Period) -> Series:
    """The figures of the pledge's time and the year before it."""
    since = period.start - YEAR
    lines = {
        place: tuple(point for point in points if point.ends_on >= since and point.starts_on <= period.end)
        for place, points in series.lines.items()
    }
    return Series(series.indicator, {place: points for place, points in lines.items() if points})


def read_signatures(session: Session, pledge: Pledge) -> Sequence[PledgeSignature]:
    """Who signed, by role."""
    mine = PledgeSignature.pledge_id == pledge.id
    return session.scalars(select(PledgeSignature).where(mine).order_by(PledgeSignature.id)).all()


def draw(series: Series) -> Figures:
    """The series with its chart: a line a stratum or area, through the value published last for each period.

    Ages stay in the table where there are values for all ages too: twenty lines are no chart.
    """
    lines = []
    shown = [place for place in series.lines if not place[2]] or list(series.lines)
    for place in shown:
        points = series.lines[place]
        last = {point.id for point in latest_of(points)}
        spots = [
            Spot(point.ends_on, point.value, point.id in last, point.is_contradicted)
            for point in points if point.value is not None
        ]  # fmt: skip
        lines.append((line_name(place), spots))
    indicator = series.indicator
    rules = [("baseline", indicator.baseline), ("target", indicator.target)]
    return Figures(series, chart(lines, rules))
