"""What sort of text it is, and whether it must be met by 112 first.

A false alarm costs the sender one tap; a miss may cost a life. So the thresholds lie far below an even chance.
Words, characters, cues with their context and the manner of writing decide; the encoder's vector, where there is one,
adds which known texts a text is like. On texts that were held out (`python -m nlp.triaging.crossvalidate`) that finds
0.85 of the hard urgent texts, and 37 of 40 of those among ordinary concerns, at 5 % false alarms among ordinary
concerns; by words alone as many at 9 %. The topic with most ordinary false alarms is violence at home, which the
writers of those texts called a concern; at 3 % every fourth hard urgent text would be missed.
"""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from nlp.encode import E5Encoder, Encoder, EncoderUnavailable, get_encoder
from nlp.language import DEFAULT, detect_language
from nlp.triaging.features import judged, readable, row
from nlp.triaging.signs import signs
from nlp.triaging.weights import CALM_KINDS, learnt
from nlp.types import Kind, Triage, UrgentReason

# where about 0.85 of the hard urgent texts are found; words alone need the lower one for that
_THRESHOLD, _THRESHOLD_BY_WORDS = 0.145, 0.085
# urgent phrases in other languages were learnt from beside few ordinary concerns in them: with the threshold of
# Swedish, ordinary concerns in them would meet 112 more often
_OTHER_LANGUAGE = 1.4
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
    written = signs(judged(text))
    named = model.named(features, vector)
    score = _probability(model.urgency(features, written, vector))
    if score >= threshold(text, by_words=not model.knows(vector)):
        reason = max(_REASONS, key=lambda reason: named[reason.value])
        return Triage(Kind.EMERGENCY, urgent=True, reason=reason, score=score)
    return Triage(max(CALM_KINDS, key=lambda kind: named[kind.value]), urgent=False, reason=None, score=score)


def threshold(text: str, *, by_words: bool) -> float:
    """From which probability on a text is urgent, by words alone or with its vector."""
    limit = _THRESHOLD_BY_WORDS if by_words else _THRESHOLD
    return limit if detect_language(text) == DEFAULT else limit * _OTHER_LANGUAGE


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
