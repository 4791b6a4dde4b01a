"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup
from whitenoise import WhiteNoise

ROOT = Path(__file__).resolve().parent.parent / "static"
FOR_EVER = 365 * 24 * 3600


@cache
def asset(name: str) -> str:
    """`css/staff.css` → `/static/css/staff.css?v=<hash>`: never under a language prefix."""
    digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def inline(name: str) -> Markup:
    """A small style sheet's own text, for pages that must be drawn after a single round trip."""
    return Markup((ROOT / name).read_text(encoding="utf-8"))  # noqa: S704 — our own file


def init_app(app: Flask) -> None:
    """Serve `static/` before the site itself, and give templates `asset` and `inline`."""
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=ROOT, prefix="static/", max_age=FOR_EVER)  # type: ignore[method-assign]
    app.jinja_env.globals.update(asset=asset, inline=inline)
