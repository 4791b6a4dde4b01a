"""The forms of following up. What staff write is masked before it is stored; the pages say so."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from dialogue import clock
from dialogue.following.labels import BETTER, KINDS
from dialogue.following.value_rows import number_of
from dialogue.pledge_words import DAYPARTS, EVIDENCE, LIGHTS, OWNERS
from dialogue.written import clean

DAY = _l("Välj en dag, till exempel 2026-03-04.")
NUMBER = _l("Skriv ett helt tal.")
ACTIVITY_KINDS = (
    "foot_patrol", "school_visit", "school_information", "dog_search", "business_network", "neighbourhood_watch",
    "walk", "other",
)  # fmt: skip


def strip(told: str | None) -> str:
    """Without blanks around, and without what no keyboard writes."""
    return clean(told or "")


def line(label: Any, longest: int, *, required: Any = None, hint: Any = "") -> StringField:
    """A field of one line; `required`: what to say when it is empty."""
    told = [InputRequired(required)] if required else []
    rules = [*told, Length(max=longest, message=_l("Skriv högst %(max)d tecken."))]
    return StringField(label, rules, filters=[strip], description=hint)


def paragraph(label: Any, longest: int, *, required: Any = None, hint: Any = "") -> TextAreaField:
    """A field of several lines."""
    told = [InputRequired(required)] if required else []
    rules = [*told, Length(max=longest, message=_l("Skriv högst %(max)d tecken."))]
    return TextAreaField(label, rules, filters=[strip], description=hint)


def day_of(field: Any) -> date:
    """The day of a field that was found to hold one."""
    assert isinstance(field.data, date)
    return field.data


def version_of(field: Any) -> int:
    """How often what the page showed had been saved; -1 for what no page of ours sends."""
    plain = str(field.data or "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else -1


def choices(words: dict[str, Any], *, empty: Any = None) -> list[SelectChoice]:
    """The words of a stored value as choices; `empty`: what no choice is called."""
    first = [] if empty is None else [SelectChoice("", empty)]
    return first + [SelectChoice(value, told) for value, told in words.items()]


def radios(label: Any, words: dict[str, Any]) -> RadioField:
    """A choice that must be made."""

    def chosen(_form: FlaskForm, field: Any) -> None:
        if field.data not in words:
            raise ValidationError(gettext("Välj ett av alternativen."))

    return RadioField(label, [chosen], choices=choices(words), validate_choice=False)


def not_ahead(_form: FlaskForm, field: Any) -> None:
    """What is logged has happened."""
    if field.data and field.data > clock.today():
        raise ValidationError(gettext("Dagen ligger framåt i tiden. Skriv in det när det är gjort."))


def a_number(_form: FlaskForm, field: Any) -> None:
    """A number as Swedes write it, or nothing."""
    try:
        number_of(field.data) if field.data else None
    except ValueError as error:
        raise ValidationError(gettext("Skriv ett tal, till exempel 1 240 eller 3,5.")) from error


class PledgeForm(FlaskForm):
    """A pledge's title, words and days."""

    title = line(_l("Rubrik"), 150, required=_l("Skriv en rubrik."))
    intro = paragraph(_l("Vad löftet bygger på"), 3500, hint=_l("Vad invånarna har sagt, och vad ni vill uppnå."))
    starts_on = DateField(_l("Börjar gälla"), [InputRequired(DAY)])
    ends_on = DateField(_l("Gäller fram till"), [InputRequired(DAY)])
    version = HiddenField()

    def validate_ends_on(self, field: Any) -> None:
        """After it starts."""
        if self.starts_on.data and field.data and field.data <= self.starts_on.data:
            raise ValidationError(gettext("Löftet måste sluta efter att det börjat."))


class CommitmentForm(FlaskForm):
    """One thing promised."""

    text = paragraph(_l("Vad lovar ni?"), 500, required=_l("Skriv vad ni lovar."))
    owner = radios(_l("Vem lovar?"), OWNERS)
    owner_role = line(_l("Vilken roll svarar för det?"), 70,
                      hint=_l("En roll, inte ett namn. Till exempel: kommunpolis."))  # fmt: skip
    promised_since = IntegerField(
        _l("Lovat sedan år"), [InputRequired(NUMBER), NumberRange(1990, 2100, _l("Skriv ett årtal."))],
        description=_l("Första året det lovades, också om det var i ett tidigare löfte."),
    )  # fmt: skip
    shown_by = paragraph(_l("Hur ser vi att det är gjort?"), 350,
                         hint=_l("Lämnar du tomt står det ”ej mätbart” på den öppna sidan."))  # fmt: skip
    activity_kind = SelectField(_l("Räkna från Snabblogg, möten eller gruppens möten"),
                                choices=choices(EVIDENCE, empty=_l("Ingenting")))  # fmt: skip
    indicator = SelectField(_l("Mätvärde"), choices=[])
    version = HiddenField()


