"""The forms of the group."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    BooleanField,
    DateField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from dialogue.addresses import LARGEST_ID
from dialogue.form_checks import Likely, Said
from dialogue.group.actions import Owner, TaskTold
from dialogue.group.words import OWNERS

LIKELY = Likely(_l("Välj en dag mellan år 2000 och 2100."))
TIME = Regexp(re.compile(r"^([01]\d|2[0-3]):[0-5]\d$"), message=_l("Skriv tiden så här: 13:30."))


class GroupForm(FlaskForm):
    """What every form here can say of its problems."""

    def problems(self) -> list[tuple[str, str]]:
        """(anchor, message) for the error summary."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


class SittingForm(GroupForm):
    """When and where the group meets."""

    held_on = DateField(_l("Dag"), [InputRequired(_l("Välj en dag.")), LIKELY])
    starts_at = StringField(_l("Tid"), [InputRequired(_l("Skriv en tid.")), TIME], default="13:00")
    place = StringField(_l("Plats"), [Length(max=120)])


class MemberForm(GroupForm):
    """A seat: a role in an organisation."""

    role = StringField(_l("Roll"), [Said(_l("Skriv en roll.")), Length(max=80)])
    organisation = StringField(_l("Organisation"), [Said(_l("Skriv en organisation.")), Length(max=80)])


class AttendanceForm(GroupForm):
    """The attendance that the page showed."""

    version = IntegerField(validators=[InputRequired(_l("Ladda om sidan och försök igen."))])


class ItemForm(GroupForm):
    """What was said and decided on a point."""

    version = IntegerField(validators=[InputRequired(_l("Ladda om sidan och försök igen."))])
    notes = TextAreaField(_l("Anteckningar"), [Length(max=4000)])
    decision = TextAreaField(_l("Beslut"), [Length(max=4000)])
    is_done = BooleanField(_l("Punkten är klar"))


class OwnItemForm(GroupForm):
    """A point of one's own."""

    title = StringField(_l("Ny punkt"), [Said(_l("Skriv vad punkten handlar om.")), Length(max=200)])


class TaskForm(GroupForm):
    """Something to do."""

    text = StringField(_l("Uppgift"), [Said(_l("Skriv vad som ska göras.")), Length(max=400)])
    owner = SelectField(_l("Ägare"), choices=[SelectChoice(*pair) for pair in OWNERS.items()])
    owner_role = StringField(_l("Roll"), [Said(_l("Skriv vilken roll som gör det.")), Length(max=80)])
    due_on = DateField(_l("Senast"), [InputRequired(_l("Välj en dag.")), LIKELY])
    item = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID, _l("Ladda om sidan och försök igen."))])

    def told(self) -> TaskTold:
        """The task of a valid form."""
        due: Any = self.due_on.data
        return TaskTold(self.text.data or "", Owner(self.owner.data), self.owner_role.data or "", due)
