"""Which texts to ask people about first: those whose answers would teach the classifier most.

Asking where the machine is least certain asks about the same thing again and again when many texts say it. Here a
text's expected gain is the doubt that its answer would settle: its own, and that of the texts like it (information
density: Settles, Active Learning Literature Survey, 2009, section 3.6; what an answer does to all other texts: Roy &
McCallum, ICML 2001). What an answer settles is taken off before the next text is chosen.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.vectorise import Vectors, unit

# chosen by simulation over the seven authors of the shipped texts: `python -m nlp.evaluate.asking`
_SHARPNESS = 4
# gains are compared to so many decimals: the last bits of a sum are not the same on every processor
_DECIMALS = 9


def doubt(guesses: Sequence[float], topics: int) -> float:
    """How unsure an answer is, 0–1: its entropy, with what the first guesses leave spread evenly over the other topics.

    `guesses`: chances of the likeliest topics out of `topics`. Without guesses nothing is known: 1.
    """
    if topics < 2:
        return 0.0
    told = [chance for chance in guesses if chance > 0]
    left, others = max(0.0, 1.0 - sum(told)), max(1, topics - len(guesses))
    entropy = -sum(chance * math.log(chance) for chance in told)
    if left > 0:
        entropy -= left * math.log(left / others)
    return min(1.0, max(0.0, entropy / math.log(topics)))


def asking_order(doubts: Sequence[float], vectors: Vectors, count: int | None = None) -> list[int]:
    """The rows in the order of expected gain, best first: all of them, or the first `count`; ties to the earlier row.

    A row of zeros, whose text has no vector, is like no other. Raises ValueError for lengths that differ and for doubts
    that are not numbers from 0 to 1.
    """
    open_ = np.array(doubts, dtype=np.float64)
    if open_.shape != (len(vectors),) or not ((open_ >= 0) & (open_ <= 1)).all():
        raise ValueError("doubts must be one number from 0 to 1 for each vector")
    likeness = _likeness(vectors)
    gain = likeness @ open_
    order: list[int] = []
    for _ in range(len(open_) if count is None else min(count, len(open_))):
        best = int(np.round(gain, _DECIMALS).argmax())
        order.append(best)
        settled = likeness[best] * open_
        open_ -= settled
        gain -= likeness @ settled
        gain[best] = -np.inf
    return order


def _likeness(vectors: Vectors) -> NDArray[np.float64]:
    """0–1; that of a text with itself is one, whatever its vector."""
    has_one = np.any(vectors != 0, axis=1)
    centred = np.zeros_like(vectors)
    if has_one.any():
        centred[has_one] = unit(vectors[has_one] - vectors[has_one].mean(axis=0))
    likeness = np.asarray(np.maximum(centred @ centred.T, 0.0), dtype=np.float64) ** _SHARPNESS
    np.fill_diagonal(likeness, 1.0)
    return np.asarray(likeness)
