"""Attendance as it may be shown: no small count in any cell, and words that fit the merged ages."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.attendance import AGES, GENDERS, attendance_table, band_words
from dialogue.suppression import Band, is_small

KEYS = [(age, gender) for age in AGES for column in GENDERS for gender in column]


@pytest.fixture(scope="module", autouse=True)
def page() -> Iterator[None]:
    """Words need a page to stand on."""
    site = Flask(__name__)
    Babel(site, default_locale="sv")
    with site.test_request_context():
        yield


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), st.one_of(st.integers(0, 5), st.integers(0, 40))))
def test_no_small_count_is_shown_and_all_are_counted(counted: dict[tuple[str, str], int]) -> None:
    table = attendance_table(counted)
    everybody = sum(counted.values())
    if table is None:
        assert everybody == 0
        return
    told = [cell for row in table.rows for cell in (*row.cells, row.total)] + [*table.totals, table.total]
    assert not any(is_small(cell or 0) for cell in told)
    assert table.total == (None if is_small(everybody) else everybody)
    assert len({row.words for row in table.rows}) == len(table.rows)


def test_who_said_another_gender_stands_with_those_who_were_not_asked() -> None:
    table = attendance_table({("30-49", "woman"): 9, ("30-49", "other"): 6, ("30-49", "unknown"): 7})
    assert table is not None
    assert table.columns == ("Kvinnor", "Annat eller okänt")
    assert table.totals == (9, 13)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (0, 0, "Under 16 år"),
        (0, 1, "Under 30 år"),
        (1, 2, "16–49 år"),
        (3, 4, "50 år eller äldre"),
        (0, 4, "Alla åldrar"),
        (5, 5, "Okänd ålder"),
        (4, 5, "65 år eller äldre och okänd ålder"),
        (0, 5, "Alla åldrar"),
    ],
)
def test_words_of_merged_ages(first: int, last: int, words: str) -> None:
    assert band_words(Band(first, last, 9)) == words
