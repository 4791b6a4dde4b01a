"""How numbers, dates and masked texts look: the template filters."""

import re
from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, gettext
from markupsafe import Markup, escape

from dialogue import language
from dialogue.municipality import current_municipality, settings

MASK = re.compile(r"⟦([A-Z]{4,12})⟧")
TOO_FEW = 3


def init_app(app: Flask) -> None:
    """Give templates the filters and what every page needs to know."""
    app.jinja_env.filters.update(
        number=number, day=day, moment=moment, masked=masked, enough=enough, language_name=language.language_name
    )
    app.jinja_env.globals.update(
        languages=language.LANGUAGES, current_language=language.current_language, address_in=language.address_in,
        current_municipality=current_municipality, settings=settings,
    )  # fmt: skip


def number(value: float) -> str:
    """1240 → 1 240; 3.5 → 3,5."""
    return str(format_decimal(value))


def day(value: date, pattern: str = "EEEE d MMMM y") -> str:
    """2025-03-04 → tisdag 4 mars 2025."""
    return str(format_date(value, pattern))


def moment(value: datetime) -> str:
    """An instant as a Swedish wall clock shows it: 4 mars 2025 13.05."""
    return str(format_datetime(value, "d MMMM y HH.mm"))


def enough(count: int) -> str:
    """A count as words where it is too small to say anything."""
    return number(count) if count >= TOO_FEW else str(gettext("för lite underlag"))


def mask_word(kind: str) -> str:
    """What stands on the black bar."""
    words = {
        "NAME": gettext("namn"), "PERSONNUMMER": gettext("personnummer"), "PHONE": gettext("telefon"),
        "EMAIL": gettext("e-post"), "PLATE": gettext("regnummer"), "ADDRESS": gettext("adress"),
        "HANDLE": gettext("konto"),
    }  # fmt: skip
    return str(words.get(kind, gettext("dolt")))


def masked(text: str) -> Markup:
    """A stored text as HTML: each ⟦TYPE⟧ becomes a black bar with a word on it."""
    pieces = MASK.split(text)
    bars = [
        Markup('<span class="mask">{}</span>').format(mask_word(piece)) if index % 2 else escape(piece)
        for index, piece in enumerate(pieces)
    ]
    return Markup("").join(bars)
