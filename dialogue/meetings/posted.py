"""What every post to these pages goes through first: who may post, and which opened form it is."""

from flask_babel import gettext

from dialogue import attest, gate, keys
from dialogue.attest import BadToken, FormToken
from dialogue.gate import Refusal
from dialogue.municipality import settings
from dialogue.throttle import Limit


def fresh_token() -> str:
    """The signed word of a form that is opened now."""
    return signed(attest.new_token())


def signed(token: FormToken) -> str:
    """The word as the form carries it."""
    return attest.sign_token(keys.form_key(settings()), token)


def read(limit: Limit, told: str | None) -> tuple[FormToken, Refusal | None]:
    """The form that came back; or a new one, and why the post goes no further."""
    refusal = gate.refusal(limit)
    if refusal is not None:
        return attest.new_token(), refusal
    try:
        return attest.read_token(keys.form_key(settings()), told or ""), None
    except BadToken:
        why = gettext("Formuläret var för gammalt. Det du skrev finns kvar här nedanför. Skicka det igen.")
        return attest.new_token(), Refusal(why, 422)
