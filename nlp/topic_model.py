"""The topic classifier: a kernel machine over what a text means (E5) and how it is spelt (character groups).

Kernel ridge regression on one-hot topics, in closed form: no random start, no iterations, weights for single
texts, and every answer is a sum over known texts, so it can be explained. Across authors it beats logistic
regression on the same vectors and characters.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.calibration import fit_temperature, softmax
from nlp.threads import one_thread
from nlp.tokens import clean, words
from nlp.types import Explanation, TopicGuess
from nlp.vectorise import LanguageCentre, Vectors

MAX_TEXTS = 12_000
_GUESSES = 3
_NEAREST = 5
_TELLING = 6
_FOLDS = 5
# chosen by cross-validation over the seven authors of the shipped texts
_SHARPNESS = 3.0
_PENALTY = 0.5

Floats = NDArray[np.float64]


class TopicModel:
    """Topics of a taxonomy for texts with vectors of one encoder. Learnt state ends in `_`."""

    def fit(
        self,
        texts: Sequence[str],
        langs: Sequence[str | None],
        topics: Sequence[str],
        vectors: Vectors,
        weights: Sequence[float] | None = None,
        *,
        ids: Sequence[str] | None = None,
        authors: Sequence[str] | None = None,
    ) -> "TopicModel":
        """Learn from labelled texts; `weights` (default 1) says how many ordinary texts each counts for.

        `ids` are what `explain` answers with. With `authors` the probabilities are calibrated on authors left
        out, which is what a new sender is; without, on every fifth text. ValueError for unusable input.
        """
        weight = _checked(texts, langs, topics, vectors, weights)
        self.topics_ = sorted(set(topics))
        self.ids_ = list(ids) if ids is not None else [str(number) for number in range(len(texts))]
        self._centre = LanguageCentre().fit(vectors, langs)
        self._spelling = _spelling().fit([clean(text) for text in texts])
        self._known = self._centre.transform(vectors, langs)
        letters = self._letters(texts)
        target = _one_hot(topics, self.topics_)
        with one_thread():
            kernel = _meaning(self._known, self._known) + np.asarray((letters @ letters.T).todense())
            self._base = weight @ target / weight.sum()
            held_out = _held_out_scores(kernel, target, weight, authors)
            self.temperature_ = fit_temperature(held_out, target.argmax(axis=1))
            self._pull = _solve(kernel, target - self._base, weight)
            self._letter_pull = np.asarray(letters.T @ self._pull, dtype=np.float32)
        return self

    def predict(
        self, texts: Sequence[str], langs: Sequence[str | None], vectors: Vectors
    ) -> list[list[TopicGuess]]:
        """For each text its three likeliest topics (fewer in a smaller taxonomy), best first."""
        answers = []
        for row in self.probabilities(texts, langs, vectors):
            best = np.argsort(-row, kind="stable")[:_GUESSES]
            answers.append([TopicGuess(self.topics_[index], float(row[index])) for index in best])
        return answers

    def probabilities(self, texts: Sequence[str], langs: Sequence[str | None], vectors: Vectors) -> Floats:
        """(n, topics) calibrated probabilities, columns as `topics_`, rows summing to one."""
        if not len(texts):
            return np.zeros((0, len(self.topics_)))
        with one_thread():
            meaning = _meaning(self._centre.transform(vectors, langs), self._known)
            scores = meaning @ self._pull + self._letters(texts) @ self._letter_pull + self._base
        return softmax(np.asarray(scores, dtype=np.float64) / self.temperature_)

    def explain(self, text: str, lang: str | None, vector: Vectors) -> Explanation:
        """Why the likeliest topic: the words that speak for it, and the known texts nearest in meaning."""
        row = np.asarray(vector, dtype=np.float32).reshape(1, -1)
        best = int(self.probabilities([text], [lang], row)[0].argmax())
        speaks_for = self._letter_pull[:, best] - self._letter_pull.mean(axis=1)
        spelt = sorted(set(words(text)))
        told = [(word, float((self._letters([word]) @ speaks_for)[0])) for word in spelt]
        told = _largest([pair for pair in told if pair[1] > 0], _TELLING)
        closeness = (self._known @ self._centre.transform(row, [lang])[0]).tolist()
        nearest = _largest(list(zip(self.ids_, closeness, strict=True)), _NEAREST)
        return Explanation(words=tuple(told), nearest=tuple(nearest))

    def save(self, path: Path) -> None:
        """Write the model as one .npz file, whole or not at all."""
        header: dict[str, Any] = {
            "topics": self.topics_,
            "ids": self.ids_,
            "langs": sorted(self._centre.means_),
            "groups": self._spelling.get_feature_names_out().tolist(),
            "temperature": self.temperature_,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
            np.savez(
                file,
                header=np.frombuffer(json.dumps(header).encode(), dtype=np.uint8),
                known=self._known,
                pull=self._pull,
                letter_pull=self._letter_pull,
                base=self._base,
                rarity=self._spelling.idf_,
                common=self._centre.common_,
                means=np.stack([self._centre.means_[lang] for lang in header["langs"]]),
            )
        Path(file.name).replace(path)

    @classmethod
    def load(cls, path: Path) -> "TopicModel":
        """Read a model that `save` wrote. Raises OSError, ValueError or KeyError for anything else."""
        with np.load(path, allow_pickle=False) as stored:
            header: dict[str, Any] = json.loads(stored["header"].tobytes())
            model = cls()
            model.topics_, model.ids_ = header["topics"], header["ids"]
            model.temperature_ = header["temperature"]
            model._known, model._pull = stored["known"], stored["pull"]
            model._letter_pull, model._base = stored["letter_pull"], stored["base"]
            model._centre = LanguageCentre()
            model._centre.common_ = stored["common"]
            model._centre.means_ = dict(zip(header["langs"], stored["means"], strict=True))
            model._spelling = _spelling(header["groups"])
            model._spelling.idf_ = stored["rarity"]
        return model

    def _letters(self, texts: Sequence[str]) -> csr_matrix:
        return csr_matrix(self._spelling.transform([clean(text) for text in texts]), dtype=np.float32)


def _largest(pairs: Sequence[tuple[str, float]], count: int) -> list[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:count]


def _spelling(groups: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, vocabulary=groups
    )


def _one_hot(topics: Sequence[str], columns: Sequence[str]) -> Floats:
    place = {topic: column for column, topic in enumerate(columns)}
    return np.asarray(np.eye(len(columns))[[place[topic] for topic in topics]])


def _meaning(left: Vectors, right: Vectors) -> NDArray[np.float32]:
    """1 for the same direction, falling exponentially with the angle: near texts count, far ones hardly."""
    return np.asarray(np.exp(_SHARPNESS * (left @ right.T - 1.0)))


def _solve(kernel: NDArray[np.floating], target: Floats, weight: Floats) -> Floats:
    """The pull of each known text on each topic; a heavier text is fitted more closely."""
    stiff = kernel.astype(np.float64)
    stiff[np.diag_indices_from(stiff)] += _PENALTY / weight
    return np.asarray(cho_solve(cho_factor(stiff, lower=True, overwrite_a=True), target))


def _held_out_scores(
    kernel: NDArray[np.floating], target: Floats, weight: Floats, authors: Sequence[str] | None
) -> Floats:
    """What each text would have scored, had its author (or its fifth of the texts) not been known."""
    folds = np.array(authors if authors is not None else [index % _FOLDS for index in range(len(target))])
    scores = np.zeros_like(target)
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        if out.all():
            out = np.arange(len(target)) % _FOLDS == 0
        kept = ~out
        if not kept.any():
            return target
        base = weight[kept] @ target[kept] / weight[kept].sum()
        pull = _solve(kernel[np.ix_(kept, kept)], target[kept] - base, weight[kept])
        scores[out] = kernel[np.ix_(out, kept)] @ pull + base
    return scores


def _checked(
    texts: Sequence[str],
    langs: Sequence[str | None],
    topics: Sequence[str],
    vectors: Vectors,
    weights: Sequence[float] | None,
) -> Floats:
    if not texts:
        raise ValueError("a topic model needs at least one labelled text")
    if len(texts) > MAX_TEXTS:
        raise ValueError(f"a topic model learns from at most {MAX_TEXTS} texts, not {len(texts)}")
    if not len(texts) == len(langs) == len(topics) == len(vectors):
        raise ValueError("texts, langs, topics and vectors must be equally long")
    weight = np.ones(len(texts)) if weights is None else np.asarray(weights, dtype=np.float64)
    if weight.shape != (len(texts),) or not (np.isfinite(weight) & (weight > 0)).all():
        raise ValueError("weights must be one positive number for each text")
    return weight
