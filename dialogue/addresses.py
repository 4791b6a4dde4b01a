"""What an address may hold: no number that a row cannot have, no sign that PostgreSQL refuses. The rest is 404."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

LARGEST_ID = 2**31 - 1  # PostgreSQL's integer
LARGEST_TEXT = 2**63 - 1  # the ids of texts are large and at random


class RowNumber(IntegerConverter):
    """A number in an address."""

    def __init__(self, url_map: Map, max: int = LARGEST_ID) -> None:
        super().__init__(url_map, max=max)


class TextNumber(IntegerConverter):
    """The id of a text."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_TEXT)


class Word(UnicodeConverter):
    """A code or a name in an address."""

    def to_python(self, value: str) -> str:
        """The word, if all of it can be printed."""
        if not value.isprintable():
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Read every address so; before any is registered."""
    app.url_map.converters |= {"int": RowNumber, "text": TextNumber, "default": Word, "string": Word}
