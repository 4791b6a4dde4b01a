"""Periods, merges, charts and the file: pure parts of scanning."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.scanning.board_csv import safe_cell
from dialogue.scanning.charts import Place, heat, place_spots, spark
from dialogue.scanning.periods import last_weeks, parse_period

TODAY = date(2026, 11, 24)


def test_twelve_weeks_end_today_and_the_period_before_is_as_long() -> None:
    period = last_weeks(12, TODAY)
    assert (period.end, period.days, period.week_count) == (TODAY, 84, 12)
    assert period.before.end == period.start - timedelta(days=1)
    assert period.before.days == 84


@pytest.mark.parametrize("weeks", [None, "0", "13", "x", "²", "9999999"])
def test_an_odd_choice_becomes_twelve_weeks(weeks: str | None) -> None:
    assert parse_period(weeks, None, None, TODAY) == last_weeks(12, TODAY)


def test_dates_are_taken_and_never_reach_past_today() -> None:
    period = parse_period(None, "2026-11-01", "2027-01-01", TODAY)
    assert (period.start, period.end) == (date(2026, 11, 1), TODAY)


@given(st.integers(0, 400), st.integers(0, 400))
def test_every_day_of_a_period_has_a_week(days: int, at: int) -> None:
    period = parse_period(None, (TODAY - timedelta(days=days)).isoformat(), None, TODAY)
    assert 0 <= period.week_of(period.start + timedelta(days=min(at, days))) < period.week_count


def test_heat_is_light_for_little_and_full_for_the_highest() -> None:
    assert [heat(count, 100) for count in (0, 1, 100)] == [0, 1, 6]


def test_a_sparkline_of_nothing_lies_at_the_bottom() -> None:
    assert spark([0, 0]).highest == 0
    assert spark([]).points


def test_two_areas_at_the_same_spot_do_not_cover_each_other() -> None:
    one, other = place_spots([Place("A", "a", 56, 14, 1), Place("B", "b", 56, 14, 2)], width=600, height=460, radius=24)
    assert abs(one.x - other.x) + abs(one.y - other.y) > 48


@pytest.mark.parametrize("name", ["=1+1", "+46", "-x", "@sum", "\t=1", " =1"])
def test_no_name_is_a_formula(name: str) -> None:
    assert safe_cell(name) == f"'{name}"
