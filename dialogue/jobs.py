"""The jobs and their queue; a job opens a transaction and calls one action."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Connect the job queue."""
