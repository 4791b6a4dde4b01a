"""Values over time as lines: inside the box, zero included, every name readable."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.line_chart import HEIGHT, TOP, WIDTH, Spot, chart

SPOTS = st.lists(
    st.builds(
        Spot, st.integers(0, 4000).map(lambda day: date(2015, 1, 1) + timedelta(days=day)),
        st.floats(-1e6, 1e6, allow_nan=False), st.booleans(), st.booleans(),
    ),
    max_size=12,
).map(lambda spots: sorted(spots, key=lambda spot: spot.on))  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=5), SPOTS), max_size=4), st.one_of(st.none(), st.floats(-1e6, 1e6)))
def test_everything_lies_inside(lines: list[tuple[str, list[Spot]]], level: float | None) -> None:
    drawn = chart(lines, [("target", level)])
    if drawn is None:
        assert not any(spots for _name, spots in lines)
        return
    assert 2 <= len(drawn.across) <= 9
    assert len(drawn.below) <= 6
    assert any(tick.value == 0 for tick in drawn.across)
    for line in drawn.lines:
        assert all(0 <= dot.x <= WIDTH and TOP - 1 <= dot.y <= HEIGHT for dot in line.dots)
    heights = sorted(line.label_y for line in drawn.lines)
    assert all(later - earlier >= 13.9 for earlier, later in pairwise(heights))


def test_a_value_told_twice_is_a_dot_beside_the_line() -> None:
    told = [Spot(date(2021, 12, 31), 1.22, joined=False, is_open=True), Spot(date(2021, 12, 31), 1.41, is_open=True)]
    drawn = chart([("alla", told)])
    assert drawn is not None
    assert len(drawn.lines[0].dots) == 2
    assert drawn.lines[0].points.count(",") == 1


@pytest.mark.parametrize("value", [0.0, 5e-324, 1e-12, -1e-12, 1e-7, 3e-6, 1e6])
def test_a_value_of_any_size_ends_in_a_chart(value: float) -> None:
    drawn = chart([("alla", [Spot(date(2021, 12, 31), value)])], [("target", value / 2)])
    assert drawn is not None
    assert 2 <= len({tick.value for tick in drawn.across}) == len(drawn.across) <= 9
