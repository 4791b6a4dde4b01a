"""How a text is spelt, as sparse rows: groups of characters, and lemmas with their neighbours."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.lemmas import lemma
from nlp.tokens import clean, words

# chosen by cross-validation over the seven authors of the shipped texts
_LEMMA_SHARE = 0.3
_MIN_TEXTS_TO_PRUNE = 100


class Spelling:
    """TF-IDF of character groups (2–5, inside words) beside TF-IDF of lemmas and pairs of them.

    Character groups forgive misspellings and find words inside compounds; lemmas bring inflected forms together.
    """

    def fit(self, texts: Sequence[str]) -> "Spelling":
        """Learn the groups and lemmas that at least two texts share; of few texts, all."""
        least = 2 if len(texts) >= _MIN_TEXTS_TO_PRUNE else 1
        cleaned = [clean(text) for text in texts]
        self._letters = _by_letters(min_df=least).fit(cleaned if any(cleaned) else ["-"])
        self._lemmas = _by_lemmas(min_df=least).fit(cleaned if any(map(_lemma_terms, cleaned)) else ["tom"])
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """(n, features) float32; the inner product of two rows is their likeness, at most 1 + 0.3."""
        cleaned = [clean(text) for text in texts]
        lemmas = self._lemmas.transform(cleaned) * np.sqrt(_LEMMA_SHARE)
        return csr_matrix(hstack([self._letters.transform(cleaned), lemmas]), dtype=np.float32)

    def state(self) -> tuple[dict[str, list[str]], dict[str, NDArray[np.floating]]]:
        """What was learnt: the features by name, and how rare each is."""
        names = {
            "letters": self._letters.get_feature_names_out().tolist(),
            "lemmas": self._lemmas.get_feature_names_out().tolist(),
        }
        return names, {"letters_rarity": self._letters.idf_, "lemmas_rarity": self._lemmas.idf_}

    @classmethod
    def from_state(cls, names: dict[str, list[str]], rarity: dict[str, NDArray[np.floating]]) -> "Spelling":
        """The same again from what `state` gave. Raises ValueError or KeyError for anything else."""
        spelling = cls()
        spelling._letters = _by_letters(vocabulary=names["letters"])
        spelling._letters.idf_ = rarity["letters_rarity"]
        spelling._lemmas = _by_lemmas(vocabulary=names["lemmas"])
        spelling._lemmas.idf_ = rarity["lemmas_rarity"]
        return spelling


def _by_letters(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, **options)


def _by_lemmas(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=_lemma_terms, sublinear_tf=True, **options)


def _lemma_terms(text: str) -> list[str]:
    """Swedish lemmas and pairs of neighbours. Other languages' words mostly stay as they are, which is enough."""
    lemmas = [lemma(word) for word in words(text)]
    return lemmas + [f"{first} {second}" for first, second in pairwise(lemmas)]
