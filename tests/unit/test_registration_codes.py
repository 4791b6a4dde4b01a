"""The code of a registration: sixteen digits, the same each time, and never taken for a concern's receipt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.receipts import FEWER_DIGITS, MistypedReceipt, in_groups, make_receipt, read_receipt

KEY = b"k" * 32


@given(nonce=st.text(), told=st.binary())
def test_what_is_made_reads_back(nonce: str, told: bytes) -> None:
    code = make_receipt(KEY, nonce.encode("utf-8", "replace").hex(), told, digits=FEWER_DIGITS)
    assert len(code) == 16
    assert read_receipt(in_groups(code), digits=FEWER_DIGITS) == code


@given(st.integers(0, 10**15 - 1), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_found(number: int, place: int, more: int) -> None:
    code = make_receipt(KEY, str(number), b"", digits=FEWER_DIGITS)
    wrong = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]
    with pytest.raises(MistypedReceipt):
        read_receipt(wrong, digits=FEWER_DIGITS)


def test_a_receipt_is_no_code_and_a_code_is_no_receipt() -> None:
    with pytest.raises(MistypedReceipt):
        read_receipt(make_receipt(KEY, "n", b""), digits=FEWER_DIGITS)
    with pytest.raises(MistypedReceipt):
        read_receipt(make_receipt(KEY, "n", b"", digits=FEWER_DIGITS))
