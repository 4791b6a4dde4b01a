from hypothesis import given
from hypothesis import strategies as st

from nlp.matching import match_clusters

partitions = st.dictionaries(st.text("abcdefghij", min_size=1, max_size=2), st.integers(0, 5)).map(
    lambda placed: {
        cluster: {text for text, other in placed.items() if other == cluster} for cluster in set(placed.values())
    }
)


@given(partitions)
def test_the_same_run_keeps_every_id(run: dict[int, set[str]]) -> None:
    assert match_clusters(run, run) == {cluster: cluster for cluster in run}


@given(partitions, partitions)
def test_no_old_cluster_is_continued_twice(old: dict[int, set[str]], new: dict[int, set[str]]) -> None:
    matched = match_clusters(old, new)
    continued = [cluster for cluster in matched.values() if cluster is not None]
    assert set(matched) == set(new)
    assert len(continued) == len(set(continued))
    assert set(continued) <= set(old)


@given(partitions, st.permutations(range(6)))
def test_new_numbers_do_not_matter(run: dict[int, set[str]], numbers: list[int]) -> None:
    renumbered = {numbers[cluster]: members for cluster, members in run.items()}
    assert match_clusters(run, renumbered) == {numbers[cluster]: cluster for cluster in run}


def test_new_texts_do_not_estrange_a_cluster() -> None:
    assert match_clusters({7: {"a", "b"}}, {0: {"a", "b", *map(str, range(100))}}) == {0: 7}


def test_a_split_cluster_goes_on_in_its_larger_part() -> None:
    assert match_clusters({1: set("abcde")}, {0: set("ab"), 1: set("cde")}) == {0: None, 1: 1}


def test_what_shares_too_little_is_another_cluster() -> None:
    old = {1: {"a", *map(str, range(9))}}
    assert match_clusters(old, {0: {"a", *map(str, range(10, 19))}, 1: {str(n) for n in range(9)}}) == {0: None, 1: 1}


def test_a_text_placed_by_hand_weighs_more_than_those_the_machine_placed() -> None:
    old, new = {1: set("abc"), 2: set("def")}, {0: set("abc"), 1: set("def")}
    assert (
        match_clusters(old, new, {"a": 2, "b": 2}) == {0: 2, 1: 1} or match_clusters(old, new, {"a": 2, "b": 2})[0] == 2
    )


def test_nothing_matches_nothing() -> None:
    assert match_clusters({}, {}) == {}
    assert match_clusters({}, {3: {"a"}}) == {3: None}
    assert match_clusters({1: {"a"}}, {}) == {}
