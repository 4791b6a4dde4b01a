"""Receipts: digits that only the sender has; the database keeps a slow keyed hash of them.

Twenty for a concern; sixteen for a registration to a meeting, so that one is not taken for the other.
"""

import hashlib
import hmac

DIGITS = 20  # nineteen from the key (63 bits), one to check the typing
FEWER_DIGITS = 16  # fifteen (49 bits): opens nothing that anybody wrote
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


def make_receipt(key: bytes, nonce: str, told: bytes, *, digits: int = DIGITS) -> str:
    """The receipt of one form and one telling, the same each time it is sent."""
    digest = hmac.new(key, nonce.encode() + b"\x00" + told, hashlib.sha256).digest()
    number = int.from_bytes(digest[:8]) >> 1  # 63 bits, below 10**19
    free = f"{number % 10 ** (digits - 1):0{digits - 1}d}"
    return free + _check_digit(free)


def read_receipt(typed: str, *, digits: int = DIGITS) -> str:
    """The digits of what somebody typed; spaces and hyphens are let be. Raises MistypedReceipt."""
    bare = "".join(character for character in typed if not character.isspace() and character not in "-–.·")
    read = "".join(str(int(c)) if c.isdecimal() else "x" for c in bare)  # Arabic digits count too
    if len(read) != digits or "x" in read or _check_digit(read) != "0":
        raise MistypedReceipt
    return read


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
