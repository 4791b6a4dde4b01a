"""What a fifth more texts does to the patterns of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score

from nlp.patterns import find_patterns
from tests.bench_topics.corpora import Corpus, prepare

_EARLIER_SHARE = 5 / 6
_DRAWS = 3


@dataclass(frozen=True, slots=True)
class Growth:
    """ARI between an earlier and a later run on the texts they share, mean of the draws, and the worst draw's.

    `alone`: the later run knows nothing of the earlier. `told`: it is given its answer, as on the site.
    """

    alone: float
    worst_alone: float
    told: float
    worst_told: float


def growth(corpus: Corpus) -> Growth:
    """Group five sixths of the texts, drawn at random, then all of them; each run makes its own vectors."""
    later = find_patterns(corpus.prepared, texts=corpus.texts).labels
    alone, told = [], []
    for draw in range(_DRAWS):
        rows = np.sort(np.random.default_rng(draw).permutation(len(later))[: round(_EARLIER_SHARE * len(later))])
        texts, langs = [corpus.texts[row] for row in rows], [corpus.langs[row] for row in rows]
        earlier = find_patterns(prepare(texts, langs), texts=texts).labels
        former = np.full(len(later), -1)
        former[rows] = earlier
        again = find_patterns(corpus.prepared, texts=corpus.texts, former=former.tolist()).labels
        alone.append(float(adjusted_rand_score(earlier, later[rows])))
        told.append(float(adjusted_rand_score(earlier, again[rows])))
    return Growth(_mean(alone), min(alone), _mean(told), min(told))


def mean_growth(grown: Sequence[Growth]) -> Growth:
    """The mean of the corpora; the worst of all draws."""
    return Growth(
        _mean([row.alone for row in grown]),
        min(row.worst_alone for row in grown),
        _mean([row.told for row in grown]),
        min(row.worst_told for row in grown),
    )


def growth_line(grown: Growth) -> str:
    """The figures in words."""
    return (
        f"a fifth more texts, no taxonomy: ARI between the runs {grown.alone:.3f} "
        f"(worst draw {grown.worst_alone:.3f}); "
        f"told the earlier answer {grown.told:.3f} (worst draw {grown.worst_told:.3f})"
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
