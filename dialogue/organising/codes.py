"""The short code that stands on a meeting's posters."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I: it is read aloud and typed from paper
LENGTH = 5
_OURS = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """A code that nobody can mix up with another by reading it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_ours(code: str) -> bool:
    """Whether it has the form of a code that this page offered."""
    return _OURS.fullmatch(code) is not None
