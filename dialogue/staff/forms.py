"""The forms of staff accounts."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from dialogue.staff.actions import Role
from dialogue.staff.labels import ROLE_NAMES
from dialogue.staff.passwords import LONGEST, SHORTEST

EMAIL = Regexp(r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=_l("Skriv adressen så här: namn@kommun.se."))


class SignInForm(FlaskForm):
    """Address, password and code on one page."""

    email = StringField(_l("E-post"), [InputRequired(_l("Skriv din e-postadress.")), Length(max=120)])
    password = PasswordField(_l("Lösenord"), [InputRequired(_l("Skriv ditt lösenord.")), Length(max=LONGEST)])
    code = StringField(_l("Kod ur appen, sex siffror"), [InputRequired(_l("Skriv koden ur appen.")), Length(max=12)])


class AcceptInviteForm(FlaskForm):
    """A password twice, and a code that shows that the app has the key."""

    password = PasswordField(
        _l("Lösenord"),
        [InputRequired(_l("Välj ett lösenord.")),
         Length(SHORTEST, LONGEST, _l("Välj ett lösenord med minst 12 tecken. Några ord i rad går bra."))],
    )  # fmt: skip
    again = PasswordField(_l("Lösenordet en gång till"),
                          [EqualTo("password", _l("Skriv samma lösenord två gånger."))])  # fmt: skip
    code = StringField(_l("Kod ur appen, sex siffror"), [InputRequired(_l("Skriv koden ur appen.")), Length(max=12)])
    offered = HiddenField()


class InviteForm(FlaskForm):
    """Who is invited, to do what."""

    email = StringField(_l("E-post"), [InputRequired(_l("Skriv en e-postadress.")), Length(max=120), EMAIL])
    name = StringField(_l("Namn"), [InputRequired(_l("Skriv ett namn.")), Length(max=80)])
    role = SelectField(_l("Roll"), choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in Role])
