"""A draft's public page, for those who have its link: the organisers, before they publish it."""

import hmac
from hashlib import sha256

from dialogue.keys import derive
from dialogue.municipality import settings


def preview_word(municipality_id: int, code: str) -> str:
    """The word in the link that opens a draft's page."""
    key = derive(settings().secret_key.get_secret_value(), "preview")
    return hmac.new(key, f"{municipality_id} {code}".encode(), sha256).hexdigest()[:20]


def opens_draft(municipality_id: int, code: str, word: str | None) -> bool:
    """Whether the word is this draft's."""
    right = preview_word(municipality_id, code).encode()
    return word is not None and hmac.compare_digest(right, word.encode("utf-8", "replace"))
