"""Golden floors of the topic classifier, from cross-validation by author: never measured on training texts."""

import pytest

from nlp.corpus import LabelledText
from nlp.evaluate.across_authors import Answer, answers, authors, figures
from nlp.types import TopicGuess


def test_every_author_is_known_by_the_prefix() -> None:
    assert authors() == ["dev", "impl", "lang", "old", "short", "work", "young"]


def test_an_author_it_has_not_read() -> None:
    """Measured on this author: macro-F1 0.785, first three 0.946, calibration 0.021, V 0.773, ARI 0.589."""
    found = figures(answers("work"))
    assert found.texts == 500
    assert found.f1 >= 0.765
    assert found.first_three >= 0.925
    assert found.calibration <= 0.04
    assert found.v >= 0.75
    assert found.ari >= 0.55


def test_figures_of_known_answers() -> None:
    text = LabelledText("x-1", "mörkt", "sv", "belysning")
    sure, unsure = [TopicGuess("belysning", 1.0)], [TopicGuess("hundar", 0.5), TopicGuess("belysning", 0.5)]
    found = figures([Answer(text, sure), Answer(text, unsure)])
    assert (found.accuracy, found.first_three) == (0.5, 1.0)
    assert found.calibration == pytest.approx(0.25)
