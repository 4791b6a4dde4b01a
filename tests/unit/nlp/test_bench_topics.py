"""The comparison with BERTopic: its figures, its corpora, and what it says when there is nothing to compare with."""

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from nlp.corpus import shipped_concerns
from nlp.encode import Vectors
from tests.bench_topics import __main__ as bench
from tests.bench_topics import growth as growth_module
from tests.bench_topics.corpora import Corpus, read_corpora
from tests.bench_topics.environment import BertopicMissing
from tests.bench_topics.growth import Growth, growth, mean_growth
from tests.bench_topics.measures import measure
from tests.bench_topics.vectors import KeptEncoder

TEXTS = ["lampan trasig", "lampan trasig igen"] * 3 + ["hunden bits", "hunden bits igen"] * 3


def test_figures_of_a_perfect_grouping() -> None:
    figures = measure(TEXTS, ["a"] * 6 + ["b"] * 6, [0] * 6 + [1] * 6, 1.5, 90)
    assert (figures.ami, figures.ari, figures.v) == pytest.approx((1, 1, 1))
    assert (figures.k, figures.outliers, figures.seconds, figures.megabytes) == (2, 0, 1.5, 90)
    assert figures.npmi > 0.5
    assert figures.diversity > 0.7


def test_texts_left_out_are_a_group_but_no_cluster() -> None:
    figures = measure(TEXTS, ["a"] * 6 + ["b"] * 6, [0] * 6 + [-1] * 6, 0, 0)
    assert (figures.k, figures.outliers, figures.ami) == (1, 0.5, pytest.approx(1))


def test_nothing_found_has_figures_too() -> None:
    assert measure(TEXTS, ["a"] * 6 + ["b"] * 6, [-1] * 12, 0, 0).k == 0


def test_plain_groups_stay_when_a_fifth_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"text {number}" for number in range(60)]
    vectors = np.repeat(np.eye(2, 6, dtype=np.float32), 30, axis=0)
    vectors += np.random.default_rng(0).normal(scale=0.01, size=vectors.shape).astype(np.float32)
    monkeypatch.setattr(growth_module, "prepare", lambda kept, _: vectors[[texts.index(text) for text in kept]])
    corpus = Corpus("two", texts, ["sv"] * 60, ["a"] * 30 + ["b"] * 30, vectors, vectors)
    assert growth(corpus) == Growth(1, 1, 1, 1)


def test_of_several_corpora_the_mean_and_the_worst_are_told() -> None:
    assert mean_growth([Growth(0.5, 0.25, 1, 1), Growth(1, 0.5, 1, 0.75)]) == Growth(0.75, 0.25, 1, 0.75)


def test_the_summary_names_the_worst_corpus_by_both_measures() -> None:
    ours, theirs = measure(TEXTS, ["a"] * 12, [0] * 12, 1, 1), measure(TEXTS, ["a"] * 12, [0] * 12, 6, 1)
    worse = dataclasses.replace(ours, ami=0.5, ari=0.25)
    found = {method: [theirs, theirs] for method in bench.BERTOPIC} | {method: [ours, worse] for method in bench.OURS}
    last = bench.summary(found).splitlines()[-1]
    assert "AMI 0.75, worst corpus 0.50; ARI 0.62, worst corpus 0.25; 6.00 times as fast" in last


def test_texts_that_ours_has_learnt_from_are_passed_over(tmp_path: Path) -> None:
    row = {"text": shipped_concerns()[0].text, "label": "belysning"}
    (tmp_path / "shipped.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "unlabelled.jsonl").write_text('{"text": "ny"}', encoding="utf-8")
    assert list(read_corpora(tmp_path, 10)) == []


def test_without_bertopic_it_says_so_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> Path:
        raise BertopicMissing("BERTopic could not be installed: no network")

    monkeypatch.setattr(bench, "bertopic_python", missing)
    monkeypatch.setattr(sys, "argv", ["bench_topics"])
    assert bench.main() == 2
    assert "could not be installed: no network" in capsys.readouterr().err


class Counting:
    """An encoder that remembers what it was asked."""

    model_id = "counting/1"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def test_no_text_is_encoded_twice_even_in_another_run(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    made = KeptEncoder(first, tmp_path / "kept.npz").encode(TEXTS)
    again = KeptEncoder(second, tmp_path / "kept.npz").encode([*TEXTS, "ny"])
    assert np.array_equal(made, again[:-1])
    assert sorted(first.asked) == sorted(set(TEXTS))
    assert second.asked == ["ny"]
