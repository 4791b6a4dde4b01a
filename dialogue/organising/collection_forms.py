"""The form that opens a collection."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField  # type: ignore[attr-defined]  # the stubs lack SelectChoice

HOURS = (1, 2, 3, 4, 6, 8)
USUAL = 3


class OpenCollectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """For how long; `word` makes the codes, so that a form sent twice opens one collection."""

    hours = SelectField(_l("Slutar av sig själv efter"), coerce=int, default=USUAL)
    word = HiddenField()

    def offer(self) -> "OpenCollectionForm":
        """Give the form its hours. Returns itself."""
        self.hours.choices = [
            SelectChoice(hours, ngettext("%(num)d timme", "%(num)d timmar", hours)) for hours in HOURS
        ]
        return self
