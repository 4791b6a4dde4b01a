"""Forms without cookies need no token against forgery by other sites: the browser says where it came from."""

from urllib.parse import urlsplit

from flask import request


def is_same_origin() -> bool:
    """Whether a POST comes from one of our own pages.

    Browsers since 2020 send `Sec-Fetch-Site`; older ones send `Origin`. A request with neither (a script, a
    very old browser) carries no ambient authority to abuse on a site without cookies, and is let through.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return origin is None
    return urlsplit(origin).netloc == request.host
