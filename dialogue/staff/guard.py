"""The guard in front of every staff page."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the guard."""
