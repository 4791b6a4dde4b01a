from hypothesis import given
from hypothesis import strategies as st

from nlp.tokens import MAX_CHARACTERS, clean, words


def test_mask_tokens_nul_and_digits_are_no_words() -> None:
    assert words("⟦NAME⟧ såg\0 2 hundar vid A-huset, kl 21") == ["såg", "hundar", "vid", "a-huset", "kl"]


def test_a_long_text_is_cut() -> None:
    assert len(clean("a" * 100_000)) == MAX_CHARACTERS


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_any_text_becomes_utf8_without_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert "\0" not in cleaned.encode("utf-8").decode("utf-8")
    assert clean(cleaned) == cleaned
