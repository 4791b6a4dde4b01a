"""Words brought to one form: simplemma's dictionary, and Snowball's Swedish stemmer for what it lacks."""

import re
from functools import lru_cache

from nltk.stem.snowball import SnowballStemmer
from simplemma import is_known, lemmatize

_LATIN = re.compile(r"[a-zåäöéüáàèæøß'’-]+")
_STEMMER = SnowballStemmer("swedish")
# Swedish inflects at the end: a stem shorter than this says nothing
_MIN_STEM = 3


@lru_cache(maxsize=100_000)
def lemma(word: str, lang: str | None = "sv") -> str:
    """The dictionary form of one lower-case word; the word itself in scripts and languages without rules.

    Swedish is presumed where the language is unknown, since most texts are. A Swedish word that the
    dictionary lacks (compounds, slang) is stemmed, so that its forms still meet. Only two dictionaries are
    loaded: each costs seconds and tens of megabytes, and the other languages together are few texts.
    """
    if lang in (None, "sv", "mixed"):
        return _swedish(word)
    return str(lemmatize(word, lang="en")).lower() if lang == "en" else word


def _swedish(word: str) -> str:
    if not _LATIN.fullmatch(word):
        return word
    if is_known(word, lang="sv"):
        return str(lemmatize(word, lang="sv")).lower()
    stem = str(_STEMMER.stem(word))
    return str(stem) if len(stem) >= _MIN_STEM else word
