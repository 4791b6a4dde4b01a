"""Scores → probabilities that mean what they say."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# from "the best one for certain" to "every topic alike", in steps of five per cent
_TEMPERATURES = np.geomspace(0.01, 10.0, 141)


def softmax(scores: Floats) -> Floats:
    """Rows of positive numbers summing to one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fit_temperature(scores: Floats, answers: NDArray[np.integer]) -> float:
    """The temperature at which softmax(scores / temperature) makes the true answers likeliest."""
    rows = np.arange(len(answers))
    losses = []
    for temperature in _TEMPERATURES:
        chances = softmax(scores / temperature)[rows, answers]
        losses.append(float(-np.log(np.maximum(chances, 1e-12)).mean()))
    return float(_TEMPERATURES[int(np.argmin(losses))])
