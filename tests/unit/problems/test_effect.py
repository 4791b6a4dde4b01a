"""Before and after: the interval holds the ratio, no direction is favoured, and too little says nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.problems.effect import against, compare, year_before

COUNTS = st.integers(0, 400)
SOME = st.integers(1, 400)


@given(before=COUNTS, after=COUNTS)
def test_the_interval_holds_the_ratio(before: int, after: int) -> None:
    change = compare(before, after)
    if before == 0:
        assert (change.ratio, change.low, change.high, change.is_clear) == (None, None, None, False)
        return
    assert change.ratio == pytest.approx(after / before)
    assert change.low is not None
    assert change.high is not None
    assert 0 <= change.low <= change.ratio <= change.high


@given(before=SOME, after=SOME)
def test_backwards_is_the_same_turned_over(before: int, after: int) -> None:
    there, back = compare(before, after), compare(after, before)
    assert there.low is not None
    assert there.high is not None
    assert back.high == pytest.approx(1 / there.low)
    assert back.low == pytest.approx(1 / there.high)
    assert there.is_clear is back.is_clear


@given(count=SOME)
def test_no_change_is_never_clear(count: int) -> None:
    assert not compare(count, count).is_clear


CLEAR = [(5, 0, False), (6, 0, True), (20, 10, False), (40, 15, True)]


@pytest.mark.parametrize(("before", "after", "is_clear"), CLEAR)
def test_what_is_called_clear(before: int, after: int, is_clear: bool) -> None:
    assert compare(before, after).is_clear is is_clear


@given(first=SOME, second=SOME, third=SOME, fourth=SOME)
def test_against_elsewhere_holds_its_ratio_and_turns_over(first: int, second: int, third: int, fourth: int) -> None:
    here, elsewhere = compare(first, second), compare(third, fourth)
    change, turned = against(here, elsewhere), against(elsewhere, here)
    assert change is not None
    assert turned is not None
    assert change.ratio is not None
    assert change.low is not None
    assert change.high is not None
    assert change.low < change.ratio < change.high
    assert turned.ratio == pytest.approx(1 / change.ratio)
    assert turned.is_clear is change.is_clear


@given(count=SOME, place=st.integers(0, 3))
def test_a_count_of_none_says_nothing_against_elsewhere(count: int, place: int) -> None:
    counts = [count] * 4
    counts[place] = 0
    assert against(compare(*counts[:2]), compare(*counts[2:])) is None


@given(first=st.dates(date(2001, 1, 1), date(2099, 12, 31)), last=st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_year_before_has_the_same_length_and_weekdays(first: date, last: date) -> None:
    start, end = year_before(first, last)
    assert end - start == last - first
    assert start.weekday() == first.weekday()
    assert 363 < (first - start).days < 366
