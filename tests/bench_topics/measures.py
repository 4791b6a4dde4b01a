"""How good a grouping is: against labels (AMI, ARI, V) and by its words (NPMI, diversity)."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

from nlp.stopwords import stopwords
from nlp.tokens import words

_WORDS = 10
_LEAST_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """One method on one corpus; texts left out (-1) count as one further group in AMI, ARI and V."""

    ami: float
    ari: float
    v: float
    npmi: float
    diversity: float
    outliers: float
    k: int
    seconds: float
    megabytes: float


def measure(
    texts: Sequence[str], truth: Sequence[str], found: Sequence[int], seconds: float, megabytes: float
) -> Figures:
    """All figures; every method's words are picked the same way, so that they compare like for like."""
    documents = [frozenset(words(text)) - stopwords() for text in texts]
    topics = list(_top_words(documents, found).values())
    return Figures(
        ami=float(adjusted_mutual_info_score(truth, found)),
        ari=float(adjusted_rand_score(truth, found)),
        v=float(v_measure_score(truth, found)),
        npmi=_npmi(topics, documents),
        diversity=len({word for topic in topics for word in topic}) / max(1, sum(map(len, topics))),
        outliers=list(found).count(-1) / len(found),
        k=len(set(found) - {-1}),
        seconds=seconds,
        megabytes=megabytes,
    )


def _top_words(documents: Sequence[frozenset[str]], found: Sequence[int]) -> dict[int, list[str]]:
    """The ten words of each group with the highest class-based TF-IDF."""
    totals = Counter(word for document in documents for word in document)
    inside: dict[int, Counter[str]] = {}
    for document, group in zip(documents, found, strict=True):
        if group >= 0:
            inside.setdefault(group, Counter()).update(word for word in document if totals[word] >= _LEAST_TEXTS)
    mean = sum(count.total() for count in inside.values()) / max(1, len(inside))
    return {
        group: sorted(count, key=lambda word: (-count[word] * math.log1p(mean / totals[word]), word))[:_WORDS]
        for group, count in inside.items()
    }


def _npmi(topics: Sequence[Sequence[str]], documents: Sequence[frozenset[str]]) -> float:
    """How much more often than by chance a topic's words share a text: -1 never, 0 chance, 1 always; the mean."""
    size = len(documents)
    where = {
        word: {row for row, document in enumerate(documents) if word in document}
        for word in {word for topic in topics for word in topic}
    }
    means = []
    for topic in topics:
        told = [_pair(len(where[a]), len(where[b]), len(where[a] & where[b]), size) for a, b in combinations(topic, 2)]
        if told:
            means.append(sum(told) / len(told))
    return sum(means) / max(1, len(means))


def _pair(first: int, second: int, both: int, size: int) -> float:
    if both in (0, size):
        return 1.0 if both else -1.0
    return math.log(both * size / (first * second)) / -math.log(both / size)
