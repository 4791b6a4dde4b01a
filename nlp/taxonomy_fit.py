"""Is this a corpus of concerns at all? Decided from how many of its words the known concerns share."""

from collections.abc import Sequence
from functools import cache

from nlp.corpus import shipped_concerns
from nlp.stopwords import stopwords
from nlp.tokens import words

# Share of Swedish content words that the shipped Swedish concerns know. An author left out of them: 0.76 to 0.89;
# voice commands 0.54, police notices 0.46 to 0.50, encyclopaedia, parliament news and debate 0.25 to 0.29.
_KNOWN_SHARE = 0.64
# fewer texts than this prove nothing against the taxonomy
_MIN_TEXTS = 20


def fits_taxonomy(texts: Sequence[str], langs: Sequence[str]) -> bool:
    """Whether these are the kind of texts that the taxonomy was made for, judged by the Swedish ones.

    With fewer than twenty Swedish texts there is too little to judge by, and the answer is yes.
    """
    swedish = [text for text, lang in zip(texts, langs, strict=True) if _is_swedish(lang)]
    if len(swedish) < _MIN_TEXTS:
        return True
    spoken = [word for text in swedish for word in words(text) if word not in stopwords()]
    known = sum(word in _known_words() for word in spoken)
    return known >= _KNOWN_SHARE * len(spoken)


def _is_swedish(lang: str) -> bool:
    """Whether a language tag means Swedish, as written by anyone: sv, sv-SE, swe, swe_Latn."""
    return lang.lower().replace("_", "-").split("-")[0] in {"sv", "swe"}


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for concern in shipped_concerns() if concern.lang == "sv" for word in words(concern.text))
