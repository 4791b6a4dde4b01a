"""Few answers are hidden, and so is one more beside them, so that no whole gives back what one of its parts hides."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dialogue.indicator_series import hidden_values
from dialogue.models import AgeBand, IndicatorKind, IndicatorValue
from dialogue.suppression import is_small

STRATA = ("", "tätort", "övriga tätorter", "landsbygd")
AGES = (None, AgeBand.FROM_16, AgeBand.FROM_30, AgeBand.FROM_65)
TABLES = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3)


def value(number: int, stratum: str, age: AgeBand | None, count: int) -> IndicatorValue:
    return IndicatorValue(id=number, stratum=stratum, age_band=age, area_id=None, value=float(count), n=None,
                          period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))  # fmt: skip


def table(cells: list[list[int]]) -> dict[tuple[int, int], IndicatorValue]:
    """Reported crimes by stratum and age, with their sums: (place of the stratum, of the age) → value; 0 is all."""
    full = [[sum(map(sum, cells)), *(sum(column) for column in zip(*cells, strict=True))],
            *([sum(row), *row] for row in cells)]  # fmt: skip
    return {
        (at, age): value(at * 10 + age, STRATA[at], AGES[age], full[at][age]) for at in range(4) for age in range(4)
    }


@given(TABLES)
def test_a_line_with_its_whole_shown_hides_two_parts_or_none_and_never_few(cells: list[list[int]]) -> None:
    told = table(cells)
    hidden = hidden_values(IndicatorKind.CRIME, list(told.values()))
    assert all(row.id in hidden for row in told.values() if is_small(round(row.value)))
    lines = [[told[at, age] for age in range(4)] for at in range(4)]
    lines += [[told[at, age] for at in range(4)] for age in range(4)]
    for whole, *parts in lines:
        gone = [part for part in parts if part.id in hidden]
        if whole.id not in hidden and gone:
            assert len(gone) > 1
            assert not is_small(round(sum(part.value for part in gone)))


def test_two_sources_that_tell_of_one_part_do_not_hide_each_other() -> None:
    rows = [value(1, "", None, 30), value(2, "tätort", None, 3), value(3, "tätort", None, 4),
            value(4, "landsbygd", None, 27)]  # fmt: skip
    assert hidden_values(IndicatorKind.CRIME, rows) == {2, 3, 4}


def test_what_nobody_counted_is_shown() -> None:
    row = value(1, "", None, 3)
    assert hidden_values(IndicatorKind.SERIES, [row]) == set()
    row.n = 3
    assert hidden_values(IndicatorKind.SERIES, [row]) == {1}
