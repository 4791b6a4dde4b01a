"""The words in the links of a mail: made from the row's number and a secret, so that none need be stored."""

import base64
import hashlib
import hmac
import re

WORD = re.compile(r"[A-Za-z0-9_-]{27}")


def word(key: bytes, follower_id: int) -> str:
    """The word that confirms and ends the mails to one follower: 160 bits, the same in every mail to them."""
    digest = hmac.new(key, f"follower {follower_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:20]).decode().rstrip("=")


def is_word(told: str) -> bool:
    """Whether it can be one of ours, and not what PostgreSQL refuses even to look for."""
    return WORD.fullmatch(told) is not None


def hash_word(told: str) -> bytes:
    """What the database keeps of it; a word of this length needs no slow hash."""
    return hashlib.sha256(told.encode("utf-8", "replace")).digest()


def page_path(told: str) -> str:
    """The page where an address is confirmed."""
    return f"/mejl/{told}"


def stop_path(told: str) -> str:
    """The page that ends the mails: GET shows a button, POST (the mail program's own button) ends them."""
    return f"{page_path(told)}/avsluta"


def news_key(key: bytes, told: str) -> str:
    """What a letter tells to whom, as a number that tells neither."""
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()[:40]
