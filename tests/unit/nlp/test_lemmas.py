import pytest

from nlp.lemmas import lemma
from nlp.stopwords import stopwords


@pytest.mark.parametrize(
    "forms",
    [("gångtunneln", "gångtunnlar"), ("lampa", "lamporna"), ("epatraktorn", "epatraktorerna"), ("hund", "hundarna")],
)
def test_forms_of_one_swedish_word_meet(forms: tuple[str, str]) -> None:
    assert lemma(forms[0]) == lemma(forms[1])


def test_english_has_its_own_dictionary_and_other_scripts_stay() -> None:
    assert lemma("doors", "en") == "door"
    assert lemma("المدرسة", "ar") == "المدرسة"
    assert lemma("المدرسة", "sv") == "المدرسة"


def test_stop_words_hold_no_swedish_word_that_carries_a_topic() -> None:
    assert {"och", "the", "ja", "waxaan", "asså"} <= stopwords()
    assert not {"hund", "hat", "aina", "ring", "folk", "polis", "mörkt", "stöld"} & stopwords()
