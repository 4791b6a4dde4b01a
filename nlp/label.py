"""What a group of texts is about, in the senders' own words: telling words and phrases, and typical texts."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nlp.corpus import DATA
from nlp.lemmas import lemma
from nlp.stopwords import stopwords
from nlp.tokens import clean, words
from nlp.vectorise import Vectors

_WORDS = 6
_TYPICAL = 3
_MIN_LENGTH = 3
# a phrase must stand in so many texts of the group, and in so large a share of those with its rarer word
_MIN_PHRASE_TEXTS = 3
_MIN_PHRASE_SHARE = 0.4
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•\-–—\"”»(]\s*)$")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def telling_labels(
    texts: Sequence[str], langs: Sequence[str | None], groups: Sequence[int | None], count: int = _WORDS
) -> dict[int, tuple[str, ...]]:
    """For each group its `count` most telling words and phrases, by class-based TF-IDF over lemmas.

    A term is shown in the form that is used most. Names, mask tokens and words for origin, faith or diagnosis
    never become a label (`data/never_labels.txt`). A group that shares no word gets fewer, or none.
    """
    names = _names(texts)
    documents = [_terms(text, lang, names) for text, lang in zip(texts, langs, strict=True)]
    totals: Counter[str] = Counter()
    inside: dict[int, Counter[str]] = {}
    for document, group in zip(documents, groups, strict=True):
        totals.update(document.keys())
        if group is not None:
            inside.setdefault(group, Counter()).update(document.keys())
    shown = _surface_forms(documents)
    sizes = Counter(group for group in groups if group is not None)
    return {
        group: _named(_ranked(found, totals, sizes[group], len(texts)), found, shown, count)
        for group, found in sorted(inside.items())
    }


def typical_texts(vectors: Vectors, texts: Sequence[str], count: int = _TYPICAL) -> list[int]:
    """Rows of at most `count` different typical texts: the most central one, then central ones unlike it."""
    if not len(vectors):
        return []
    central = np.round(vectors @ vectors.mean(axis=0), 5)
    distinct: dict[str, int] = {}
    for row in np.argsort(-central, kind="stable").tolist():
        distinct.setdefault(texts[row], row)
    pool = list(distinct.values())[: max(count, (len(distinct) + 1) // 2)]
    chosen = pool[:1]
    while len(chosen) < min(count, len(pool)):
        left = [row for row in pool if row not in chosen]
        chosen.append(max(left, key=lambda row: (float(central[row]) - _closest(vectors, row, chosen), -row)))
    return chosen


def _closest(vectors: Vectors, row: int, chosen: Sequence[int]) -> float:
    likeness: NDArray[np.floating] = vectors[chosen] @ vectors[row]
    return 0.5 * round(float(likeness.max()), 5)


def _terms(text: str, lang: str | None, names: frozenset[str]) -> dict[str, str]:
    """Lemma or pair of lemmas → the form in this text. Pairs are content words side by side."""
    terms: dict[str, str] = {}
    before: tuple[str, str] | None = None
    for word in words(text):
        if word in stopwords() or len(word) < _MIN_LENGTH or word in names or _is_never_label(word):
            before = None
            continue
        base = lemma(word, lang)
        terms.setdefault(base, word)
        if before is not None and before[0] != base:
            terms.setdefault(f"{before[0]} {base}", f"{before[1]} {word}")
        before = (base, word)
    return terms


def _names(texts: Sequence[str]) -> frozenset[str]:
    """Words that are mostly written with a capital inside sentences: names of people and places."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        cleaned = clean(text)
        if cleaned.isupper():
            continue
        for match in _TOKEN.finditer(cleaned):
            word = match.group()
            if word[0].islower():
                small[word] += 1
            elif word[0].isupper() and not _SENTENCE_START.search(cleaned[max(0, match.start() - 3) : match.start()]):
                capital[word.lower()] += 1
    return frozenset(word for word, times in capital.items() if times > small[word])


@cache
def _never_labels() -> tuple[str, ...]:
    lines = (DATA / "never_labels.txt").read_text(encoding="utf-8").split("\n")
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _is_never_label(word: str) -> bool:
    return word.startswith(_never_labels())


def _surface_forms(documents: Sequence[dict[str, str]]) -> dict[str, str]:
    forms: dict[str, Counter[str]] = {}
    for document in documents:
        for base, form in document.items():
            forms.setdefault(base, Counter())[form] += 1
    return {base: min(seen, key=lambda form: (-seen[form], len(form), form)) for base, seen in forms.items()}


def _ranked(found: Counter[str], totals: Counter[str], size: int, texts: int) -> list[str]:
    """Terms by share of the group's texts × log of their rarity in all texts."""
    least = 2 if size >= _TYPICAL else 1
    scores = {
        term: times / size * float(np.log1p(texts / totals[term])) * (times / totals[term]) ** 0.5
        for term, times in found.items()
        if times >= least
    }
    return sorted(scores, key=lambda term: (-round(scores[term], 9), term))


def _named(ranked: list[str], found: Counter[str], shown: dict[str, str], count: int) -> tuple[str, ...]:
    """The first terms; a phrase stands in for its words where it is the usual way to say them."""
    phrases = {term for term in ranked if " " in term and _is_phrase(term, found)}
    covered = {part for phrase in phrases for part in phrase.split(" ") if found[phrase] >= 0.7 * found[part]}
    kept = [term for term in ranked if (term in phrases) or (" " not in term and term not in covered)]
    return tuple(shown[term] for term in kept[:count])


def _is_phrase(term: str, found: Counter[str]) -> bool:
    rarer = min(found[part] for part in term.split(" "))
    return found[term] >= _MIN_PHRASE_TEXTS and found[term] >= _MIN_PHRASE_SHARE * rarer
