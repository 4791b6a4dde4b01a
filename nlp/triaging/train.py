"""Learns triage from the shipped texts: `python -m nlp.triaging.train` writes `data/triage/weights.npz` anew.

Whether a text is urgent is asked twice: logistic regression over words, characters and cues, and a support vector
machine over the likeness to known texts, by vector and signs and by words. A logistic regression over what both said
of texts that were held out, and over how those are written, joins them and makes their sum a probability. Kinds and
reasons: a logistic regression each.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from nlp.encode import get_encoder
from nlp.threads import one_thread
from nlp.triaging.features import WIDTH, judged, readable, row
from nlp.triaging.known import FOLDS, Known, digest, known_texts
from nlp.triaging.signs import MANNERS, signs
from nlp.triaging.weights import (
    CALM_KINDS,
    MEANING_SHARE,
    NAMES,
    NEARNESS,
    SHIPPED,
    SIGNS_NEARNESS,
    WORDS_SHARE,
    Floats,
    Learnt,
    Likeness,
    Linear,
    Scale,
    write,
)
from nlp.types import UrgentReason
from nlp.vector_store import stored_encoder

_INVERSE_PENALTY = 1.5
_INVERSE_PENALTY_OF_WORDS = 5.0
_INVERSE_PENALTY_OF_LIKENESS = 3.0
_INVERSE_PENALTY_OF_SCALE = 0.3
# the hard set is small beside the ordinary concerns, and its errors are the ones that matter
_HARD_WEIGHT = 3.0

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The known texts with all that is learnt from."""

    known: Sequence[Known]
    rarity: Floats
    centre: Floats
    spelling: csr_matrix
    signs: Floats
    centred: Floats

    def part(self, chosen: NDArray[np.intp]) -> "Lesson":
        """The same for some of the texts."""
        known = [self.known[at] for at in chosen]
        return Lesson(known, self.rarity, self.centre, self.spelling[chosen], self.signs[chosen], self.centred[chosen])


def lesson(known: Sequence[Known], vectors: Floats) -> Lesson:
    """Features of all texts. How rare a feature is and where the vectors' middle lies need no labels."""
    texts = [readable(text.text) for text in known]
    rarity = _rarity(_table(texts))
    centre = vectors.mean(axis=0)
    written = np.array([signs(judged(text.text)) for text in known])
    return Lesson(known, rarity, centre, _table(texts, rarity), written, vectors - centre)


def learn(of: Lesson, by_words: Scale, by_both: Scale) -> Learnt:
    """Fit all that is asked. The same input gives the same weights."""
    with one_thread():
        named_by_words, named_by_both = named(of)
        return Learnt(
            rarity=of.rarity,
            centre=of.centre,
            urgent=urgent_by_words(of),
            likeness=_likeness(of),
            by_words=by_words,
            by_both=by_both,
            named_by_words=named_by_words,
            named_by_both=named_by_both,
            digest=digest(of.known),
        )


def urgent_by_words(of: Lesson) -> Linear:
    """Whether a text is urgent, by words, characters and cues."""
    truth, weight = [text.urgent for text in of.known], [text.weight for text in of.known]
    weights, bias = _yes_or_no(of.spelling, truth, weight, _INVERSE_PENALTY_OF_WORDS)
    return Linear(weights[None, :], None, np.array([bias], dtype=np.float32))


def named(of: Lesson) -> tuple[Linear, Linear]:
    """What tells the kinds and the reasons apart, by words alone and with the vector."""
    both = csr_matrix(hstack([of.spelling, csr_matrix(of.centred * MEANING_SHARE)]))
    words, words_bias = _fit_named(of.spelling, of.known)
    full, full_bias = _fit_named(both, of.known)
    return Linear(words, None, words_bias), Linear(full[:, :WIDTH], full[:, WIDTH:], full_bias)


def held_out(of: Lesson) -> Iterator[tuple[NDArray[np.intp], Scores, Scores]]:
    """Each fold's texts, and what words and likeness, learnt from the other folds and from all else, say of them."""
    folds = np.array([-1 if text.fold is None else text.fold for text in of.known])
    with one_thread():
        alike = _alike(of)
        for fold in range(FOLDS):
            rest, asked = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            words = urgent_by_words(of.part(rest))
            machine = _machine(alike[np.ix_(rest, rest)], of.part(rest).known)
            likeness = alike[np.ix_(asked, rest[machine.support_])] @ machine.dual_coef_[0] + machine.intercept_[0]
            yield asked, of.spelling[asked] @ words.spelling[0] + words.bias[0], likeness


