"""How often the topic is right: `python -m nlp evaluate classify FILE` with `text` and `topic` on each line."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import f1_score

from nlp.classify import classify_texts
from nlp.evaluate.labelled import read_labelled
from nlp.evaluate.metrics import calibration_error, table
from nlp.types import TopicGuess

_MIN_TEXTS_PER_LANGUAGE = 10


def report(path: Path, _options: argparse.Namespace) -> str:
    """Accuracy, macro-F1, topic among the first three, calibration; per language, and per topic the F1."""
    rows = read_labelled(path, "topic")
    guesses = classify_texts([row["text"] for row in rows], [row.get("lang") for row in rows])
    return score([row["topic"] for row in rows], guesses, [row.get("lang") or "?" for row in rows])


def score(truth: Sequence[str], guesses: Sequence[Sequence[TopicGuess]], langs: Sequence[str]) -> str:
    """The report for known topics, guesses (best first) and languages of the same texts."""
    first = [row[0].code for row in guesses]
    right = [guess == topic for guess, topic in zip(first, truth, strict=True)]
    in_three = [topic in {guess.code for guess in row} for topic, row in zip(truth, guesses, strict=True)]
    figures = [
        ["texts", str(len(truth))],
        ["accuracy", _share(right)],
        ["macro-F1", f"{_macro_f1(truth, first):.3f}"],
        ["among first three", _share(in_three)],
        ["calibration error", f"{calibration_error([row[0].p for row in guesses], right):.3f}"],
    ]
    return "\n".join([table(figures), _per_language(truth, first, langs), _per_topic(truth, first)])


def _macro_f1(truth: Sequence[str], first: Sequence[str]) -> float:
    """Mean F1 over the topics that occur in the file."""
    return float(f1_score(truth, first, labels=sorted(set(truth)), average="macro", zero_division=0))


def _per_language(truth: Sequence[str], first: Sequence[str], langs: Sequence[str]) -> str:
    rows = [["language", "texts", "accuracy", "macro-F1"]]
    for lang, count in sorted(Counter(langs).items(), key=lambda pair: (-pair[1], pair[0])):
        own = [(topic, guess) for topic, guess, other in zip(truth, first, langs, strict=True) if other == lang]
        topics, picked = [topic for topic, _ in own], [guess for _, guess in own]
        f1 = f"{_macro_f1(topics, picked):.3f}" if count >= _MIN_TEXTS_PER_LANGUAGE else "-"
        rows.append([lang, str(count), _share([topic == guess for topic, guess in own]), f1])
    return table(rows)


def _per_topic(truth: Sequence[str], first: Sequence[str]) -> str:
    topics = sorted(set(truth))
    values = f1_score(truth, first, labels=topics, average=None, zero_division=0)
    worst_first = sorted(zip(topics, values, strict=True), key=lambda pair: (pair[1], pair[0]))
    counts = Counter(truth)
    return table([["topic", "texts", "F1"], *([topic, str(counts[topic]), f"{f1:.3f}"] for topic, f1 in worst_first)])


def _share(hits: Sequence[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f}"
