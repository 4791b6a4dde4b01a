"""The language of a page is in its address: `/oro` is Swedish, `/en/oro` English, `/ar/oro` Arabic. No cookie."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from flask import has_request_context, request
from flask_babel import get_locale, gettext

WSGIApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the public pages: its own name, and the direction it is written in."""

    code: str
    name: str
    direction: str


LANGUAGES = (
    Language("sv", "Svenska", "ltr"),
    Language("en", "English", "ltr"),
    Language("ar", "العربية", "rtl"),
)
BY_CODE = {language.code: language for language in LANGUAGES}


class LanguagePrefix:
    """WSGI middleware: moves a leading `/en` or `/ar` into SCRIPT_NAME, so that every link keeps it."""

    def __init__(self, app: WSGIApp) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        first, _, rest = environ.get("PATH_INFO", "/")[1:].partition("/")
        if first in BY_CODE and first != "sv":
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
            environ["dialogue.language"] = first
        return self.app(environ, start_response)


def current_language() -> Language:
    """The language of the page being made; Swedish outside a request."""
    if not has_request_context():
        return BY_CODE["sv"]
    return BY_CODE[request.environ.get("dialogue.language", "sv")]


def current_code() -> str:
    """The current language's code, for Flask-Babel."""
    return current_language().code


def address_in(code: str) -> str:
    """This page's address in another language; the query goes with it on GET pages."""
    prefix = "" if code == "sv" else f"/{code}"
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string and request.method == "GET" else ""
    return f"{prefix}{request.path}{query}"


def language_name(code: str | None) -> str:
    """What a language is called in the page's language: `so` → somaliska; a code that nobody knows stays itself."""
    locale = get_locale()
    return str(locale.languages.get(code, code)) if locale and code else ""


def listed(words: Iterable[object]) -> str:
    """Words in a row, with the comma of the page's language."""
    return str(gettext(", ")).join(map(str, words))


def topic_messages(file: IO[bytes], *_asked: object, **_options: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """The plain names of the taxonomy's topics, for pybabel: (line, function, message, comments) of each."""
    for line, topic in enumerate(json.load(file), 1):
        yield line, "gettext", topic["easy"], []
