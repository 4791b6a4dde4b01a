"""Receipts: twenty digits that only the sender has; the database keeps a slow keyed hash of them."""

import hashlib
import hmac

DIGITS = 20  # nineteen from the key (63 bits), one to check the typing
GROUP = 4
# n, r, p of scrypt: 4 MiB and some milliseconds a guess; the secret salt is what keeps guessing offline out
COST = {"n": 2**12, "r": 8, "p": 1}

# the order-10 quasigroup of H. Michael Damm (2004): finds every wrong digit and every swapped pair
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


class MistypedReceipt(ValueError):
    """The digits are no receipt: too few, too many, or the check digit does not fit."""


def make_receipt(key: bytes, nonce: str, told: bytes) -> str:
    """The receipt of one form and one telling: twenty digits, the same each time it is sent."""
    digest = hmac.new(key, nonce.encode() + b"\x00" + told, hashlib.sha256).digest()
    number = int.from_bytes(digest[:8]) >> 1  # 63 bits, below 10**19
    digits = f"{number:019d}"
    return digits + _check_digit(digits)


def read_receipt(typed: str) -> str:
    """The twenty digits of what somebody typed; spaces and hyphens are let be. Raises MistypedReceipt."""
    bare = "".join(character for character in typed if not character.isspace() and character not in "-–.·")
    digits = "".join(str(int(c)) if c.isdecimal() else "x" for c in bare)  # Arabic digits count too
    if len(digits) != DIGITS or "x" in digits or _check_digit(digits) != "0":
        raise MistypedReceipt
    return digits


def in_groups(receipt: str) -> str:
    """`12345678…` → `1234 5678 …`."""
    return " ".join(receipt[start : start + GROUP] for start in range(0, len(receipt), GROUP))


def hash_receipt(key: bytes, receipt: str) -> bytes:
    """The 32 bytes that the database keeps. Slow on purpose; call it outside transactions."""
    return hashlib.scrypt(receipt.encode(), salt=key, dklen=32, **COST)


def _check_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)
