"""Which municipality a public request is for: by host name, else the one of the settings."""

from flask import current_app, g, request

from dialogue import access
from dialogue.extensions import db
from dialogue.models import Municipality
from dialogue.settings import Settings


def settings() -> Settings:
    """The running site's settings."""
    found = current_app.extensions["settings"]
    assert isinstance(found, Settings)
    return found


def current_municipality() -> Municipality:
    """The municipality that this public page speaks for."""
    if "municipality" not in g:
        configured = settings()
        host = request.host.partition(":")[0].lower()
        code = configured.municipality_by_host.get(host, configured.municipality)
        g.municipality = access.municipality_by_code(db.session, code)
    found = g.municipality
    assert isinstance(found, Municipality)
    return found


def public_address(municipality: Municipality) -> str:
    """Where a municipality's pages are reached, for links in mails: from the settings, not from a request's Host."""
    configured = settings()
    base = configured.site_url.rstrip("/") or request.host_url.rstrip("/")
    for host, code in configured.municipality_by_host.items():
        if code == municipality.code and configured.site_url:
            return f"{base.partition('://')[0]}://{host}"
    return base
