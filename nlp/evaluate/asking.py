"""What asking in a better order is worth: `python -m nlp.evaluate.asking [AUTHOR …]`.

A board is played through: a model that has read neither the author nor every fifth topic sorts the author's texts, of
which every twelfth came six times. Night after night the texts that come first in the order get their right topic and
are learnt from. The macro-F1 of the whole board is shown, for three orders of asking. Some minutes an author.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import f1_score

from nlp.asking import asking_order, doubt
from nlp.corpus import LabelledText, topic_codes
from nlp.encode import get_encoder
from nlp.evaluate.across_authors import author_of, authors, usable_concerns
from nlp.evaluate.metrics import table
from nlp.topic_model import TopicModel
from nlp.vector_store import stored_encoder
from nlp.vectorise import Vectors

Order = Callable[[Sequence[Sequence[float]], Vectors, int], list[int]]

_NEW_TOPICS = frozenset(topic_codes()[::5])
_FEWEST = 3  # examples that a topic of one's own needs
_MOVE_WEIGHT = 3.0
_NIGHTS = 5
_A_NIGHT = 20


def by_gain(chances: Sequence[Sequence[float]], vectors: Vectors, count: int) -> list[int]:
    """The order that the site asks in."""
    return asking_order([doubt(row, len(topic_codes())) for row in chances], vectors, count)


def by_certainty(chances: Sequence[Sequence[float]], _vectors: Vectors, count: int) -> list[int]:
    """The least certain first answer first."""
    return sorted(range(len(chances)), key=lambda row: chances[row][0])[:count]


def by_lot(chances: Sequence[Sequence[float]], _vectors: Vectors, count: int) -> list[int]:
    """A fixed draw."""
    return [int(row) for row in np.random.default_rng(len(chances)).permutation(len(chances))[:count]]


ORDERS: dict[str, Order] = {"expected gain": by_gain, "least certain": by_certainty, "by lot": by_lot}


def play(author: str, order: Order, *, nights: int = _NIGHTS, a_night: int = _A_NIGHT, thin: int = 1) -> list[float]:
    """Macro-F1 of the board before the first night and after each. `thin`: only every so manieth text is there."""
    others = [text for text in usable_concerns() if author_of(text) != author and text.topic not in _NEW_TOPICS][::thin]
    own = [text for text in usable_concerns() if author_of(text) == author][::thin]
    own += own[::12] * 5
    known, vectors = _vectors(others), _vectors(own)
    asked: list[int] = []
    scores = []
    for night in range(nights + 1):
        model = _learnt(others, known, [own[row] for row in asked], vectors[asked])
        guesses = model.predict([text.text for text in own], [text.lang for text in own], vectors)
        told = {row: own[row].topic or "" for row in asked}
        first = [told.get(row, guesses[row][0].code) for row in range(len(own))]
        truth = [text.topic or "" for text in own]
        scores.append(float(f1_score(truth, first, labels=sorted(set(truth)), average="macro", zero_division=0)))
        if night < nights:
            free = [row for row in range(len(own)) if row not in told]
            chances = [[guess.p for guess in guesses[row]] for row in free]
            asked += [free[at] for at in order(chances, vectors[free], a_night)]
    return scores


def report(chosen: Sequence[str]) -> str:
    """A row for each author and order: macro-F1 of the board before the first night and after each."""
    head = ["author", "order", "before", *(f"night {night + 1}" for night in range(_NIGHTS))]
    rows = [
        [author, name, *(f"{score:.3f}" for score in play(author, order))]
        for author in chosen
        for name, order in ORDERS.items()
    ]
    return table([head, *rows])


def _learnt(others: list[LabelledText], known: Vectors, asked: list[LabelledText], vectors: Vectors) -> TopicModel:
    counts = Counter(text.topic for text in asked)
    kept = [row for row, text in enumerate(asked) if text.topic not in _NEW_TOPICS or counts[text.topic] >= _FEWEST]
    texts = [*others, *(asked[row] for row in kept)]
    return TopicModel().fit(
        [text.text for text in texts],
        [text.lang for text in texts],
        [text.topic or "" for text in texts],
        np.concatenate([known, vectors[kept]]),
        [1.0] * len(others) + [_MOVE_WEIGHT] * len(kept),
    )


def _vectors(texts: Sequence[LabelledText]) -> Vectors:
    return stored_encoder(get_encoder("e5")).encode([text.text for text in texts])


if __name__ == "__main__":
    sys.stdout.write(report(sys.argv[1:] or authors()))
