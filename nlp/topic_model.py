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
from scipy.sparse import csr_matrix

from nlp.calibration import chances, fit_temperature
from nlp.spelling import Spelling
from nlp.stopwords import stopwords
from nlp.threads import one_thread
from nlp.tokens import words
from nlp.topic_ridge import nobody_first, solve
from nlp.types import Explanation, TopicGuess
from nlp.vectorise import LanguageCentre, Vectors

MAX_TEXTS = 12_000
_GUESSES = 3
_NEAREST = 5
_TELLING = 6
_FOLDS = 5
_BLOCK = 1_024
# chosen by cross-validation over the seven authors of the shipped texts
_SHARPNESS = 1.5
_MEANING_SHARE = 2.0
_SECOND = 0.5
_PENALTY = 0.5
# a left-out author's spelling is in the vocabulary all the same, a stranger's is not: with authors left out before
# anything is learnt, answers claimed 0.020 too much, with this 0.003
_STRANGER = 1.05
# chosen by hiding six topics at a time and giving back three to forty examples of each
_BENEFIT = 0.4

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
        ids: Sequence[str | None] | None = None,
        second_topics: Sequence[str | None] | None = None,
        authors: Sequence[str | None] | None = None,
    ) -> "TopicModel":
        """Learn from labelled texts; `weights` (default 1) says how many ordinary texts each counts for.

        `second_topics`: what a text is about as well. `ids` are what `explain` answers with, never with None.
        With `authors` the probabilities are calibrated on authors left out, which is what a new sender is; without,
        on every fifth text. Raises ValueError for unusable input.
        """
        weight = _checked(texts, langs, topics, vectors, weights)
        self.topics_ = sorted(set(topics))
        self.ids_ = list(ids) if ids is not None else [str(number) for number in range(len(texts))]
        self._centre = LanguageCentre().fit(vectors, langs)
        self._spelling = Spelling().fit(texts)
        self._known = self._centre.transform(vectors, langs)
        letters = self._spelling.transform(texts).astype(np.float32)
        target = _targets(topics, self.topics_, second_topics)
        self._base = weight @ target / weight.sum()
        folds = _folds(authors, len(texts))
        order = nobody_first(folds)
        centred = (target * _benefits(target) - self._base)[order].astype(np.float32)
        with one_thread():
            kernel = _kernel(self._known[order], letters[order])
            pull, held_out = solve(kernel, centred, _PENALTY / weight[order], [folds[row] for row in order])
            self._pull = pull[np.argsort(order)]
            self._letter_pull = np.asarray(letters.T @ self._pull, dtype=np.float32)
        scored = order[len(order) - len(held_out) :]
        if not len(scored):  # a lone text, or nobody's texts alone: there is nothing to hold out
            scored, held_out = order, centred
        scores = np.asarray(held_out + self._base, dtype=np.float64)
        self.temperature_ = _STRANGER * fit_temperature(scores, target[scored].argmax(axis=1))
        return self

    def predict(self, texts: Sequence[str], langs: Sequence[str | None], vectors: Vectors) -> list[list[TopicGuess]]:
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
            scores = meaning @ self._pull + self._spelling.transform(texts) @ self._letter_pull + self._base
        return chances(np.asarray(scores, dtype=np.float64), self.temperature_)

    def explain(self, text: str, lang: str | None, vector: Vectors) -> Explanation:
        """Why the likeliest topic: the words that speak for it, and the known texts nearest in meaning."""
        row = np.asarray(vector, dtype=np.float32).reshape(1, -1)
        best = int(self.probabilities([text], [lang], row)[0].argmax())
        speaks_for = self._letter_pull[:, best] - self._letter_pull.mean(axis=1)
        spelt = sorted(set(words(text)) - stopwords())
        told = [(word, float((self._spelling.transform([word]) @ speaks_for)[0])) for word in spelt]
        told = _largest([pair for pair in told if pair[1] > 0], _TELLING)
        closeness = (self._known @ self._centre.transform(row, [lang])[0]).tolist()
        shown = [(known, close) for known, close in zip(self.ids_, closeness, strict=True) if known is not None]
        nearest = _largest(shown, _NEAREST)
        return Explanation(words=tuple(told), nearest=tuple(nearest))

    def save(self, path: Path) -> None:
        """Write the model as one .npz file, whole or not at all."""
        names, rarity = self._spelling.state()
        header: dict[str, Any] = {
            "topics": self.topics_,
            "ids": self.ids_,
            "langs": sorted(self._centre.means_),
            "spelling": names,
            "temperature": self.temperature_,
        }
        arrays = rarity | {
            "header": np.frombuffer(json.dumps(header).encode(), dtype=np.uint8),
            "known": self._known,
            "pull": self._pull,
            "letter_pull": self._letter_pull,
            "base": self._base,
            "common": self._centre.common_,
            "means": np.stack([self._centre.means_[lang] for lang in header["langs"]]),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            written = Path(folder) / path.name
            with written.open("wb") as file:
                np.savez(file, **arrays)
            written.replace(path)

    @classmethod
    def load(cls, path: Path) -> "TopicModel":
        """Read a model that `save` wrote. OSError, ValueError, KeyError or BadZipFile for others."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            header: dict[str, Any] = json.loads(stored["header"].tobytes())
            model = cls()
            model.topics_, model.ids_ = header["topics"], header["ids"]
            model.temperature_ = header["temperature"]
            model._known, model._pull = stored["known"], stored["pull"]
            model._letter_pull, model._base = stored["letter_pull"], stored["base"]
            model._centre = LanguageCentre()
            model._centre.common_ = stored["common"]
            model._centre.means_ = dict(zip(header["langs"], stored["means"], strict=True))
            model._spelling = Spelling.from_state(header["spelling"], stored)
        return model


def _largest(pairs: Sequence[tuple[str, float]], count: int) -> list[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:count]


def _targets(topics: Sequence[str], columns: Sequence[str], second: Sequence[str | None] | None) -> Floats:
    """1 for a text's topic, a half for its second topic where it has one."""
    place = {topic: column for column, topic in enumerate(columns)}
    target = np.eye(len(columns))[[place[topic] for topic in topics]]
    for row, topic in enumerate(second or ()):
        if topic in place:
            target[row, place[topic]] = max(target[row, place[topic]], _SECOND)
    return np.asarray(target)


def _benefits(target: Floats) -> Floats:
    """What a topic's examples count for: one, and more in a topic of far fewer examples than the others have.

    Scores grow with the number of examples, so that three of a new topic would never outweigh hundreds of another.
    """
    examples = (target == 1).sum(axis=0)
    return np.asarray(np.maximum(1.0, (np.median(examples) / examples) ** _BENEFIT))


def _meaning(left: Vectors, right: Vectors) -> NDArray[np.float32]:
    """2 for the same direction, falling exponentially with the angle: near texts count most."""
    return np.asarray(_MEANING_SHARE * np.exp(_SHARPNESS * (left @ right.T - 1.0)))


def _kernel(known: Vectors, letters: csr_matrix) -> NDArray[np.float32]:
    """Meaning and spelling together; block by block, so that nothing else of its size is ever held."""
    kernel = np.empty((len(known), len(known)), dtype=np.float32)
    for start in range(0, len(kernel), _BLOCK):
        rows = slice(start, start + _BLOCK)
        kernel[rows] = _meaning(known[rows], known)
        kernel[rows] += (letters[rows] @ letters.T).toarray()
    return kernel


def _folds(authors: Sequence[str | None] | None, count: int) -> list[str | None]:
    """Whose each text is, None for nobody's: word lists, made-up phrases, moves. They are always known.

    With fewer than two authors, every fifth text is a fold. A lone text is nobody's.
    """
    if authors is not None and len(set(authors)) > 1:
        return list(authors)
    return [str(number % _FOLDS) for number in range(count)] if count > 1 else [None]


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
