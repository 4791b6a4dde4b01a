"""Where the public reaches a municipality: the address that posters, codes and mail carry."""

from urllib.parse import urlsplit

from flask import request

from dialogue.municipality import settings


def public_root(municipality_code: str) -> str:
    """`https://host/`, for the municipality that a member of staff works in, whichever host they came through."""
    hosts = settings().municipality_by_host
    here = request.host.partition(":")[0].lower()
    own = sorted(host for host, code in hosts.items() if code == municipality_code)
    if not own or here in own:
        return request.url_root
    return f"{urlsplit(request.url_root).scheme}://{own[0]}/"
