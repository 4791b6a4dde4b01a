"""What sort of text it is, and whether it must be met by 112 first.

A false alarm costs the sender one tap; a miss may cost a life. So the thresholds lie far below an even chance.
Words, characters and cues with their context decide; the encoder's vector, where there is one, adds which known
texts a text is like. `python -m nlp.triaging.crossvalidate` measures both on texts that were held out.
"""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from nlp.encode import E5Encoder, Encoder, EncoderUnavailable, get_encoder
from nlp.language import DEFAULT, detect_language
from nlp.triaging.cues import has_urgent_cue
from nlp.triaging.features import readable, row
from nlp.triaging.weights import CALM_KINDS, learnt
from nlp.types import Kind, Triage, UrgentReason

_THRESHOLD, _THRESHOLD_WITHOUT_VECTOR = 0.1, 0.08
# urgent phrases in other languages were learnt from beside few ordinary concerns in them: with the threshold of
# Swedish, ordinary concerns in them would meet 112 twice as often
_THRESHOLD_OTHER_LANGUAGE = 0.15
# where no word speaks of harm or of now
_THRESHOLD_WITHOUT_CUE = 0.3
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
    features = row(seen, model.rarity)
    named = model.named(features, vector)
    score = _probability(model.urgency(features, vector))
    if score >= threshold(text, with_vector=vector is not None):
        reason = max(_REASONS, key=lambda reason: named[reason.value])
        return Triage(Kind.EMERGENCY, urgent=True, reason=reason, score=score)
    return Triage(max(CALM_KINDS, key=lambda kind: named[kind.value]), urgent=False, reason=None, score=score)


def threshold(text: str, *, with_vector: bool) -> float:
    """From which probability on a text is urgent."""
    if not has_urgent_cue(readable(text)):
        return _THRESHOLD_WITHOUT_CUE
    if detect_language(text) != DEFAULT:
        return _THRESHOLD_OTHER_LANGUAGE
    return _THRESHOLD if with_vector else _THRESHOLD_WITHOUT_VECTOR


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
