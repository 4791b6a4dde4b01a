"""Who may post: our own pages, at a human pace."""

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext

from dialogue import clock, keys, tries
from dialogue.extensions import transaction
from dialogue.municipality import settings
from dialogue.origin import is_same_origin
from dialogue.throttle import Limit, Throttle, nearest_address


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a post goes no further, and the status that says so."""

    why: str
    status: int


def refusal(limit: Limit, shared_by: str = "") -> Refusal | None:
    """None when the post may go on. The sender's address is used here, in memory, and nowhere else.

    `shared_by` names what all senders of a bucket have in common, where it is not their address.
    """
    foreign = foreign_post()
    if foreign is not None:
        return foreign
    throttle: Throttle = current_app.extensions.setdefault("throttle", Throttle())
    if not throttle.allows(limit, shared_by or _nearest()):
        return Refusal(gettext("Det är många som skickar just nu. Vänta någon minut och försök igen."), 429)
    return None


def foreign_post() -> Refusal | None:
    """None when the post comes from a page of our own."""
    if is_same_origin():
        return None
    return Refusal(gettext("Formuläret skickades från en annan webbplats. Läs igenom och skicka härifrån."), 403)


def may_try(limit: Limit, what: str) -> bool:
    """Whether `what` may be tried once more, in whichever process; counts it if so, in a transaction of its own."""
    with transaction(hasty=True) as session:
        return tries.may_try(session, keys.tries_key(settings()), limit, what, clock.now())


def _nearest() -> str:
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
    return nearest_address(request.remote_addr, forwarded, settings().trusted_proxies)
