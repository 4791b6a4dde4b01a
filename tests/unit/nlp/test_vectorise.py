import numpy as np

from nlp.vectorise import LanguageCentre, telling_words, unit


def test_telling_words_keep_their_order_and_drop_what_says_nothing() -> None:
    assert telling_words("Det är helt mörkt i gångtunneln och lampan är trasig") == "mörkt gångtunneln lampan trasig"


def test_a_text_of_stop_words_stays_as_it_is() -> None:
    assert telling_words("och så var det") == "och så var det"


def test_at_most_twelve_telling_words() -> None:
    text = " ".join(f"ord{letter}" for letter in "abcdefghijklmnopqrst")
    assert len(telling_words(text).split()) == 12


def test_languages_that_say_the_same_meet_after_centring() -> None:
    random = np.random.default_rng(1)
    meaning = random.normal(size=(40, 16)).astype(np.float32)
    accent = np.zeros(16, dtype=np.float32)
    accent[0] = 20
    vectors = unit(np.concatenate([meaning, meaning + accent]))
    langs = ["sv"] * 40 + ["ar"] * 40
    centred = LanguageCentre().fit(vectors, langs).transform(vectors, langs)
    before = float((vectors[:40] * vectors[40:]).sum(axis=1).mean())
    after = float((centred[:40] * centred[40:]).sum(axis=1).mean())
    assert after > before + 0.2


def test_no_texts_and_unseen_languages_are_no_error() -> None:
    empty = np.zeros((0, 4), dtype=np.float32)
    centre = LanguageCentre().fit(empty, [])
    assert centre.transform(empty, []).shape == (0, 4)
    assert np.isfinite(centre.transform(np.ones((1, 4), dtype=np.float32), ["xx"])).all()
