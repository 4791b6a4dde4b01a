"""Is this a corpus of concerns at all? Decided from how near its texts lie to the known ones."""

import numpy as np

from nlp.corpus import shipped_concerns
from nlp.encode import Encoder
from nlp.threads import one_thread
from nlp.vector_store import stored_encoder
from nlp.vectorise import Vectors

# Mean cosine of a text to its five nearest shipped texts, median over the corpus. Authors left out: 0.893 to
# 0.896 (mixed languages 0.884); police notices 0.874 to 0.879, voice commands 0.876, encyclopaedia 0.846.
_NEAR = {"multilingual-e5-small-q4/query/1": 0.882}
_NEAREST = 5
_BLOCK = 1_024
# fewer texts than this prove nothing against the taxonomy
_MIN_TEXTS = 20


def fits_taxonomy(vectors: Vectors, encoder: Encoder) -> bool:
    """Whether the texts behind the vectors are the kind of texts that the taxonomy was made for."""
    near = _NEAR.get(encoder.model_id)
    if near is None or len(vectors) < _MIN_TEXTS:
        return True
    known = stored_encoder(encoder).encode([concern.text for concern in shipped_concerns()])
    return float(np.median(_closeness(vectors, known))) >= near


def _closeness(vectors: Vectors, known: Vectors) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Mean cosine of each vector to its nearest known ones. Copies of known texts count as one neighbour."""
    parts = []
    with one_thread():
        for start in range(0, len(vectors), _BLOCK):
            likeness = vectors[start : start + _BLOCK] @ known.T
            parts.append(np.partition(likeness, -_NEAREST, axis=1)[:, -_NEAREST:].mean(axis=1))
    return np.concatenate(parts)
