"""Two worker processes against this one, byte for byte."""

import json
import subprocess
import sys
from typing import Any

import pytest

from nlp.classify import classify_texts
from nlp.encode import get_encoder
from nlp.graph import neighbours, shared_neighbour_graph
from nlp.vector_store import stored_encoder
from tests.unit.nlp.two_workers import FRESH, LANGS, NEIGHBOURS, TEXTS, digest, exact

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def answers() -> Any:
    """What two workers said. In a process of its own: the workers' event loops outlive a test."""
    command = [sys.executable, "-m", "tests.unit.nlp.two_workers"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_vectors_are_the_same_to_the_last_bit(answers: Any) -> None:
    assert answers["workers"] == 2
    assert answers["vectors"] == digest(get_encoder("e5").encode(FRESH))


def test_probabilities_of_topics_are_the_same_to_the_last_bit(answers: Any) -> None:
    assert answers["topics"] == digest(exact(classify_texts(TEXTS, LANGS)))


def test_the_graph_is_the_same_to_the_last_bit(answers: Any) -> None:
    graph = shared_neighbour_graph(neighbours(stored_encoder(get_encoder("e5")).encode(TEXTS), NEIGHBOURS))
    assert answers["graph"] == digest(graph.data, graph.indices, graph.indptr)


def test_a_killed_worker_changes_nothing(answers: Any) -> None:
    assert answers["after a death"] == answers["vectors"]


def test_nothing_in_gives_nothing_out(answers: Any) -> None:
    assert answers["nothing"] == [0, 0, 0]


def test_a_machine_that_would_give_other_bits_refuses(answers: Any) -> None:
    assert "gives other vectors" in answers["other"]
    assert "one thread" in answers["threads"]


def test_texts_and_languages_must_be_equally_many(answers: Any) -> None:
    assert "zip()" in answers["unequal"]
