"""JSON logs of what the site does; never an IP address, never a user agent, never free text."""

import logging
import sys

from pythonjsonlogger.json import JsonFormatter


def configure() -> None:
    """Log to standard error, one JSON object a line, from INFO up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter("{asctime}{levelname}{name}{message}", style="{"))
    root = logging.getLogger()
    if not any(isinstance(existing.formatter, JsonFormatter) for existing in root.handlers):
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("huey").setLevel(logging.WARNING)
