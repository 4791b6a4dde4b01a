"""The form's signed words: only ours, only today's, only for the text they were given."""

import pytest
import time_machine

from dialogue.attest import BadToken, new_token, read_token, read_verdict, sign_token, sign_verdict
from dialogue.intake.told import Verdict

KEY, OTHER = b"k" * 32, b"o" * 32
URGENT = Verdict("emergency", True, "ongoing")


def test_a_token_comes_back_as_it_went() -> None:
    token = new_token().after_warning()
    assert read_token(KEY, sign_token(KEY, token)) == token
    assert len(token.nonce) == 32
    assert new_token().nonce != new_token().nonce


def test_another_key_or_a_changed_letter_is_refused() -> None:
    signed = sign_token(KEY, new_token())
    for forged in (sign_token(OTHER, new_token()), "A" + signed, signed[:-2], "", "..", "é"):
        with pytest.raises(BadToken):
            read_token(KEY, forged)


def test_a_form_lasts_a_day() -> None:
    with time_machine.travel("2026-11-24 12:00:00+01:00", tick=False):
        signed = sign_token(KEY, new_token())
    with time_machine.travel("2026-11-25 11:59:59+01:00", tick=False):
        read_token(KEY, signed)
    with time_machine.travel("2026-11-25 12:00:02+01:00", tick=False), pytest.raises(BadToken):
        read_token(KEY, signed)


def test_a_verdict_is_for_one_text_in_one_form() -> None:
    token = new_token()
    proof = sign_verdict(KEY, token, "Det slåss", URGENT)
    assert read_verdict(KEY, token, "Det slåss", proof) == URGENT
    assert read_verdict(KEY, token.after_warning(), "Det slåss", proof) == URGENT
    assert read_verdict(KEY, token, "Det slåss inte", proof) is None
    assert read_verdict(KEY, new_token(), "Det slåss", proof) is None
    assert read_verdict(OTHER, token, "Det slåss", proof) is None
    assert read_verdict(KEY, token, "Det slåss", sign_token(KEY, token)) is None
