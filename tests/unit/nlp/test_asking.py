import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.asking import asking_order, doubt
from nlp.evaluate.asking import ORDERS, play
from nlp.vectorise import Vectors, unit

# two groups that say the same thing, and two texts that say something else
SAME, OTHER, ODD, STRANGE = np.eye(8, dtype=np.float32)[:4]


def vectors(*rows: Vectors) -> Vectors:
    """Unit vectors, nobody's twin to the last bit."""
    noise = np.random.default_rng(0).normal(scale=0.02, size=(len(rows), 8))
    return unit(np.stack(rows) + noise.astype(np.float32))


def test_an_answer_that_settles_many_texts_is_asked_for_first_and_once() -> None:
    texts = vectors(ODD, SAME, SAME, SAME, OTHER, OTHER, STRANGE)
    order = asking_order([0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1], texts)
    assert order[0] in {1, 2, 3}
    assert order[1] in {4, 5}
    assert order[2] == 0
    assert sorted(order) == list(range(7))
    assert asking_order([0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1], texts, 2) == order[:2]


def test_where_nothing_is_alike_the_least_sure_is_asked_about_first() -> None:
    assert asking_order([0.2, 0.9, 0.5], np.zeros((3, 8), dtype=np.float32)) == [1, 2, 0]
    assert asking_order([0.5, 0.5], np.zeros((2, 8), dtype=np.float32)) == [0, 1]
    assert asking_order([], np.zeros((0, 8), dtype=np.float32)) == []


def test_doubt_is_none_for_a_sure_answer_and_whole_without_any() -> None:
    assert doubt([1.0, 0.0, 0.0], 31) == 0
    assert doubt([], 31) == pytest.approx(1)
    assert doubt([1 / 31] * 3, 31) == pytest.approx(1)
    assert 0 < doubt([0.9, 0.05, 0.02], 31) < doubt([0.5, 0.4, 0.05], 31) < 1
    assert doubt([0.5], 1) == 0


@pytest.mark.parametrize("doubts", [[0.5], [0.5, 1.5], [float("nan"), 0.5]])
def test_bad_doubts_are_refused(doubts: list[float]) -> None:
    with pytest.raises(ValueError, match="doubts"):
        asking_order(doubts, np.zeros((2, 8), dtype=np.float32))


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), max_size=20), st.integers(0, 3))
def test_every_text_is_asked_about_once(doubts: list[float], seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(len(doubts), 4)).astype(np.float32)
    assert sorted(asking_order(doubts, rows)) == list(range(len(doubts)))


def test_asking_by_expected_gain_mends_a_board_sooner_than_by_certainty_or_by_lot() -> None:
    """A quarter of one author's texts, two nights of fifteen answers. Measured: 0.634, 0.532 and 0.525."""
    gain, certainty, lot = (play("work", order, nights=2, a_night=15, thin=4)[-1] for order in ORDERS.values())
    assert gain >= certainty + 0.05
    assert gain >= lot + 0.05
