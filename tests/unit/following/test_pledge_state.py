"""Whether a pledge holds, the gaps between pledges, and which ages every meeting may show."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.attendance import AGES, attendance_table
from dialogue.evidence import common_bands, visitors
from dialogue.models import Pledge, PledgeStatus
from dialogue.pledge_state import State, gaps, standing

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


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), min_size=1, max_size=6), st.integers(0, 1500))
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


COUNTED = st.dictionaries(
    st.tuples(st.sampled_from(AGES), st.sampled_from(["woman", "man", "other", "unknown"])), st.integers(1, 30),
    min_size=1,
)  # fmt: skip


@given(st.lists(COUNTED, min_size=1, max_size=5))
def test_sums_over_meetings_are_sums_of_what_each_meeting_shows_by_itself(
    meetings: list[dict[tuple[str, str], int]],
) -> None:
    told = [(counted, shown) for counted in meetings if (shown := visitors(counted))]
    if not told:
        return
    bands = common_bands(shown for _counted, shown in told)
    assert [age for first, last in bands for age in range(first, last + 1)] == list(range(len(AGES)))
    for counted, shown in told:
        table = attendance_table(counted)
        assert table is not None
        public = {0, table.total, *(row.total for row in table.rows)}
        cut = sorted(shown.ends)
        parts = [sum(shown.counts[first:last]) for first, last in pairwise([0, *(end + 1 for end in cut)])]
        assert set(parts) <= public
        assert {last for _first, last in bands} <= shown.ends
