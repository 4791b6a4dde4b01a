"""Learns triage from the shipped texts: `python -m nlp.triaging.train` writes `data/triage/weights.npz` anew.

Logistic regression a head, over words, characters and cues, with the encoder's vector and without it.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from nlp.corpus import DATA
from nlp.encode import get_encoder
from nlp.threads import one_thread
from nlp.triaging.features import WIDTH, readable, row
from nlp.triaging.weights import CALM_KINDS, HEADS, MEANING_SHARE, SHIPPED, Learnt, Weights, write
from nlp.types import UrgentReason
from nlp.vector_store import stored_encoder

_FILES = ("corpora/triage_dev", "corpora/concerns_dev", "corpora/concerns_seed", "corpora_extra/triage_phrases")
# ordinary concerns are many and mostly far from danger; the few urgent ones among them are what is looked for
_WEIGHT = {"tri": 3.0, "own": 1.0}
_CONCERN_WEIGHT, _RARE_WEIGHT = 0.5, 8.0
# concerns in other languages are few beside the urgent phrases in them: without more weight the language alarms
_OTHER_LANGUAGE_WEIGHT = 4.0
_INVERSE_PENALTY = 1.5


@dataclass(frozen=True, slots=True)
class Known:
    """One labelled text."""

    id: str
    text: str
    lang: str
    kind: str
    reason: str | None
    weight: float

    @property
    def urgent(self) -> bool:
        """Whether 112 or a calm page should come first."""
        return self.kind == "emergency"


def known_texts() -> list[Known]:
    """The labelled texts that ship, each with how much it counts."""
    rows = [
        json.loads(line)
        for name in _FILES
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [Known(row["id"], row["text"], row["lang"], row["kind"], row.get("reason"), _weight(row)) for row in rows]


def _weight(row: dict[str, Any]) -> float:
    author = row["id"].partition("-")[0]
    if author in _WEIGHT:
        return _WEIGHT[author]
    if row["kind"] != "concern":
        return _CONCERN_WEIGHT * _RARE_WEIGHT
    return _CONCERN_WEIGHT * (1 if row["lang"] == "sv" else _OTHER_LANGUAGE_WEIGHT)


def learn(known: Sequence[Known], vectors: NDArray[np.float32]) -> Learnt:
    """Fit all heads on texts and their vectors. The same input gives the same weights."""
    texts = [readable(text.text) for text in known]
    rarity = _rarity(_table(texts))
    spelling = _table(texts, rarity)
    centre = vectors.mean(axis=0)
    both = csr_matrix(hstack([spelling, csr_matrix((vectors - centre) * MEANING_SHARE)]))
    with one_thread():
        plain, plain_bias = _fit(spelling, known)
        full, full_bias = _fit(both, known)
    width = spelling.shape[1]
    return Learnt(
        rarity, centre, Weights(plain, None, plain_bias), Weights(full[:, :width], full[:, width:], full_bias)
    )


def _table(texts: Sequence[str], rarity: NDArray[np.float32] | None = None) -> csr_matrix:
    """The rows of many readable texts as one sparse table."""
    rows = [row(text, rarity) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    return csr_matrix((np.concatenate([values for _, values in rows]), columns, ends), shape=(len(rows), WIDTH))


def _rarity(counts: csr_matrix) -> NDArray[np.float32]:
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + seen)) + 1, dtype=np.float32)


def _fit(features: csr_matrix, known: Sequence[Known]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    heads = [_head(name, features, known) for name in HEADS]
    return np.vstack([weights for weights, _ in heads]), np.array([bias for _, bias in heads], dtype=np.float32)


def _head(name: str, features: csr_matrix, known: Sequence[Known]) -> tuple[NDArray[np.float32], float]:
    """One yes-or-no question: urgent among all, a calm kind among the calm, a reason among those with a reason."""
    if name == "urgent":
        asked, truth = list(range(len(known))), [text.urgent for text in known]
    elif name in {kind.value for kind in CALM_KINDS}:
        asked = [at for at, text in enumerate(known) if not text.urgent]
        truth = [known[at].kind == name for at in asked]
    else:
        asked = [at for at, text in enumerate(known) if text.reason in set(UrgentReason)]
        truth = [known[at].reason == name for at in asked]
    model = LogisticRegression(C=_INVERSE_PENALTY, solver="liblinear", random_state=0)
    model.fit(features[asked], truth, sample_weight=[known[at].weight for at in asked])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def main() -> None:
    """Learn from everything that ships and write the weights."""
    known = known_texts()
    vectors = stored_encoder(get_encoder("e5")).encode([text.text for text in known])
    write(SHIPPED, learn(known, vectors))
    sys.stdout.write(f"{len(known)} texts, {SHIPPED.name} {SHIPPED.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
