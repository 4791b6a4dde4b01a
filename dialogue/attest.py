"""Signed words that the form carries instead of a cookie: which form it is, and what was judged of a text."""

import hashlib
import secrets
from dataclasses import dataclass, replace

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from dialogue.written import Verdict

LASTS = 24 * 3600  # seconds that an opened form can be sent


class BadToken(ValueError):
    """The form is too old, or was not made here."""


@dataclass(frozen=True, slots=True)
class FormToken:
    """One opened form: a random 128-bit number, and whether its sender has seen the 112 page."""

    nonce: str
    warned: bool = False

    def after_warning(self) -> "FormToken":
        """The same form, once its sender has seen the 112 page."""
        return replace(self, warned=True)


def new_token() -> FormToken:
    """A form that nobody has opened before."""
    return FormToken(secrets.token_hex(16))


def sign_token(key: bytes, token: FormToken) -> str:
    """The token as the form carries it."""
    return str(_timed(key).dumps([token.nonce, token.warned]))


def read_token(key: bytes, signed: str) -> FormToken:
    """The token of a form that came back. Raises BadToken when it is older than a day or forged."""
    try:
        nonce, warned = _timed(key).loads(signed, max_age=LASTS)
    except BadData as error:
        raise BadToken from error
    return FormToken(str(nonce), bool(warned))


def sign_verdict(key: bytes, token: FormToken, text: str, verdict: Verdict) -> str:
    """A proof that this masked text was judged so, in this form: sending needs no second judgement."""
    return str(_plain(key).dumps([token.nonce, _digest(text), verdict.kind, verdict.urgent, verdict.reason]))


def read_verdict(key: bytes, token: FormToken, text: str, proof: str) -> Verdict | None:
    """The verdict that was proved of exactly this text in this form, or None."""
    try:
        nonce, digest, kind, urgent, reason = _plain(key).loads(proof)
    except BadData:
        return None
    return Verdict(kind, urgent, reason) if (nonce, digest) == (token.nonce, _digest(text)) else None


def _timed(key: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="form")


def _plain(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="verdict")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
