"""Receipts: short enough to copy by hand, hard to guess, and a slip of the pen shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.receipts import MistypedReceipt, hash_receipt, in_groups, make_receipt, read_receipt

KEY = b"k" * 32
receipts = st.builds(
    make_receipt, st.just(KEY), st.text(max_size=32, alphabet="0123456789abcdef"), st.binary(max_size=40)
)


@given(receipts)
def test_a_receipt_reads_back_from_its_groups(receipt: str) -> None:
    assert len(receipt) == 20
    assert [len(group) for group in in_groups(receipt).split()] == [4] * 5
    assert read_receipt(in_groups(receipt)) == receipt


@given(receipts, st.integers(0, 19), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(receipt: str, at: int, step: int) -> None:
    wrong = receipt[:at] + str((int(receipt[at]) + step) % 10) + receipt[at + 1 :]
    with pytest.raises(MistypedReceipt):
        read_receipt(wrong)


@given(receipts, st.integers(0, 18))
def test_two_neighbours_swapped_are_noticed(receipt: str, at: int) -> None:
    swapped = receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]
    if swapped != receipt:
        with pytest.raises(MistypedReceipt):
            read_receipt(swapped)


@pytest.mark.parametrize("typed", ["", "1234", "0" * 19, "0" * 21, "x" * 20, "²" * 20, "0" * 19 + "a"])
def test_what_is_no_receipt_is_refused(typed: str) -> None:
    with pytest.raises(MistypedReceipt):
        read_receipt(typed)


def test_arabic_digits_are_digits() -> None:
    receipt = make_receipt(KEY, "n", b"told")
    arabic = receipt.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert read_receipt(arabic) == receipt


def test_the_receipt_hangs_on_form_telling_and_key() -> None:
    made = {make_receipt(KEY, "n", b"a"), make_receipt(KEY, "m", b"a"), make_receipt(KEY, "n", b"b"),
            make_receipt(b"x" * 32, "n", b"a")}  # fmt: skip
    assert len(made) == 4
    assert make_receipt(KEY, "n", b"a") in made


def test_the_hash_hangs_on_the_key() -> None:
    receipt = make_receipt(KEY, "n", b"a")
    assert len(hash_receipt(KEY, receipt)) == 32
    assert hash_receipt(KEY, receipt) == hash_receipt(KEY, receipt) != hash_receipt(b"x" * 32, receipt)
