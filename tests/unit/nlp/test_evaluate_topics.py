import argparse
import json
from pathlib import Path

import numpy as np
import pytest

from nlp.calibration import chances, fit_temperature
from nlp.evaluate.classify import score as score_topics
from nlp.evaluate.cluster import report, score
from nlp.evaluate.labelled import read_labelled
from nlp.evaluate.metrics import calibration_error
from nlp.types import TopicGuess


def figures(text: str) -> dict[str, str]:
    return {
        line.rsplit("  ", 1)[0].strip(): line.rsplit("  ", 1)[-1].strip() for line in text.splitlines() if "  " in line
    }


def test_calibration_error_is_the_gap_between_said_and_true() -> None:
    assert calibration_error([0.95] * 100, [True] * 95 + [False] * 5) == pytest.approx(0)
    assert calibration_error([0.95] * 100, [False] * 100) == pytest.approx(0.95)
    assert calibration_error([], []) == 0


def test_temperature_makes_overconfident_scores_honest() -> None:
    scores = np.tile([1.0, 0.0], (100, 1))
    answers = np.array([0] * 70 + [1] * 30)
    assert chances(scores, fit_temperature(scores, answers))[0, 0] == pytest.approx(0.7, abs=0.03)


def test_chances_keep_the_order_and_sum_to_one_even_where_no_topic_scores() -> None:
    told = chances(np.array([[0.1, 0.3, -0.2], [-0.5, -0.1, -0.4], [0.0, 0.0, 0.0]]), 0.1)
    assert told.argsort(axis=1).tolist()[:2] == [[2, 0, 1], [0, 2, 1]]
    assert told.sum(axis=1) == pytest.approx(1)
    assert told[2] == pytest.approx(1 / 3)


def test_topic_figures() -> None:
    guesses = [[TopicGuess("a", 0.9), TopicGuess("b", 0.1)], [TopicGuess("a", 0.6), TopicGuess("b", 0.4)]]
    told = figures(score_topics(["a", "b"], guesses, ["sv", "ar"]))
    assert told["accuracy"] == "0.500"
    assert told["among first three"] == "1.000"
    assert told["macro-F1"] == "0.333"


def test_cluster_figures_count_the_left_out_as_one_cluster() -> None:
    told = figures(score(["a", "a", "b", "b"], [0, 0, None, None]))
    assert (told["V-measure"], told["ARI"], told["left out"], told["clusters"]) == ("1.000", "1.000", "0.500", "1")


def test_a_labelled_file_is_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "a", "topic": null}\n{"text": 3}\n')
    with pytest.raises(ValueError, match="line 2"):
        read_labelled(path, "topic")
    path.write_text('{"text": "a", "topic": null}\n')
    with pytest.raises(ValueError, match="topic"):
        read_labelled(path, "topic")


def test_the_report_reads_label_or_topic(tmp_path: Path) -> None:
    rows = [{"text": "lampan är trasig", "topic": "belysning"}, {"text": "lös hund", "label": "hundar"}]
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert figures(report(path, argparse.Namespace()))["texts"] == "2"
