import numpy as np

from nlp.vectorise import LanguageCentre, read_twice, telling_words, unit


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


def test_a_long_text_leans_on_its_telling_words_and_a_short_one_on_the_whole() -> None:
    random = np.random.default_rng(2)
    whole, told = (unit(random.normal(size=(2, 16)).astype(np.float32)) for _ in range(2))
    texts, langs = ["kort text", "lång text " * 40], ["sv", "sv"]
    read = read_twice(whole, told, texts, langs)
    centred = [LanguageCentre().fit(vectors, langs).transform(vectors, langs) for vectors in (whole, told)]
    by_whole, by_words = ((read * vectors).sum(axis=1) for vectors in centred)
    assert by_whole[0] > by_words[0]
    assert by_words[1] > by_whole[1]
    np.testing.assert_allclose(np.linalg.norm(read, axis=1), 1, atol=1e-6)
