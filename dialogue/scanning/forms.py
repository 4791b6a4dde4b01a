"""The forms of review."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from dialogue import clock
from dialogue.access import Viewer
from dialogue.scanning.actions import Decision


class ReviewForm(FlaskForm):
    """What every decision says: why, and what the page looked like when it was made."""

    reason = TextAreaField(
        _l("Varför?"),
        filters=[lambda told: (told or "").strip()],
        validators=[InputRequired(_l("Skriv varför, med minst tre tecken.")),
                    Length(3, 500, _l("Skriv varför, med 3–500 tecken."))],
    )  # fmt: skip
    seen = StringField(validators=[InputRequired(_l("Ladda om sidan och försök igen."))])
    topic = StringField()
    cluster = IntegerField(validators=[Optional()])
    label = StringField(validators=[Length(max=80, message=_l("Skriv ett namn på högst 80 tecken."))])
    into_topic = StringField()
    into_cluster = IntegerField(validators=[Optional()])
    area = StringField()
    concern = SelectMultipleField(coerce=int, validate_choice=False)

    def validate_seen(self, field: Any) -> None:
        """An instant that the page itself wrote."""
        try:
            if datetime.fromisoformat(field.data).tzinfo is None:
                raise ValueError
        except ValueError as error:
            raise ValidationError(_l("Ladda om sidan och försök igen.")) from error

    def validate_concern(self, field: Any) -> None:
        """A page shows fifty texts; nobody sends more."""
        if len(field.data or []) > 50:
            raise ValidationError(_l("Välj högst 50 texter."))

    def to_decision(self, viewer: Viewer) -> Decision:
        """The decision, made now."""
        return Decision(viewer, self.reason.data or "", clock.now(), datetime.fromisoformat(self.seen.data or ""))

    @property
    def problems(self) -> list[str]:
        """What is to be put right, in words."""
        return [str(told) for errors in self.errors.values() for told in errors]
