"""What sort of text it is, and whether it must be met by 112 first.

A false alarm costs the sender one tap; a miss may cost a life. So the thresholds lie far below an even chance.
Words, characters and cues with their context decide; the encoder's vector, where there is one, adds which known
texts a text is like. On texts that were held out (`python -m nlp.triaging.crossvalidate`) that finds 0.85 of the hard
urgent texts at 2 % false alarms, and 0.95 of those among ordinary concerns at 7 %; by words alone 0.79 at 4 % and
0.95 at 8.5 %. The topic with most ordinary false alarms is violence at home, which the writers of those texts called a
concern; thresholds that keep the ordinary false alarms under 3 % would miss every third hard urgent text.
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

_THRESHOLD = 0.09
# urgent phrases in other languages were learnt from beside few ordinary concerns in them: with the threshold of
# Swedish, ordinary concerns in them would meet 112 more often
_THRESHOLD_OTHER_LANGUAGE = 0.135
# where no word speaks of harm or of now: about each tenth false alarm fewer
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
    if score >= threshold(text):
        reason = max(_REASONS, key=lambda reason: named[reason.value])
        return Triage(Kind.EMERGENCY, urgent=True, reason=reason, score=score)
    return Triage(max(CALM_KINDS, key=lambda kind: named[kind.value]), urgent=False, reason=None, score=score)


def threshold(text: str) -> float:
    """From which probability on a text is urgent."""
    if not has_urgent_cue(readable(text)):
        return _THRESHOLD_WITHOUT_CUE
    return _THRESHOLD if detect_language(text) == DEFAULT else _THRESHOLD_OTHER_LANGUAGE


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