class FollowUpForm(FlaskForm):
    """How a commitment goes."""

    light = radios(_l("Hur går det?"), LIGHTS)
    on = DateField(_l("Dag"), [InputRequired(DAY), not_ahead])
    text = paragraph(_l("Vad är gjort, och vad återstår?"), 900, required=_l("Skriv vad som är gjort."))
    version = HiddenField()


class SignatureForm(FlaskForm):
    """A role signs."""

    role = line(_l("Roll"), 70, required=_l("Skriv en roll."), hint=_l("Till exempel: kommunstyrelsens ordförande."))
    owner = SelectField(_l("För"), choices=choices({key: OWNERS[key] for key in ("police", "municipality")}))
    signed_on = DateField(_l("Dag"), [InputRequired(DAY), not_ahead])


class VersionForm(FlaskForm):
    """A button that acts on what was read."""

    version = HiddenField()


class IndicatorForm(FlaskForm):
    """What is measured, and where from and to."""

    code = line(_l("Kod"), 40, hint=_l("Små bokstäver a–z, siffror och understreck. Den står i filerna."))
    name = line(_l("Namn eller fråga"), 150, required=_l("Skriv ett namn."))
    kind = SelectField(_l("Slag"), choices=choices(KINDS))
    unit = line(_l("Enhet"), 40, required=_l("Skriv en enhet, till exempel procent."))
    definition = paragraph(_l("Hur det mäts"), 550)
    better = SelectField(_l("Vad är bra?"), choices=choices(BETTER))
    topic = SelectField(_l("Ämne på översikten"), choices=[])
    baseline = StringField(_l("Startvärde"), [a_number], filters=[strip])
    baseline_period = line(_l("Startvärdets period"), 40)
    target = StringField(_l("Mål"), [a_number], filters=[strip])
    target_period = line(_l("Målets period"), 40)
    version = HiddenField()

    def validate_code(self, field: Any) -> None:
        """Readable in a file and in an address."""
        plain = field.data or ""
        if not (2 <= len(plain) <= 40 and plain.isascii() and plain.replace("_", "a").isalnum() and plain.islower()):
            raise ValidationError(gettext("Skriv en kod med små bokstäver a–z, siffror och understreck."))


class ValueForm(FlaskForm):
    """One value; read by the same rules as a row of a file."""

    value = StringField(_l("Värde"), filters=[strip])
    period = StringField(_l("Period"), filters=[strip], description=_l("2022, 2022-08 eller 2022-08-01/2022-09-30."))
    stratum = SelectField(_l("Delområde"), choices=[])
    area = SelectField(_l("Område"), choices=[])
    age = SelectField(_l("Ålder"), choices=[])
    n = StringField(_l("Antal svar eller händelser"), filters=[strip])
    margin = StringField(_l("Felmarginal, ±"), filters=[strip])
    source = StringField(_l("Källa"), filters=[strip])
    published_on = StringField(_l("Publicerad"), filters=[strip], description=_l("Till exempel 2022-11-09."))
    definition = StringField(_l("Version av definitionen"), filters=[strip])
    note = StringField(_l("Anmärkning"), filters=[strip])


class UploadForm(FlaskForm):
    """A file to look through."""

    file = FileField(_l("Fil, CSV eller XLSX"))


class AcceptForm(FlaskForm):
    """The rows that were looked through, to be stored."""

    content = HiddenField()


class TapForm(FlaskForm):
    """The last of the three taps: everything else was chosen by the two before."""

    kind = HiddenField()
    place = HiddenField(filters=[strip])
    minutes = IntegerField(validators=[InputRequired(NUMBER), NumberRange(1, 1440)])


class ActivityForm(FlaskForm):
    """Something done, on another day or with more to say."""

    kind = SelectField(_l("Vad?"), choices=choices({kind: EVIDENCE[kind] for kind in ACTIVITY_KINDS}))
    done_on = DateField(_l("Vilken dag?"), [InputRequired(DAY), not_ahead], default=clock.today)
    daypart = SelectField(_l("När på dagen?"), choices=choices(DAYPARTS, empty=_l("Vet inte")))
    area = SelectField(_l("Område"), choices=[])
    place = line(_l("Plats"), 70,
                 hint=_l("En skola, ett nätverk, ett område i Grannsamverkan. Aldrig en persons adress."))  # fmt: skip
    minutes = IntegerField(_l("Minuter"), [Optional(), NumberRange(1, 1440, _l("Skriv 1–1440 minuter."))])
    people = IntegerField(_l("Hur många deltog?"), [Optional(), NumberRange(0, 5000, _l("Skriv 0–5000."))])
    result = line(_l("Resultat"), 150, hint=_l("Till exempel: inget fynd. Inga personuppgifter."))

    def validate_done_on(self, field: Any) -> None:
        """No older than what the follow-up can use."""
        if field.data and field.data < date(2015, 1, 1):
            raise ValidationError(gettext("Skriv en dag efter 2015."))
