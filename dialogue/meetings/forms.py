"""The forms of a meeting's visitors: how many and what they need, their code, an address, a question. No names."""

import re
import unicodedata
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    Form,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from dialogue import meeting_words
from dialogue.meetings.told import MOST_PEOPLE, NewRegistration
from dialogue.receipts import FEWER_DIGITS, MistypedReceipt, read_receipt
from dialogue.written import LONGEST, SHORTEST, clean, length

LONGEST_ADDRESS = 254
# what every mail server takes; what a header could be broken with is not in it
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class _Offered:
    """Mixin: says in our words what WTForms says of a choice that was not offered."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered."""
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(gettext("Välj bland svaren som finns.")) from error


class _OfferedField(_Offered, SelectField):
    """One of the choices on offer."""


class _OfferedManyField(_Offered, SelectMultipleField):
    """Some of the choices on offer."""


class _Problems(Form):
    """A form that can tell all that is to be put right."""

    def problems(self) -> list[tuple[str, str]]:
        """(anchor, message) for the error summary."""
        return [(field.name, str(field.errors[0])) for field in self if field.errors]


class PeopleForm(_Problems):
    """A number of people."""

    people = StringField(_l("Hur många kommer ni?"), default="1")

    def validate_people(self, field: StringField) -> None:
        """A whole number from 1 to 40; digits of any script."""
        if not 1 <= (_whole_number(field.data or "") or 0) <= MOST_PEOPLE:
            raise ValidationError(gettext("Skriv ett antal från 1 till 40. Är ni fler, ring kommunens växel."))

    def number(self) -> int:
        """The number of a valid form."""
        return _whole_number(self.people.data or "") or 0


class RegistrationForm(PeopleForm):
    """Some people who mean to come, and what they need."""

    interpreter = _OfferedField(_l("Behöver ni tolk?"), default="")
    needs = _OfferedManyField(_l("Behöver ni något mer?"))
    token = HiddenField()

    def offer(self, interpreted: tuple[str, ...]) -> "RegistrationForm":
        """Give the form its choices: the languages that this meeting has interpreters for first. Returns itself."""
        others = sorted(
            (code for code in meeting_words.INTERPRETED if code not in interpreted), key=meeting_words.language_words
        )
        languages = [SelectChoice(code, meeting_words.language_words(code)) for code in (*interpreted, *others)]
        self.interpreter.choices = [SelectChoice("", gettext("Nej, ingen tolk")), *languages]
        wanted = {code: words for code, words in meeting_words.NEEDS.items() if code != "interpreter"}
        self.needs.choices = [SelectChoice(code, words) for code, words in wanted.items()]
        return self

    def to_registration(self) -> NewRegistration:
        """What a valid form says."""
        language = self.interpreter.data or ""
        needs = tuple(dict.fromkeys(self.needs.data or ()))
        return NewRegistration(self.number(), (*needs, "interpreter") if language else needs, language)


class CodeForm(_Problems):
    """The digits that a registration is known by."""

    code = StringField(_l("Din kod"))

    def validate_code(self, field: StringField) -> None:
        """Sixteen digits whose check digit fits."""
        try:
            field.data = read_receipt((field.data or "")[:60], digits=FEWER_DIGITS)
        except MistypedReceipt as error:
            message = gettext("Kontrollera siffrorna: koden har sexton siffror och någon av dem stämmer inte.")
            raise ValidationError(message) from error


class ChangeForm(PeopleForm, CodeForm):
    """Another number for a registration."""


class FollowForm(_Problems):
    """An address to tell of changes, and nothing else."""

    email = StringField(_l("E-postadress"))
    token = HiddenField()

    def validate_email(self, field: StringField) -> None:
        """An address that a mail server can take; the domain may be in any script."""
        field.data = read_address(field.data or "")
        if not field.data:
            raise ValidationError(gettext("Skriv en e-postadress, till exempel namn@example.se."))


class QuestionForm(_Problems):
    """A question to put before the meeting."""

    text = TextAreaField(_l("Din fråga"), filters=[lambda text: clean(text or "")])
    token = HiddenField()
    proof = HiddenField()

    def validate_text(self, field: TextAreaField) -> None:
        """Between three and 1,500 characters."""
        if length(field.data or "") < SHORTEST:
            raise ValidationError(gettext("Skriv minst tre tecken om vad du vill fråga."))
        if length(field.data or "") > LONGEST:
            raise ValidationError(gettext("Texten får vara högst 1 500 tecken. Korta den lite."))


def read_address(typed: str) -> str:
    """An address as it is sent to, the domain small and in ASCII; empty when it is none."""
    local, _, domain = unicodedata.normalize("NFC", typed.strip()).rpartition("@")
    try:
        host = domain.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    is_one = _LOCAL.fullmatch(local) and len(local) <= 64 and _DOMAIN.fullmatch(host)
    return f"{local}@{host}" if is_one and len(local) + len(host) < LONGEST_ADDRESS else ""


def _whole_number(typed: str) -> int | None:
    bare = typed.strip()
    return int(bare) if bare.isdecimal() and len(bare) <= 3 else None
