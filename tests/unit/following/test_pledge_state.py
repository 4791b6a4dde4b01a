"""Whether a pledge holds, the gaps between pledges, and which ages every meeting may show."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.evidence import AGES, common_bands
from dialogue.models import Pledge, PledgeStatus
from dialogue.pledge_state import State, gaps, standing
from dialogue.suppression import merge_bands

START = date(2023, 4, 12)


def pledge(number: int, start: date, end: date, renews: int | None = None) -> Pledge:
    return Pledge(id=number, code=str(number), starts_on=start, ends_on=end, status=PledgeStatus.SIGNED,
                  renews_id=renews)  # fmt: skip


OLD = pledge(1, START, date(2024, 3, 1))
NEW = pledge(2, date(2024, 4, 22), date(2026, 1, 1), renews=1)


@pytest.mark.parametrize(
    ("today", "state", "left", "without"),
    [
        (date(2023, 4, 11), State.UPCOMING, 0, 0), (START, State.IN_FORCE, 324, 0),
        (date(2024, 2, 29), State.IN_FORCE, 1, 0), (date(2024, 3, 1), State.ENDED, 0, 0),
        (date(2024, 4, 21), State.ENDED, 0, 51), (date(2024, 5, 5), State.ENDED, 0, 52),
    ],
)  # fmt: skip
def test_a_pledge_runs_until_its_last_day_and_the_days_without_one_are_counted(
    today: date, state: State, left: int, without: int
) -> None:
    told = standing(OLD, [NEW, OLD], today)
    assert (told.state, told.days_left, told.days_without) == (state, left, without)


def test_a_newer_version_of_the_same_time_replaces_and_leaves_no_gap() -> None:
    again = pledge(3, START, OLD.ends_on, renews=1)
    assert standing(OLD, [again, OLD], date(2023, 6, 1)).state is State.REPLACED
    assert standing(again, [again, OLD], date(2023, 6, 1)).state is State.IN_FORCE
    assert [gap.days for gap in gaps([again, OLD], date(2024, 3, 11))] == [10]


def test_a_renewal_does_not_replace_what_has_run_out() -> None:
    assert standing(OLD, [NEW, OLD], date(2024, 5, 1)).state is State.ENDED


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), min_size=1, max_size=6), st.integers(0, 1500)
)
def test_the_gaps_are_exactly_the_days_on_which_nothing_held(told: list[tuple[int, int]], after: int) -> None:
    rows = [
        pledge(number, START + timedelta(days=begin), START + timedelta(days=begin + length))
        for number, (begin, length) in enumerate(told)
    ]
    today = START + timedelta(days=after)
    first = min(row.starts_on for row in rows)
    bare = [
        day for day in (START + timedelta(days=at) for at in range(after))
        if day >= first and not any(row.starts_on <= day < row.ends_on for row in rows)
    ]  # fmt: skip
    assert sum(gap.days for gap in gaps(rows, today)) == len(bare)


@given(st.lists(st.lists(st.integers(0, 30), min_size=len(AGES), max_size=len(AGES)), min_size=1, max_size=5))
def test_common_bands_are_unions_of_what_each_meeting_shows(tables: list[list[int]]) -> None:
    bands = common_bands(tables)
    assert [age for first, last in bands for age in range(first, last + 1)] == list(range(len(AGES)))
    for counts in tables:
        ends = {band.last for band in merge_bands(counts)}
        assert {last for _first, last in bands} <= ends
