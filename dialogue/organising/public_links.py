"""Where a meeting's public page is, seen from the desk."""

from flask import request
from sqlalchemy.orm import Session

from dialogue.models import Municipality
from dialogue.municipality import current_municipality, settings


def public_base(session: Session, municipality_id: int) -> str | None:
    """What the addresses of a municipality's public pages begin with: nothing where this host speaks for it.

    None: the municipality has no host of its own yet, and thus no public pages.
    """
    if current_municipality().id == municipality_id:
        return ""
    code = session.get_one(Municipality, municipality_id).code
    host = next((host for host, served in settings().municipality_by_host.items() if served == code), None)
    return f"{request.scheme}://{host}" if host else None
