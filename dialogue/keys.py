"""Keys for separate uses, all derived from the two secrets of the settings."""

import hashlib
import hmac

from dialogue.settings import Settings


def derive(secret: str, use: str) -> bytes:
    """A 32-byte key for one use (HMAC as in HKDF-Expand, RFC 5869)."""
    return hmac.new(secret.encode(), use.encode() + b"\x01", hashlib.sha256).digest()


def audit_key(settings: Settings) -> bytes:
    """Seals the audit log."""
    return derive(settings.receipt_key.get_secret_value(), "audit")


def receipt_key(settings: Settings) -> bytes:
    """Makes and hashes receipts."""
    return derive(settings.receipt_key.get_secret_value(), "receipt")


def form_key(settings: Settings) -> bytes:
    """Signs the public forms."""
    return derive(settings.secret_key.get_secret_value(), "form")


def registration_key(settings: Settings) -> bytes:
    """Makes and hashes the codes of registrations to meetings."""
    return derive(settings.receipt_key.get_secret_value(), "registration")


def mail_key(settings: Settings) -> bytes:
    """Makes the words in the links of mails, and the numbers of the mails."""
    return derive(settings.receipt_key.get_secret_value(), "mail")


def tries_key(settings: Settings) -> bytes:
    """Hides what the counts of tries are of."""
    return derive(settings.secret_key.get_secret_value(), "tries")
