"""Where merged topics lead: to the end of every chain, and rings of merges never hang."""

from hypothesis import given
from hypothesis import strategies as st

from dialogue.merging import resolve_merged


def test_merges_are_followed_to_the_end_and_rings_lose_nothing() -> None:
    assert resolve_merged({1: 2, 2: 3, 3: None}) == {1: 3, 2: 3, 3: 3}
    assert set(resolve_merged({1: 2, 2: 1})) == {1, 2}
    assert resolve_merged({1: 9}) == {1: 1}


@given(st.dictionaries(st.integers(1, 20), st.one_of(st.none(), st.integers(1, 20))))
def test_a_resolved_topic_is_always_known(merged: dict[int, int | None]) -> None:
    assert set(resolve_merged(merged).values()) <= set(merged)
