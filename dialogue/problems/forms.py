"""The forms of sheets, cards, measures and answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    DateField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from dialogue.addresses import LARGEST_ID
from dialogue.form_checks import Likely, Said
from dialogue.problems import words
from dialogue.problems.actions import CheersOutcome, Owner, Verdict
from dialogue.problems.response_actions import AnswerTold, MeasureStatus, MeasureTold
from dialogue.written import clean

LIKELY = Likely(_l("Välj en dag mellan år 2000 och 2100."))
PUT_RIGHT = _l("Ladda om sidan och försök igen.")


def _choices(told: dict[str, Any]) -> list[Any]:
    return [SelectChoice(value, label) for value, label in told.items()]


def _needed(what: Any, longest: int) -> list[Any]:
    return [Said(what), Length(max=longest, message=_l("Korta texten: högst %(max)d tecken."))]


class ProblemForm(FlaskForm):
    """What every form here carries: the version that its page showed."""

    version = IntegerField(validators=[Optional()])

    def problems(self) -> list[tuple[str, str]]:
        """(anchor, message) for the error summary."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


class OpenSheetForm(ProblemForm):
    """What is to be tried."""

    topic = StringField(validators=[Length(max=40)])
    area = StringField(validators=[Length(max=40)])
    cluster = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID, PUT_RIGHT)])

    def validate_topic(self, field: Any) -> None:
        """Something to try."""
        if not field.data and not self.cluster.data:
            raise ValidationError(_l("Välj ett ämne eller ett mönster att pröva."))


