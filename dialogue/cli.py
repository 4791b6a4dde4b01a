"""The commands: `flask --app wsgi …`; each is a few lines and calls one action."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands."""
