"""Vectors made fit for comparison: each text read twice, and each language's own accent taken away."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nlp.corpus import shipped_concerns
from nlp.stopwords import stopwords
from nlp.tokens import clean, words

Vectors = NDArray[np.float32]

_TELLING_WORDS = 12
# a word in more than this share of the texts says nothing about any of them
_COMMON_SHARE = 0.1
# words in a text whose telling words count as much as the whole of it
_EVEN_LENGTH = 20.0
# a language with few texts has no mean of its own yet: so many texts' worth of the common mean are mixed in
_SHRINKAGE = 20.0


def word_frequencies(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """In how many of the texts each word stands, and how many texts there are."""
    frequencies: Counter[str] = Counter()
    count = 0
    for text in texts:
        frequencies.update(set(words(text)))
        count += 1
    return frequencies, count


@cache
def shipped_frequencies() -> tuple[Mapping[str, int], int]:
    """`word_frequencies` of the shipped concerns: a fixed yardstick for every text."""
    return word_frequencies(concern.text for concern in shipped_concerns())


def telling_words(text: str, frequencies: tuple[Mapping[str, int], int] | None = None) -> str:
    """At most twelve content words of a text, the rarest, in their own order; else the text itself."""
    known, count = frequencies or shipped_frequencies()
    ceiling = max(2.0, _COMMON_SHARE * count)
    ignored = stopwords()
    candidates: dict[str, float] = {}
    for word in words(text):
        frequency = known.get(word, 0)
        if word not in ignored and frequency <= ceiling:
            candidates.setdefault(word, math.log((count + 1) / (frequency + 1)))
    kept = set(sorted(candidates, key=lambda word: (-candidates[word], -len(word), word))[:_TELLING_WORDS])
    return " ".join(word for word in candidates if word in kept) or clean(text)


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows of length one; rows of zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def read_twice(whole: Vectors, told: Vectors, texts: Sequence[str], langs: Sequence[str | None]) -> Vectors:
    """One vector a text, from the vectors of the whole text and of its telling words, both centred by language.

    The longer the text, the more the telling words count: at twenty words as much as the whole, which a long text
    drowns in what all its kind share, and of which a short one has nothing to spare.
    """
    lengths = np.array([len(words(text)) for text in texts], dtype=np.float32)[:, np.newaxis]
    share = lengths / (lengths + _EVEN_LENGTH)
    by_whole = LanguageCentre().fit(whole, langs).transform(whole, langs)
    by_words = LanguageCentre().fit(told, langs).transform(told, langs)
    return unit((1 - share) * by_whole + share * by_words)


class LanguageCentre:
    """Takes away each language's mean vector, so that neighbours share a topic and not a language.

    The mean of a language with n texts is shrunk towards the common mean: (n·own + 20·common) / (n + 20).
    """

    def fit(self, vectors: Vectors, langs: Sequence[str | None]) -> "LanguageCentre":
        """Learn the means. `vectors` (n, d) and `langs` belong together; n may be 0."""
        self.common_ = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
        self.means_: dict[str, Vectors] = {}
        names = np.array([lang or "" for lang in langs], dtype=object)
        for lang in sorted(set(names.tolist())):
            own = vectors[names == lang]
            total = own.sum(axis=0) + _SHRINKAGE * self.common_
            self.means_[lang] = (total / (len(own) + _SHRINKAGE)).astype(np.float32)
        return self

    def transform(self, vectors: Vectors, langs: Sequence[str | None]) -> Vectors:
        """Centred rows of length one; an unseen language is centred on the common mean."""
        if not len(vectors):
            return vectors
        means = np.stack([self.means_.get(lang or "", self.common_) for lang in langs])
        return unit(vectors - means)
