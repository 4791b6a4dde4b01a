"""The parts of the organiser's desk that need no database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.clock import SWEDEN
from dialogue.organising.codes import ALPHABET, is_ours, new_code
from dialogue.organising.copies import Rhythm, dates, next_day
from dialogue.organising.form_fields import clean_line, point_of
from dialogue.organising.merging import merge
from dialogue.organising.wall_clock import Odd, odd_hour, parse_hours

VALUES = st.sampled_from(["", "a", "b", "c", None, ["x"], ["x", "y"], [], 40])
FIELDS = st.fixed_dictionaries(dict.fromkeys(("title", "place", "hosts", "en.title"), VALUES))
DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))


@given(FIELDS, FIELDS, FIELDS)
def test_no_merge_loses_what_anybody_wrote(base: dict, mine: dict, saved: dict) -> None:
    merged = merge(base, mine, saved)
    to_choose = {choice.name: choice for choice in merged.choices}
    for name in mine:
        was, wrote, other = (fields[name] or "" for fields in (base, mine, saved))
        result = merged.values[name] or ""
        if name in to_choose:
            assert wrote != other
            assert was not in (wrote, other)
            assert (to_choose[name].mine or "", to_choose[name].saved or "") == (wrote, other)
        elif wrote != was:
            assert result == wrote
        else:
            assert result == other


@given(FIELDS, FIELDS)
def test_who_saves_alone_saves_what_was_written(base: dict, mine: dict) -> None:
    merged = merge(base, mine, base)
    assert (merged.values, merged.theirs, merged.choices) == (mine, (), ())


@settings(deadline=None)  # every minute of a day is looked at
@given(DAYS, st.times())
def test_an_hour_is_odd_just_where_the_wall_clock_shows_it_never_or_twice(day: date, time: object) -> None:
    hours = f"{time:%H:%M}"
    middle = datetime.combine(day, datetime.min.time(), UTC)
    instants = (middle + timedelta(minutes=minute) for minute in range(-180, 1500))
    shown = sum(f"{instant.astimezone(SWEDEN):%Y-%m-%d %H:%M}" == f"{day} {hours}" for instant in instants)
    assert odd_hour(day, hours) is {0: Odd.MISSING, 1: None, 2: Odd.TWICE}[shown]


@given(DAYS, st.integers(1, 26))
def test_a_monthly_series_keeps_its_weekday_and_its_place_in_the_month(first: date, times: int) -> None:
    days = dates(first, Rhythm("monthly", times))
    assert len(days) == times
    assert {day.weekday() for day in days} == {first.weekday()}
    months = [day.year * 12 + day.month for day in (first, *days)]
    assert months == list(range(months[0], months[0] + times + 1))
    place = (first.day - 1) // 7
    assert all((day.day - 1) // 7 == place or (day + timedelta(days=7)).month != day.month for day in days)


@given(DAYS, DAYS)
def test_a_copy_lies_ahead_within_a_week_on_the_same_weekday(held_on: date, today: date) -> None:
    day = next_day(held_on, today)
    assert 1 <= (day - today).days <= 7
    assert day.weekday() == held_on.weekday()


def test_codes_are_short_and_cannot_be_misread() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) > 990
    assert all(is_ours(code) for code in codes)
    assert not set("01OI") & set(ALPHABET)
    assert not any(is_ours(code) for code in ("", "ABCD", "ABCDEF", "ABCD0", "abcde", "ABC-D"))


@pytest.mark.parametrize(
    ("written", "hours"),
    [("18:30", "18:30"), ("18.30", "18:30"), ("1830", "18:30"), ("kl. 8", "08:00"), ("18:30:00", "18:30"),
     ("24:00", None), ("18:60", None), ("kvällen", None), ("", None), ("١٨:٣٠", None)],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(written: str, hours: str | None) -> None:
    assert parse_hours(written) == hours


@pytest.mark.parametrize(
    ("written", "point"),
    [("56.65, 14.24", (56.65, 14.24)), ("56.65,14.24", (56.65, 14.24)), ("56,65 14,24", (56.65, 14.24)),
     ("56,65; 14,24", (56.65, 14.24)), ("57 14", (57.0, 14.0)), ("14.24, 56.65", None), ("-56.65, 14.24", None),
     ("56.65", None), ("56.6.5, 14.24", None), ("här", None), ("", None), ("nan, nan", None)],
)  # fmt: skip
def test_a_point_is_two_numbers_in_sweden(written: str, point: tuple[float, float] | None) -> None:
    assert point_of(written) == point


@given(st.text(max_size=60))
def test_a_cleaned_line_is_one_line_that_cannot_turn_the_page(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert not set(line) & set("\n\r\t\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