class DecideForm(ProblemForm):
    """How a sheet is decided: what each outcome asks for."""

    outcome = SelectField(_l("Beslut"), choices=_choices({k: v for k, v in words.OUTCOMES.items() if k != "open"}))
    reason = TextAreaField(_l("Varför?"), _needed(_l("Skriv varför."), 600))
    review_on = DateField(_l("Se över igen"), [Optional(), LIKELY])
    handed_to = StringField(_l("Lämnat till"), [Length(max=120)])
    handed_on = DateField(_l("Lämnat den"), [Optional(), LIKELY])
    title = StringField(_l("Problemets namn: beteende, plats och tid"), [Length(max=160)])
    owner = SelectField(_l("Ägare"), choices=_choices(words.OWNERS), default="joint")
    owner_role = StringField(_l("Roll som äger problemet"), [Length(max=80)])

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and a day for a watch: a day left empty is let through before its own check."""
        is_good = bool(super().validate(extra_validators))
        if self.outcome.data == "watch" and self.review_on.data is None:
            self.review_on.errors = [_l("Välj en dag då bevakningen ska ses över.")]
            return False
        return is_good

    def validate_handed_to(self, field: Any) -> None:
        """Handing over says to whom, and when."""
        if self.outcome.data == "not_ours" and not (clean(field.data or "") and self.handed_on.data):
            raise ValidationError(_l("Skriv vem det är lämnat till, och vilken dag."))

    def validate_title(self, field: Any) -> None:
        """A problem has a name."""
        if self.outcome.data == "problem" and len(clean(field.data or "")) < 8:
            raise ValidationError(_l("Ge problemet ett namn: vad som händer, var och när."))

    def validate_owner_role(self, field: Any) -> None:
        """A problem has an owner."""
        if self.outcome.data == "problem" and not clean(field.data or ""):
            raise ValidationError(_l("Skriv vilken roll som äger problemet."))

    def verdict(self) -> Verdict:
        """The decision of a valid form."""
        return Verdict(
            CheersOutcome(self.outcome.data), self.reason.data or "", self.review_on.data, self.handed_to.data or "",
            self.handed_on.data, self.title.data or "", Owner(self.owner.data), self.owner_role.data or "",
        )  # fmt: skip


class ReopenForm(ProblemForm):
    """Why a decided sheet is opened anew."""

    why = TextAreaField(_l("Varför öppnas den igen?"), _needed(_l("Skriv varför prövningen öppnas igen."), 600))


class CardForm(ProblemForm):
    """What stands above the questions of a card."""

    title = StringField(_l("Namn: beteende, plats och tid"), _needed(_l("Ge problemet ett namn."), 160))
    owner = SelectField(_l("Ägare"), choices=_choices(words.OWNERS))
    owner_role = StringField(_l("Roll som äger problemet"), [Length(max=80)])


class MeasureForm(ProblemForm):
    """A measure."""

    text = StringField(_l("Vad ska göras?"), _needed(_l("Skriv vad som ska göras."), 400))
    cause = StringField(_l("Vilken orsak i analysen arbetar den mot?"), [Length(max=300)])
    owner = SelectField(_l("Ägare"), choices=_choices(words.OWNERS))
    owner_role = StringField(_l("Roll som ansvarar"), _needed(_l("Skriv vilken roll som ansvarar."), 80))
    starts_on = DateField(_l("Börjar"), [InputRequired(_l("Välj en startdag.")), LIKELY])
    due_on = DateField(_l("Klar senast"), [InputRequired(_l("Välj en slutdag.")), LIKELY])
    cost = StringField(_l("Kostnad"), [Length(max=80)])
    status = SelectField(_l("Läge"), choices=_choices(words.MEASURES))
    evidence = StringField(_l("Vad visar att den är gjord?"), [Length(max=400)])

    def validate_due_on(self, field: Any) -> None:
        """Not before it starts."""
        if isinstance(field.data, date) and isinstance(self.starts_on.data, date) and field.data < self.starts_on.data:
            raise ValidationError(_l("Slutdagen ligger före startdagen."))

    def validate_evidence(self, field: Any) -> None:
        """What is done can be shown."""
        if self.status.data == "done" and not clean(field.data or ""):
            raise ValidationError(_l("Skriv vad som visar att åtgärden är gjord."))

    def told(self) -> MeasureTold:
        """The measure of a valid form."""
        assert self.starts_on.data is not None
        assert self.due_on.data is not None
        return MeasureTold(
            self.text.data or "", self.cause.data or "", Owner(self.owner.data), self.owner_role.data or "",
            self.starts_on.data, self.due_on.data, self.cost.data or "", MeasureStatus(self.status.data),
            self.evidence.data or "",
        )  # fmt: skip


class AnswerForm(ProblemForm):
    """An answer to the public."""

    title = StringField(_l("Rubrik"), _needed(_l("Skriv en rubrik."), 160))
    topic = SelectField(_l("Ämne"))
    area = SelectField(_l("Område"))
    heard = TextAreaField(_l("Ni sa"), _needed(_l("Skriv vad ni har hört."), 4000))
    decided = TextAreaField(_l("Vi bestämde"), _needed(_l("Skriv vad som är bestämt."), 4000))
    done = TextAreaField(_l("Vi gjorde"), [Length(max=4000)])
    came_of_it = TextAreaField(_l("Så blev det"), [Length(max=4000)])
    why_not = TextAreaField(_l("Varför det inte blev mer"), [Length(max=4000)])

    def offer(self, topics: Iterable[tuple[str, str]], areas: Iterable[tuple[str, str]]) -> "AnswerForm":
        """Give the form its topics and areas; returns itself."""
        self.topic.choices = [SelectChoice("", _l("alla ämnen")), *(SelectChoice(*topic) for topic in topics)]
        self.area.choices = [SelectChoice("", _l("hela kommunen")), *(SelectChoice(*area) for area in areas)]
        return self

    def validate_done(self, field: Any) -> None:
        """Something was done, or it is said why not."""
        if not clean(field.data or "") and not clean(self.why_not.data or ""):
            raise ValidationError(_l("Skriv vad som är gjort, eller varför det inte blev gjort."))

    def told(self) -> AnswerTold:
        """The answer of a valid form."""
        return AnswerTold(
            *(str(self[name].data or "") for name in
              ("title", "topic", "area", "heard", "decided", "done", "came_of_it", "why_not"))
        )  # fmt: skip
