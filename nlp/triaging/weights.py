"""The learnt weights: read from `data/triage/weights.npz`, made by `python -m nlp.triaging.train`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from nlp.corpus import DATA
from nlp.triaging.features import Row
from nlp.triaging.signs import MANNERS
from nlp.types import Kind, UrgentReason

SHIPPED = DATA / "triage" / "weights.npz"
CALM_KINDS = (Kind.ABUSE, Kind.CONCERN, Kind.CRIME_REPORT, Kind.EMPTY, Kind.PRAISE)
NAMES = (*(kind.value for kind in CALM_KINDS), *(reason.value for reason in UrgentReason))
MEANING_SHARE = 5.0
NEARNESS = 6.0  # how fast likeness fades with the distance between two vectors
WORDS_SHARE = 0.1  # of words beside the vectors in the likeness of two texts
SIGNS_NEARNESS = 0.05  # how fast likeness fades with each sign that only one of two texts has

Floats = NDArray[np.float32]
Score = TypeVar("Score", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights over the hashed features, and over the centred vector where there is one; a row for each question."""

    spelling: Floats
    meaning: Floats | None
    bias: Floats


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for urgent in being like known texts: `pull` of each by vector and signs, `spelling` by words."""

    vectors: Floats
    signs: Floats
    pull: Floats
    spelling: Floats
    bias: float

    def score(self, columns_values: Row, signs: Floats, centred: Floats) -> float:
        """Above 0: rather like what is urgent."""
        columns, values = columns_values
        fading = NEARNESS * ((self.vectors - centred) ** 2).sum(axis=1)
        fading += SIGNS_NEARNESS * ((self.signs - signs) ** 2).sum(axis=1)
        return float(np.exp(-fading) @ self.pull + self.spelling[columns] @ values + self.bias)


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns scores by words and by likeness, and how a text is written, into log-odds that hold: learnt on texts that
    were held out."""

    words: float
    likeness: float
    manners: Floats
    offset: float

    def log_odds(self, words: Score, likeness: Score, signs: Floats) -> Score:
        """What all say together, for one text or for many."""
        manner = cast("Score", signs[..., :MANNERS] @ self.manners)
        return words * self.words + likeness * self.likeness + manner + self.offset


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights for texts with a vector and without; `rarity` weighs the features of both."""

    rarity: Floats
    centre: Floats
    urgent: Linear
    likeness: Likeness
    by_words: Scale
    by_both: Scale
    named_by_words: Linear
    named_by_both: Linear
    digest: str

    def urgency(self, columns_values: Row, signs: Floats, vector: Floats | None) -> float:
        """Log-odds that a text is urgent. A vector of another length than learnt from counts as none."""
        words = float(_linear(self.urgent, columns_values, None)[0])
        centred = self._centred(vector)
        if centred is None:
            return self.by_words.log_odds(words, 0.0, signs)
        return self.by_both.log_odds(words, self.likeness.score(columns_values, signs, centred), signs)

    def knows(self, vector: Floats | None) -> bool:
        """Whether there is a vector, and one like those that were learnt from."""
        return self._centred(vector) is not None

    def named(self, columns_values: Row, vector: Floats | None) -> dict[str, float]:
        """A number for each of `NAMES`, the kinds of a calm text and the reasons of an urgent one: the more, the
        likelier."""
        centred = self._centred(vector)
        linear = self.named_by_words if centred is None else self.named_by_both
        return dict(zip(NAMES, _linear(linear, columns_values, centred).tolist(), strict=True))

    def _centred(self, vector: Floats | None) -> Floats | None:
        if vector is None or vector.shape != self.centre.shape or not np.isfinite(vector).all():
            return None
        return np.asarray(vector - self.centre, dtype=np.float32)


def _linear(weights: Linear, columns_values: Row, centred: Floats | None) -> NDArray[np.float64]:
    columns, values = columns_values
    scores = weights.spelling[:, columns] @ values + weights.bias
    if centred is not None and weights.meaning is not None:
        scores = scores + weights.meaning @ (centred * MEANING_SHARE)
    return np.asarray(scores, dtype=np.float64)


@cache
def learnt(path: Path = SHIPPED) -> Learnt:
    """The shipped weights, read once a process."""
    with np.load(path, allow_pickle=False) as stored:
        part = {name: stored[name].astype(np.float32) for name in stored.files if name != "digest"}
        digest = str(stored["digest"])
    return Learnt(
        rarity=part["rarity"],
        centre=part["centre"],
        urgent=Linear(part["urgent_spelling"], None, part["urgent_bias"]),
        likeness=Likeness(
            part["vectors"], part["signs"], part["pull"], part["likeness_spelling"], float(part["likeness_bias"])
        ),
        by_words=_scale(part["by_words"]),
        by_both=_scale(part["by_both"]),
        named_by_words=Linear(part["words_spelling"], None, part["words_bias"]),
        named_by_both=Linear(part["both_spelling"], part["both_meaning"], part["both_bias"]),
        digest=digest,
    )


def write(path: Path, model: Learnt) -> None:
    """Keep weights in half precision: small enough to ship."""
    assert model.named_by_both.meaning is not None
    np.savez_compressed(
        path,
        rarity=_half(model.rarity),
        centre=model.centre,
        urgent_spelling=_half(model.urgent.spelling),
        urgent_bias=model.urgent.bias,
        vectors=_half(model.likeness.vectors),
        signs=model.likeness.signs.astype(np.bool_),
        pull=_half(model.likeness.pull),
        likeness_spelling=_half(model.likeness.spelling),
        likeness_bias=np.float32(model.likeness.bias),
        by_words=_numbers(model.by_words),
        by_both=_numbers(model.by_both),
        words_spelling=_half(model.named_by_words.spelling),
        words_bias=model.named_by_words.bias,
        both_spelling=_half(model.named_by_both.spelling),
        both_meaning=_half(model.named_by_both.meaning),
        both_bias=model.named_by_both.bias,
        digest=np.array(model.digest),
    )


def _half(numbers: Floats) -> NDArray[np.float16]:
    return numbers.astype(np.float16)


def _numbers(scale: Scale) -> Floats:
    return np.array([scale.words, scale.likeness, scale.offset, *scale.manners], dtype=np.float32)


def _scale(numbers: Floats) -> Scale:
    words, likeness, offset = numbers[:3].tolist()
    return Scale(words, likeness, numbers[3:], offset)
