"""The sheet says what the data can say, and no more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.problems.cheers import BOXES, ENOUGH, SPAN, Heard, suggest

START = date(2026, 5, 1)
WAYS, PLACES, DAYPARTS = ["web ", "paper ", "meeting 7", "meeting 8"], [None, "Diö", "Eneryda"], [None, "night", "day"]
TEXTS = ["Mörkt vid tunneln", "Ni borde sätta upp lampor", "Kan ni göra något åt det", "A-traktorer igen"]
ONE = st.builds(
    Heard, on=st.integers(0, 60).map(lambda day: START + timedelta(days=day)), way=st.sampled_from(WAYS),
    age=st.sampled_from([None, "16-29", "65+"]), area=st.sampled_from(PLACES), daypart=st.sampled_from(DAYPARTS),
    knowledge=st.sampled_from([None, "self", "seen"]), told_when=st.booleans(), text=st.sampled_from(TEXTS),
)  # fmt: skip


def one(day: int = 0, **told: object) -> Heard:
    given_ = {"on": START + timedelta(days=day), "way": "web ", "age": None, "area": "Diö", "daypart": None,
              "knowledge": None, "told_when": False, "text": "Mörkt"} | told  # fmt: skip
    return Heard(**given_)  # type: ignore[arg-type]


@given(heard=st.lists(ONE, max_size=12), is_mood=st.booleans())
def test_every_box_has_a_suggestion_that_order_does_not_change(heard: list[Heard], is_mood: bool) -> None:
    told = suggest(heard, is_mood=is_mood)
    assert tuple(told) == BOXES
    assert suggest(heard[::-1], is_mood=is_mood) == told
    for name in ("harm", "expectation"):
        assert told[name].met in (True, None), "few who say so are no proof of the opposite"


@given(heard=st.lists(ONE, max_size=12))
def test_recurring_is_three_texts_on_three_days_over_two_weeks(heard: list[Heard]) -> None:
    days = {text.on for text in heard}
    met = len(days) >= ENOUGH and max(days) - min(days) >= SPAN
    assert suggest(heard, is_mood=False)["recurring"].met is met


def test_a_class_in_one_lesson_is_no_recurring_problem() -> None:
    assert suggest([one()] * 25, is_mood=False)["recurring"].met is False


def test_worry_without_events_speaks_against() -> None:
    assert suggest([one(told_when=True)] * 5, is_mood=True)["events"].met is False
    assert suggest([one(told_when=True)] * 5, is_mood=False)["events"].met is True


@pytest.mark.parametrize(
    ("heard", "met"),
    [
        ([], None),
        ([one(), one(day=1)], None),
        ([one(age="65+"), one(age="65+")], False),
        ([one(age="65+"), one(age="16-29")], True),
        ([one(), one(way="paper ")], True),
        ([one(way="meeting 7"), one(way="meeting 8")], None),
    ],
)
def test_one_kind_of_sender_is_known_only_where_all_told(heard: list[Heard], met: bool | None) -> None:
    assert suggest(heard, is_mood=False)["community"].met is met


@pytest.mark.parametrize(
    ("heard", "met"),
    [([], None), ([one(), one(area=None)], True), ([one(), one(area=None), one(area="Eneryda")], False)],
)
def test_likeness_is_half_in_one_place_or_at_one_time(heard: list[Heard], met: bool | None) -> None:
    assert suggest(heard, is_mood=False)["similarity"].met is met
