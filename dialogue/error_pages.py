"""Exceptions and HTTP errors become plain pages in Swedish."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from dialogue.exceptions import Forbidden, NotFound

PAGES = (400, 403, 404, 405, 413, 429, 500, 503)


def init_app(app: Flask) -> None:
    """Register a page for every error that a visitor can meet."""
    app.register_error_handler(NotFound, lambda _error: _page(404))
    app.register_error_handler(Forbidden, lambda _error: _page(403))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(500, lambda _error: _page(500))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    return _page(error.code)


def _page(code: int) -> ResponseReturnValue:
    return render_template("errors/error.html", code=code if code in PAGES else 400), code
