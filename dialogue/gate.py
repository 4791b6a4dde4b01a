"""Who may post: our own pages, at a human pace."""

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext

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
    if not is_same_origin():
        return Refusal(gettext("Formuläret skickades från en annan webbplats. Läs igenom och skicka härifrån."), 403)
    throttle: Throttle = current_app.extensions.setdefault("throttle", Throttle())
    if not throttle.allows(limit, shared_by or _nearest()):
        return Refusal(gettext("Det är många som skickar just nu. Vänta någon minut och försök igen."), 429)
    return None


def _nearest() -> str:
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
    return nearest_address(request.remote_addr, forwarded, settings().trusted_proxies)
