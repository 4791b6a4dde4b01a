"""The topic classifier on authors it has not read: `python -m nlp.evaluate.across_authors [AUTHOR …]`.

Each author of the shipped texts is left out in turn, the model learns from the others, and answers for the one left
out. Seven trainings; a few minutes.
"""

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sklearn.metrics import adjusted_rand_score, f1_score, v_measure_score

from nlp.corpus import LabelledText, shipped_concerns, shipped_phrases, topic_codes
from nlp.encode import get_encoder
from nlp.evaluate.metrics import calibration_error, table
from nlp.topic_model import TopicModel
from nlp.types import TopicGuess
from nlp.vector_store import stored_encoder

_HEAD = ["texts", "accuracy", "macro-F1", "first three", "calibration", "V", "ARI"]
_MIN_TEXTS = 10


class Answer(NamedTuple):
    """A text by an author left out, and its three likeliest topics, best first."""

    text: LabelledText
    guesses: list[TopicGuess]


class Figures(NamedTuple):
    """How good answers are; macro-F1 over the topics that occur. V and ARI take each topic as a cluster."""

    texts: int
    accuracy: float
    f1: float
    first_three: float
    calibration: float
    v: float
    ari: float


def authors() -> list[str]:
    """The prefixes of the shipped texts' ids."""
    return sorted({author_of(text) for text in shipped_concerns()})


def usable_concerns() -> list[LabelledText]:
    """The shipped texts that have a topic of the taxonomy."""
    return [text for text in shipped_concerns() if text.topic in topic_codes()]


def author_of(text: LabelledText) -> str:
    """Whose a shipped text is."""
    return text.id.partition("-")[0]


def model_without(author: str) -> TopicModel:
    """The shipped model as it would be had this author written nothing."""
    others = [text for text in usable_concerns() if author_of(text) != author]
    known = [*others, *shipped_phrases()]
    written = [text.text for text in known]
    return TopicModel().fit(
        written,
        [text.lang for text in known],
        [text.topic or "" for text in known],
        stored_encoder(get_encoder("e5")).encode(written),
        second_topics=[text.topic2 for text in known],
        authors=[author_of(text) for text in others] + [None] * (len(known) - len(others)),
    )


def answers(author: str) -> list[Answer]:
    """What the model without this author says of the author's texts."""
    own = [text for text in usable_concerns() if author_of(text) == author]
    written = [text.text for text in own]
    vectors = stored_encoder(get_encoder("e5")).encode(written)
    guesses = model_without(author).predict(written, [text.lang for text in own], vectors)
    return [Answer(text, row) for text, row in zip(own, guesses, strict=True)]


def figures(found: Sequence[Answer]) -> Figures:
    """All figures of some answers, at least one."""
    truth = [answer.text.topic or "" for answer in found]
    first = [answer.guesses[0].code for answer in found]
    right = [topic == guess for topic, guess in zip(truth, first, strict=True)]
    in_three = [topic in {guess.code for guess in answer.guesses} for topic, answer in zip(truth, found, strict=True)]
    return Figures(
        texts=len(found),
        accuracy=sum(right) / len(right),
        f1=float(f1_score(truth, first, labels=sorted(set(truth)), average="macro", zero_division=0)),
        first_three=sum(in_three) / len(in_three),
        calibration=calibration_error([answer.guesses[0].p for answer in found], right),
        v=float(v_measure_score(truth, first)),
        ari=float(adjusted_rand_score(truth, first)),
    )


def report(chosen: Sequence[str]) -> str:
    """Tables by author, language and age band; groups of fewer than ten texts are left out."""
    found = [answer for author in chosen for answer in answers(author)]
    parts = [
        _by("author", found, lambda answer: author_of(answer.text)),
        _by("language", found, lambda answer: answer.text.lang),
        _by("age", found, lambda answer: answer.text.age or "unknown"),
    ]
    return "\n".join(parts)


def _by(name: str, found: Sequence[Answer], group: Callable[[Answer], str]) -> str:
    rows = [[name, *_HEAD], _row("all", found)]
    for value in sorted({group(answer) for answer in found}):
        own = [answer for answer in found if group(answer) == value]
        if len(own) >= _MIN_TEXTS:
            rows.append(_row(value, own))
    return table(rows)


def _row(name: str, found: Sequence[Answer]) -> list[str]:
    texts, *shares = figures(found)
    return [name, str(texts), *(f"{share:.3f}" for share in shares)]


if __name__ == "__main__":
    sys.stdout.write(report(sys.argv[1:] or authors()))
