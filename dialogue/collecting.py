"""The two codes of collection mode: one starts a tablet, one ends the collection. Both are shown once, neither kept.

They are made from a word that the organiser's form carries, so that the same form sent twice opens one collection.
"""

import hashlib
import hmac
from datetime import timedelta

from dialogue.keys import derive
from dialogue.settings import Settings

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
START_LENGTH = 8  # 40 bits, good for some hours
EXIT_DIGITS = 6
MISREAD = str.maketrans("01IO", "QLLQ")  # none is in a code: what it was taken for is one of these at most
# n, r, p of scrypt: six digits are few, the secret salt and the cost keep a stolen table from telling them
COST = {"n": 2**12, "r": 8, "p": 1}
GRACE = timedelta(minutes=10)  # whoever is writing when the collection ends may finish


def collection_key(settings: Settings) -> bytes:
    """Makes and hashes the codes of collections."""
    return derive(settings.receipt_key.get_secret_value(), "collection")


def start_code(key: bytes, word: str) -> str:
    """What is typed on a tablet, and stands in its address."""
    number = int.from_bytes(_digest(key, "start", word))
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(START_LENGTH))


def exit_code(key: bytes, word: str) -> str:
    """Six digits that end the collection."""
    number = int.from_bytes(_digest(key, "exit", word))
    return f"{number % 10**EXIT_DIGITS:0{EXIT_DIGITS}d}"


def read_start_code(typed: str) -> str:
    """A start code as somebody typed it: small letters, spaces and hyphens are let be."""
    bare = "".join(character for character in typed[:40].upper() if character.isalnum())
    return bare.translate(MISREAD)


def in_halves(code: str) -> str:
    """`K7QX4M2P` → `K7QX 4M2P`."""
    middle = len(code) // 2
    return f"{code[:middle]} {code[middle:]}"


def hash_start(key: bytes, code: str) -> bytes:
    """What the database keeps of a start code."""
    return _digest(key, "start hash", code)


def hash_exit(key: bytes, code: str) -> bytes:
    """What the database keeps of an exit code. Slow on purpose; call it outside transactions."""
    digits = "".join(str(int(character)) for character in code[:40] if character.isdecimal())
    return hashlib.scrypt(digits.encode(), salt=key, dklen=32, **COST)


def _digest(key: bytes, use: str, told: str) -> bytes:
    return hmac.new(key, f"{use}\0{told}".encode(), hashlib.sha256).digest()
