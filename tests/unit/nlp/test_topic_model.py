from pathlib import Path

import numpy as np
import pytest

from nlp.classify import classify_texts, shipped_topic_model
from nlp.topic_model import TopicModel
from nlp.vectorise import Vectors, unit

WORDS = {"belysning": "lampan mörkt släckt", "hundar": "hunden bet lös", "trafik": "bilar kör fort"}


def labelled(count: int = 30) -> tuple[list[str], list[str | None], list[str], Vectors]:
    """Texts of three topics whose vectors point three ways, with noise."""
    random = np.random.default_rng(0)
    topics = [list(WORDS)[number % 3] for number in range(count)]
    texts = [f"{WORDS[topic]} {number}" for number, topic in enumerate(topics)]
    directions = np.eye(3, 8)[[number % 3 for number in range(count)]]
    vectors = unit((directions + random.normal(scale=0.2, size=(count, 8))).astype(np.float32))
    return texts, ["sv"] * count, topics, vectors


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel().fit(*labelled())


def test_it_learns_and_its_probabilities_sum_to_one(model: TopicModel) -> None:
    texts, langs, topics, vectors = labelled()
    guesses = model.predict(texts, langs, vectors)
    assert [row[0].code for row in guesses] == topics
    assert all(len(row) == 3 and row[0].p >= row[1].p >= row[2].p for row in guesses)
    assert np.allclose(model.probabilities(texts, langs, vectors).sum(axis=1), 1)


def test_it_explains_with_words_and_known_texts(model: TopicModel) -> None:
    _, _, topics, vectors = labelled()
    why = model.explain("hunden bet mig", "sv", vectors[1])
    assert why.words[0][0] in {"hunden", "bet"}
    assert topics[int(why.nearest[0][0])] == "hundar"


def test_a_stored_model_answers_to_the_last_bit(model: TopicModel, tmp_path: Path) -> None:
    texts, langs, _, vectors = labelled()
    model.save(tmp_path / "folder" / "model.npz")
    again = TopicModel.load(tmp_path / "folder" / "model.npz")
    assert np.array_equal(again.probabilities(texts, langs, vectors), model.probabilities(texts, langs, vectors))
    assert again.explain("hunden", "sv", vectors[1]) == model.explain("hunden", "sv", vectors[1])
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["model.npz"]


def test_it_learns_an_analysts_move_and_keeps_the_rest() -> None:
    texts, langs, topics, vectors = labelled()
    odd, odd_vector = "älgen står på vägen", unit(np.ones((1, 8), dtype=np.float32))
    model = TopicModel().fit(
        [*texts, odd],
        [*langs, "sv"],
        [*topics, "hundar"],
        np.concatenate([vectors, odd_vector]),
        [1.0] * len(texts) + [5.0],
    )
    assert model.predict([odd], ["sv"], odd_vector)[0][0].code == "hundar"
    assert [row[0].code for row in model.predict(texts, langs, vectors)] == topics


def test_a_new_topic_needs_three_examples() -> None:
    texts, langs, topics, vectors = labelled()
    new = unit(np.eye(3, 8, 5).astype(np.float32) + np.eye(8)[7].astype(np.float32))
    examples = ["vildsvin i trädgården", "vildsvinen bökar i gräset", "vildsvin vid lekplatsen"]
    model = TopicModel().fit(
        [*texts, *examples], [*langs, *["sv"] * 3], [*topics, *["vildsvin"] * 3], np.concatenate([vectors, new])
    )
    assert model.predict(["ett vildsvin igen"], ["sv"], new[:1])[0][0].code == "vildsvin"


def test_three_examples_stand_up_to_hundreds_and_take_nothing_from_them() -> None:
    texts, langs, topics, vectors = labelled(300)
    new = unit(np.eye(3, 8, 5).astype(np.float32) + 0.7 * vectors[1])
    examples = ["vildsvin i trädgården", "vildsvinen bökar i gräset", "vildsvin vid lekplatsen"]
    model = TopicModel().fit(
        [*texts, *examples], [*langs, *["sv"] * 3], [*topics, *["vildsvin"] * 3], np.concatenate([vectors, new])
    )
    alike = unit((new.sum(axis=0) + 0.3 * vectors[1])[np.newaxis])
    assert model.predict(["hela flocken var här i natt"], ["sv"], alike)[0][0].code == "vildsvin"
    assert [row[0].code for row in model.predict(texts, langs, vectors)] == topics


@pytest.mark.parametrize("count", [1, 2])
def test_a_taxonomy_of_one_topic_is_certain(count: int) -> None:
    vectors = unit(np.ones((count, 4), dtype=np.float32))
    model = TopicModel().fit(["mörkt i tunneln"] * count, ["sv"] * count, ["belysning"] * count, vectors)
    assert model.predict(["vad som helst"], [None], vectors[:1]) == [[model.predict(["x"], [None], vectors[:1])[0][0]]]
    assert model.predict([], [], vectors[:0]) == []


@pytest.mark.parametrize("weights", [[0.0] * 30, [-1.0] * 30, [float("nan")] * 30, [1.0]])
def test_bad_weights_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        TopicModel().fit(*labelled(), weights)


def test_nothing_and_lengths_that_differ_are_refused() -> None:
    texts, langs, topics, vectors = labelled()
    with pytest.raises(ValueError, match="at least one"):
        TopicModel().fit([], [], [], vectors[:0])
    with pytest.raises(ValueError, match="equally long"):
        TopicModel().fit(texts, langs, topics[1:], vectors)


def test_a_damaged_file_is_trained_anew(tmp_path: Path) -> None:
    model = shipped_topic_model(tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:1000])
    assert shipped_topic_model(tmp_path).temperature_ == model.temperature_
    started = path.stat().st_mtime_ns
    shipped_topic_model(tmp_path)
    assert path.stat().st_mtime_ns == started


def test_mask_tokens_do_not_sway_the_topic() -> None:
    plain, masked = classify_texts(
        ["Det langas knark bakom skolan", "⟦NAME⟧ ⟦PHONE⟧ Det langas knark bakom skolan ⟦NAME⟧"], [None, None]
    )
    assert plain[0].code == masked[0].code == "narkotika"
    assert abs(plain[0].p - masked[0].p) < 0.02


def test_awkward_texts_get_an_answer() -> None:
    texts = ["", "😀", "a\0b", "\ud800", "x" * 100_000]
    assert [len(row) for row in classify_texts(texts, [None] * len(texts))] == [3] * len(texts)
    assert classify_texts([], []) == []
