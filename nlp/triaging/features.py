"""A text as a sparse row: cues, words, pairs of words and groups of characters, hashed into a fixed width."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp.tokens import clean
from nlp.triaging.cues import PLAIN_LETTERS, cue_features

WIDTH = 1 << 15
HEAD, TAIL = 1_500, 500  # characters looked at in a long text: what clean() lets through
_WORD = re.compile(r"\w+(?:['’]\w+)*|[!?]+|[^\w\s.,:;()\"'’-]")
_DIGIT = re.compile(r"\d")
_LONGEST_WORD = 30

Row = tuple[NDArray[np.int64], NDArray[np.float64]]


def judged(text: str) -> str:
    """The part of a text that is judged, made safe. A long text: its first 1,500 and last 500 characters."""
    return clean(text if len(text) <= HEAD + TAIL else f"{text[: HEAD - 1]} {text[-TAIL:]}")


def readable(text: str) -> str:
    """The same in lower case."""
    return judged(text).lower()


def row(text: str, rarity: NDArray[np.float32] | None = None) -> Row:
    """Columns and values of a readable text; each of the three kinds of feature weighs the same in any length."""
    words = _WORD.findall(_DIGIT.sub("0", text))
    shape = [f"letters {min(len(text) // 40, 12)}", f"words {min(len(words), 6)}"]
    parts = (
        ("c", cue_features(text) + shape),
        ("w", [*words, *(f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))]),
        ("l", _letters(words)),
    )
    blocks = [_block(mark, names, rarity) for mark, names in parts]
    return np.concatenate([block[0] for block in blocks]), np.concatenate([block[1] for block in blocks])


def _letters(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        padded = f" {word[:_LONGEST_WORD].translate(PLAIN_LETTERS)} "
        for size in (3, 4, 5):
            for start in range(max(1, len(padded) - size + 1)):
                yield padded[start : start + size]


def _block(mark: str, names: Iterable[str], rarity: NDArray[np.float32] | None) -> Row:
    counts = Counter(crc32(f"{mark}{name}".encode()) % WIDTH for name in names)
    columns = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
    values = np.array([1 + log(count) for count in counts.values()], dtype=np.float64)
    if rarity is not None:
        values *= rarity[columns]
    length = sqrt(float(values @ values))
    return columns, values / length if length else values
