"""Field rules that the organiser's forms share: cleaned lines, days, hours and points written by hand."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import ValidationError
from wtforms.validators import StopValidation

from dialogue.organising.wall_clock import Odd, odd_hour
from dialogue.written import clean

_POINT = re.compile(r"(-?\d{1,2}[.,]\d+|-?\d{1,2})\s*[,;]?\s+(-?\d{1,3}[.,]\d+|-?\d{1,3})|(-?[\d.]+),(-?[\d.]+)")
SWEDEN = ((55.0, 69.2), (10.5, 24.3))  # degrees: a point outside is a slip of the hand


def clean_line(text: str | None) -> str:
    """One line without what no keyboard writes."""
    return " ".join(clean(text or "").split())


def clean_text(text: str | None) -> str:
    """Some lines without what no keyboard writes."""
    return clean(text or "")


class NotLonger:
    """At most so many characters; says how many are too many."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, field: Any) -> None:
        """Check."""
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(
                _("Högst %(most)s tecken får plats. Ta bort %(over)s.", most=self.most, over=over)
            )  # fmt: skip


def required(sentence: Any) -> Callable[[Any, Any], None]:
    """Something has to be there; the sentence says what to do."""

    def _check(_form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(str(sentence))  # one sentence is enough

    return _check


def day_of(written: str | None) -> date | None:
    """A day as the browser or a hand writes it."""
    try:
        return date.fromisoformat((written or "").strip())
    except ValueError:
        return None


def check_hour(day: date | None, hours: str) -> None:
    """An hour that the Swedish wall clock shows exactly once that day."""
    odd = odd_hour(day, hours) if day else None
    shown = hours.replace(":", ".")
    if odd is Odd.MISSING:
        raise ValidationError(
            _("Klockan %(hours)s finns inte den natten: då ställs klockan fram från 02 till 03. Välj en annan tid.",
              hours=shown)
        )  # fmt: skip
    if odd is Odd.TWICE:
        raise ValidationError(
            _("Klockan %(hours)s kommer två gånger den natten: då ställs klockan tillbaka från 03 till 02. "
              "Välj en tid före 02 eller från 03.", hours=shown)
        )  # fmt: skip


def point_of(written: str | None) -> tuple[float, float] | None:
    """Latitude and longitude written by hand ("56.65, 14.24" or "56,65 14,24"), if they lie in Sweden."""
    match = _POINT.fullmatch((written or "").strip())
    if match is None:
        return None
    try:
        lat, lon = (float(told.replace(",", ".")) for told in (match[1] or match[3], match[2] or match[4]))
    except ValueError:
        return None
    inside = SWEDEN[0][0] <= lat <= SWEDEN[0][1] and SWEDEN[1][0] <= lon <= SWEDEN[1][1]
    return (lat, lon) if inside else None
