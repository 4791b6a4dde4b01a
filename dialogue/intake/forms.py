"""The forms: only the text is required, nothing is chosen beforehand, and what comes in is parsed here."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from dialogue.intake import labels
from dialogue.intake.queries import Options, TopicName
from dialogue.intake.told import (
    LONGEST,
    MOST_TOPICS,
    SHORTEST,
    AgeBand,
    Answers,
    Daypart,
    Days,
    Frequency,
    Knowledge,
    clean,
    length,
)
from dialogue.language import listed
from dialogue.receipts import MistypedReceipt, read_receipt

MULTI = ("topics",)
SINGLE = ("area", "daypart", "days", "frequency", "knowledge", "age", "meeting")
TICKS = tuple(labels.ABOUT_YOU)


def _choices(words: dict[str, Any]) -> list[Any]:
    return [SelectChoice(value, label) for value, label in words.items()]


def _check_offered(check: Callable[[Any], None], form: Any) -> None:
    """Say in our words, in the page's language, what WTForms says of a choice that was not offered."""
    try:
        check(form)
    except ValidationError as error:
        raise ValidationError(gettext("Välj bland svaren som finns.")) from error


class OptionalRadioField(RadioField):
    """Radios of which none need be chosen."""

    def pre_validate(self, form: Any) -> None:
        """Accept no choice; refuse a choice that was not offered."""
        if self.data:
            _check_offered(super().pre_validate, form)


class PlaceField(SelectField):
    """One of the places on offer."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a place that was not offered."""
        _check_offered(super().pre_validate, form)


class TopicsField(SelectMultipleField):
    """Some of the topics on offer."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a topic that was not offered."""
        _check_offered(super().pre_validate, form)


class ConcernForm(Form):
    """The form of a concern, as the first page, the preview and the sending all carry it."""

    text = TextAreaField(_l("Vad gör dig otrygg?"), filters=[lambda text: clean(text or "")])
    topics = TopicsField(_l("Vad handlar det om?"))
    area = PlaceField(_l("Var?"), default="")
    daypart = OptionalRadioField(_l("Tid på dygnet"), choices=_choices(labels.DAYPARTS))
    days = OptionalRadioField(_l("Dagar"), choices=_choices(labels.DAYS))
    frequency = OptionalRadioField(_l("Hur ofta"), choices=_choices(labels.FREQUENCIES))
    knowledge = OptionalRadioField(_l("Hur vet du?"), choices=_choices(labels.KNOWLEDGE))
    age = OptionalRadioField(_l("Din ålder"), choices=_choices(labels.AGES))
    lives_here = BooleanField(labels.ABOUT_YOU["lives_here"])
    works_here = BooleanField(labels.ABOUT_YOU["works_here"])
    studies_here = BooleanField(labels.ABOUT_YOU["studies_here"])
    meeting = HiddenField()
    token = HiddenField()
    proof = HiddenField()

    def offer(self, options: Options, language: str) -> "ConcernForm":
        """Give the form its areas and topics; chips in plain words. Returns itself."""
        places = [SelectChoice(place.code, place.name) for place in options.places]
        self.area.choices = [SelectChoice("", gettext("Vet inte")), *places]
        self.topics.choices = [SelectChoice(topic.code, topic_name(topic, language)) for topic in options.topics]
        return self

    def validate_text(self, field: TextAreaField) -> None:
        """Between three and 1,500 characters."""
        if length(field.data or "") < SHORTEST:
            raise ValidationError(gettext("Skriv minst tre tecken om vad som hänt eller oroar dig."))
        if length(field.data or "") > LONGEST:
            raise ValidationError(gettext("Texten får vara högst 1 500 tecken. Korta den lite."))

    def validate_topics(self, field: SelectMultipleField) -> None:
        """At most three."""
        if len(field.data or ()) > MOST_TOPICS:
            raise ValidationError(gettext("Välj högst tre ämnen."))

    def answers(self, *, meeting: str | None) -> Answers:
        """The answers of a valid form, parsed. `meeting`: its code, if it is one of ours."""
        told = {name: self[name].data for name in SINGLE}
        return Answers(
            area=told["area"] or None,
            topics=tuple(dict.fromkeys(self.topics.data or ())),
            daypart=Daypart(told["daypart"]) if told["daypart"] else None,
            days=Days(told["days"]) if told["days"] else None,
            frequency=Frequency(told["frequency"]) if told["frequency"] else None,
            knowledge=Knowledge(told["knowledge"]) if told["knowledge"] else None,
            age=AgeBand(told["age"]) if told["age"] else None,
            lives_here=bool(self.lives_here.data),
            works_here=bool(self.works_here.data),
            studies_here=bool(self.studies_here.data),
            meeting=meeting,
        )

    def places(self) -> set[str]:
        """The codes of the areas on offer."""
        choices: Any = self.area.iter_choices()
        return {str(choice.value) for choice in choices}

    def hidden(self) -> list[tuple[str, str]]:
        """The answers as (name, value), for the hidden fields of the preview."""
        single = [(name, self[name].data) for name in SINGLE if self[name].data]
        ticks = [(name, "y") for name in TICKS if self[name].data]
        return [("topics", code) for code in dict.fromkeys(self.topics.data or ())] + single + ticks

    def spoken(self) -> list[tuple[str, str]]:
        """The answers as (question, answer), in words."""
        said = []
        for field in (self.topics, self.area, self.daypart, self.days, self.frequency, self.knowledge, self.age):
            choices: Any = field.iter_choices()  # the stubs know them as tuples still
            words = [str(choice.label) for choice in choices if choice.selected and choice.value]
            if words:
                said.append((str(field.label.text), listed(words)))
        ticked = [str(self[name].label.text) for name in TICKS if self[name].data]
        return [*said, (gettext("Om dig"), listed(ticked))] if ticked else said

    def problems(self) -> list[tuple[str, str]]:
        """(anchor, message) for the error summary."""
        return [(field.name, str(field.errors[0])) for field in self if field.errors]


def topic_name(topic: TopicName, language: str) -> str:
    """A topic's public name in plain words of the page's language; English that came with the taxonomy at need."""
    plain = topic.easy or topic.name
    told = str(gettext(plain))
    return topic.english if language == "en" and told == plain and topic.english else told


class ReceiptForm(Form):
    """The digits of a receipt."""

    receipt = StringField(_l("Kvittonummer"))
    sure = BooleanField(_l("Ja, ta bort min text"))

    def validate_receipt(self, field: StringField) -> None:
        """Twenty digits whose check digit fits."""
        try:
            field.data = read_receipt((field.data or "")[:60])
        except MistypedReceipt as error:
            message = gettext("Kontrollera siffrorna: numret har tjugo siffror och någon av dem stämmer inte.")
            raise ValidationError(message) from error

    def problem(self) -> str:
        """The first thing to put right, or nothing."""
        return str(self.receipt.errors[0]) if self.receipt.errors else ""
