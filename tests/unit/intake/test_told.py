"""Texts are made harmless without being changed for those who read them."""

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.arrivals import arrival
from dialogue.clock import SWEDEN
from dialogue.intake.told import Answers, NewConcern, Verdict, clean, length


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_cleaning_ends_in_storable_text_and_is_done_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]


@pytest.mark.parametrize(
    "text", ["Det är mörkt.\n\nIgen.", "أخاف من النفق ليلاً", "می‌ترسم", "Soo‌maali 👩‍👧", "naïve e\u0301"]
)
def test_every_script_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_line_ends_of_browsers_become_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_a_black_bar_counts_as_one_character() -> None:
    assert length("Ring ⟦PHONE⟧") == 6


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, "night"),
        (5, "night"),
        (6, "morning"),
        (9, "morning"),
        (10, "day"),
        (16, "day"),
        (17, "evening"),
        (23, "evening"),
    ],
)
def test_of_the_time_only_the_day_and_its_part_are_left(hour: int, part: str) -> None:
    came = arrival(datetime(2026, 11, 24, hour, 59, 59, tzinfo=SWEDEN))
    assert (came.on.isoformat(), came.daypart) == ("2026-11-24", part)


def test_the_canonical_telling_is_what_was_told_and_not_what_was_judged() -> None:
    told, calm = Answers(area="liatorp"), Verdict("concern", False, None)
    one = NewConcern("Mörkt", told, calm, False)
    assert one.canonical() == NewConcern("Mörkt", told, Verdict("emergency", True, "ongoing"), True).canonical()
    assert one.canonical() != NewConcern("Mörkt", Answers(), calm, False).canonical()
