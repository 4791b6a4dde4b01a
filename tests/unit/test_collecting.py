"""The codes of a collection: readable, typed as people type, and told by nothing but the key."""

import string

from hypothesis import given
from hypothesis import strategies as st

from dialogue.collecting import (
    EXIT_DIGITS,
    LETTERS,
    START_LENGTH,
    exit_code,
    hash_exit,
    hash_start,
    in_halves,
    read_start_code,
    start_code,
)

KEY = b"k" * 32


@given(st.text(min_size=1, max_size=40))
def test_a_start_code_is_eight_letters_that_are_read_as_nothing_else(word: str) -> None:
    code = start_code(KEY, word.encode("utf-8", "replace").decode())
    assert len(code) == START_LENGTH
    assert set(code) <= set(LETTERS)
    assert not set(LETTERS) & set("01IO")
    assert read_start_code(code) == code
    assert read_start_code(f" {in_halves(code).lower()}-") == code


def test_what_was_misread_is_understood() -> None:
    assert read_start_code("o0i1") == "QQLL"


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str) -> None:
    assert set(read_start_code(typed)) & set(string.whitespace) == set()
    assert len(hash_start(KEY, "A")) == 32


def test_codes_hang_on_the_word_and_on_the_key() -> None:
    codes = {maker(key, word) for maker in (start_code, exit_code) for key in (KEY, b"o" * 32) for word in "ab"}
    assert len(codes) == 8
    assert all(len(exit_code(KEY, str(number))) == EXIT_DIGITS for number in range(50))


def test_an_exit_code_is_digits_however_they_are_written() -> None:
    assert hash_exit(KEY, "123 456") == hash_exit(KEY, "١٢٣٤٥٦") == hash_exit(KEY, "123456")
    assert hash_exit(KEY, "123457") != hash_exit(KEY, "123456")
