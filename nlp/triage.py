"""What sort of text it is, and whether it must be met by 112 first.

A false alarm costs the sender one tap; a miss may cost a life. So the threshold lies far below an even chance.
In cross-validation over folds of the hard set and authors of the ordinary concerns it finds 0.73 of the hard
urgent texts at 5 % false alarms, and 0.97 of those among ordinary concerns at 8 %. Words, characters and cues with
their context decide; the encoder's vector, where there is one, adds what the words mean.
"""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from nlp.encode import E5Encoder, Encoder, EncoderUnavailable, get_encoder
from nlp.triaging.cues import has_urgent_cue
from nlp.triaging.features import readable, row
from nlp.triaging.weights import CALM_KINDS, HEADS, learnt
from nlp.types import Kind, Triage, UrgentReason

THRESHOLD, THRESHOLD_WITHOUT_VECTOR = 0.15, 0.2
# where no word speaks of harm or of now. In the same cross-validation, without it: 0.77 of the hard urgent texts at
# 7 % and 0.97 at 13 %: every eighth sender would have met 112 for nothing
THRESHOLD_WITHOUT_CUE = 0.55
_REASONS = tuple(UrgentReason)
_LEAST_LETTERS = 2
_STEEPEST = 50.0


def triage(text: str, vector: NDArray[np.float32] | None = None) -> Triage:
    """Judge one text. Long texts are judged by their first 1,500 and last 500 characters. Never raises.

    `vector` is the default encoder's (E5); without it, or with another encoder's, words alone decide.
    """
    seen = readable(text)
    if sum(character.isalpha() for character in seen) < _LEAST_LETTERS:
        return Triage(Kind.EMPTY, urgent=False, reason=None, score=0.0)
    model = learnt()
    scores = dict(zip(HEADS, model.scores(row(seen, model.rarity), vector).tolist(), strict=True))
    score = _probability(scores["urgent"])
    threshold = THRESHOLD_WITHOUT_VECTOR if vector is None else THRESHOLD
    if score >= (threshold if has_urgent_cue(seen) else THRESHOLD_WITHOUT_CUE):
        reason = max(_REASONS, key=lambda reason: scores[reason.value])
        return Triage(Kind.EMERGENCY, urgent=True, reason=reason, score=score)
    return Triage(max(CALM_KINDS, key=lambda kind: scores[kind.value]), urgent=False, reason=None, score=score)


def triage_texts(texts: Sequence[str], encoder: Encoder | None = None) -> list[Triage]:
    """Judge many texts with the vectors of `encoder` (default: `get_encoder("e5")`)."""
    if not texts:
        return []
    encoder = encoder or get_encoder("e5")
    if encoder.model_id != E5Encoder.model_id:
        return [triage(text) for text in texts]
    try:
        vectors = encoder.encode(texts)
    except EncoderUnavailable:
        return [triage(text) for text in texts]
    return [triage(text, vector) for text, vector in zip(texts, vectors, strict=True)]


def _probability(score: float) -> float:
    return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, score))))
