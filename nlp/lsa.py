"""The fall-back encoder: word and character TF-IDF of the shipped texts, reduced by truncated SVD."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.linalg import svds
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.corpus import shipped_concerns
from nlp.threads import one_thread
from nlp.tokens import clean, words
from nlp.vectorise import unit

_DIMENSIONS = 192


class LsaEncoder:
    """Vectors from words and character groups of the shipped texts: no native model, no shared languages."""

    model_id = "lsa-192/1"
    dimensions = _DIMENSIONS

    def __init__(self) -> None:
        texts = [clean(concern.text) for concern in shipped_concerns()]
        self._by_word = TfidfVectorizer(
            tokenizer=words, token_pattern=None, lowercase=False, min_df=2, sublinear_tf=True
        )
        self._by_character = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True)
        self._by_word.fit(texts)
        self._by_character.fit(texts)
        with one_thread():
            start = np.ones(min(len(texts), len(self._by_word.vocabulary_) + len(self._by_character.vocabulary_)))
            _, _, components = svds(self._features(texts), k=_DIMENSIONS, v0=start)
        self._components = np.ascontiguousarray(components.T)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts of any content; a text without a known character group becomes a row of zeros."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return unit(np.asarray(self._features([clean(text) for text in texts]) @ self._components))

    def _features(self, texts: Sequence[str]) -> csr_matrix:
        return csr_matrix(hstack([self._by_word.transform(texts), self._by_character.transform(texts)]))
