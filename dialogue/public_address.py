"""Where the public reaches a municipality: the address that posters, codes and mail carry."""

from urllib.parse import urlsplit

from flask import request

from dialogue.municipality import settings


def public_root(municipality_code: str) -> str:
    """`https://host/`, for the municipality that a member of staff works in, whichever host they came through."""
    configured = settings()
    root = f"{configured.site_url.rstrip('/')}/" if configured.site_url else request.url_root
    address = urlsplit(root)
    own = sorted(host for host, code in configured.municipality_by_host.items() if code == municipality_code)
    if not own or address.hostname in own:
        return root
    return f"{address.scheme}://{own[0]}/"