def scales(of: Lesson, words: Scores, likeness: Scores) -> tuple[Scale, Scale]:
    """What turns scores of held-out texts into log-odds: of words alone, and of both."""
    return _scale(of, words, np.zeros_like(words)), _scale(of, words, likeness)


def _scale(of: Lesson, words: Scores, likeness: Scores) -> Scale:
    said = np.column_stack([words, likeness, of.signs[:, :MANNERS]])
    weight = [_HARD_WEIGHT if text.hard else 1.0 for text in of.known]
    model = LogisticRegression(C=_INVERSE_PENALTY_OF_SCALE, max_iter=1000)
    joined = model.fit(said, [text.urgent for text in of.known], sample_weight=weight)
    by_words, by_likeness, *manners = joined.coef_[0].tolist()
    return Scale(by_words, by_likeness, np.array(manners, dtype=np.float32), float(joined.intercept_[0]))


def _likeness(of: Lesson) -> Likeness:
    machine = _machine(_alike(of), of.known)
    kept, pull = machine.support_, machine.dual_coef_[0]
    return Likeness(
        vectors=of.centred[kept],
        signs=of.signs[kept],
        pull=pull.astype(np.float32),
        spelling=(WORDS_SHARE * (of.spelling[kept].T @ pull)).astype(np.float32),
        bias=float(machine.intercept_[0]),
    )


def _machine(alike: Floats, known: Sequence[Known]) -> SVC:
    machine = SVC(C=_INVERSE_PENALTY_OF_LIKENESS, kernel="precomputed")
    return machine.fit(alike, [text.urgent for text in known], sample_weight=[text.weight for text in known])


def _alike(of: Lesson) -> Floats:
    """How alike each two texts are, by their vectors and signs and by their words."""
    fading = NEARNESS * _distances(of.centred) + SIGNS_NEARNESS * _distances(of.signs)
    words = (of.spelling @ of.spelling.T).toarray()
    return np.asarray(np.exp(-fading) + WORDS_SHARE * words, dtype=np.float32)


def _distances(points: Floats) -> Floats:
    """Squared, between each two."""
    lengths = (points**2).sum(axis=1)
    return np.asarray(np.maximum(lengths[:, None] + lengths - 2 * (points @ points.T), 0), dtype=np.float32)


def _fit_named(features: csr_matrix, known: Sequence[Known]) -> tuple[Floats, Floats]:
    fitted = [_named(name, features, known) for name in NAMES]
    return np.vstack([weights for weights, _ in fitted]), np.array([bias for _, bias in fitted], dtype=np.float32)


def _named(name: str, features: csr_matrix, known: Sequence[Known]) -> tuple[Floats, float]:
    """A calm kind among the calm, or a reason among those with a reason."""
    if name in {kind.value for kind in CALM_KINDS}:
        asked = [at for at, text in enumerate(known) if not text.urgent]
        truth = [known[at].kind == name for at in asked]
    else:
        asked = [at for at, text in enumerate(known) if text.reason in set(UrgentReason)]
        truth = [known[at].reason == name for at in asked]
    return _yes_or_no(features[asked], truth, [known[at].weight for at in asked])


def _yes_or_no(
    features: csr_matrix, truth: list[bool], weight: list[float], inverse_penalty: float = _INVERSE_PENALTY
) -> tuple[Floats, float]:
    model = LogisticRegression(C=inverse_penalty, solver="liblinear", random_state=0)
    model.fit(features, truth, sample_weight=weight)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _table(texts: Sequence[str], rarity: Floats | None = None) -> csr_matrix:
    """The rows of many readable texts as one sparse table."""
    rows = [row(text, rarity) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    return csr_matrix((np.concatenate([values for _, values in rows]), columns, ends), shape=(len(rows), WIDTH))


def _rarity(counts: csr_matrix) -> Floats:
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + seen)) + 1, dtype=np.float32)


def shipped_lesson() -> Lesson:
    """Everything that ships, with its vectors."""
    known = known_texts()
    return lesson(known, stored_encoder(get_encoder("e5")).encode([text.text for text in known]))


def main() -> None:
    """Learn from everything that ships and write the weights."""
    of = shipped_lesson()
    asked, words, likeness = map(np.concatenate, zip(*held_out(of), strict=True))
    write(SHIPPED, learn(of, *scales(of.part(asked), words, likeness)))
    sys.stdout.write(f"{len(of.known)} texts, {SHIPPED.name} {SHIPPED.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
