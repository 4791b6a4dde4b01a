"""The organiser's forms of a meeting."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from dialogue import clock
from dialogue.meeting_words import ACCESS, AGES, HOSTS, INTERPRETED, language_words
from dialogue.organising.actions import Edit
from dialogue.organising.copies import MOST, WEEKS, Rhythm
from dialogue.organising.fields import OWN, TEXTS, TRANSLATED, Fields, point_text, text_name
from dialogue.organising.form_fields import NotLonger, check_hour, clean_line, clean_text, day_of, point_of, required
from dialogue.organising.wall_clock import parse_hours
from dialogue.organising.words import FIELDS, SPOKEN

LONG = 3000
LARGEST = 10_000
SERIES_WORDS = {
    "weekly": _l("Varje vecka"), "fortnightly": _l("Varannan vecka"),
    "monthly": _l("Varje månad, samma veckodag i månaden"),
}  # fmt: skip


def _line(name: str, most: int, *rules: Any) -> StringField:
    return StringField(FIELDS[name], [*rules, NotLonger(most)], filters=[clean_line])


def _text(name: str, *rules: Any) -> TextAreaField:
    return TextAreaField(FIELDS[name], [*rules, NotLonger(LONG)], filters=[clean_text])


def _ticks(name: str, words: dict[str, Any], *rules: Any) -> SelectMultipleField:
    choices = [SelectChoice(code, told) for code, told in words.items()]
    return SelectMultipleField(FIELDS[name], [*rules], choices=choices)


class VersionForm(FlaskForm):
    """A form that knows which version of the meeting its page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version, or one that nothing fits."""
        told = self.version.data or ""
        return int(told) if told.isdecimal() and len(told) < 9 else 0


class MeetingForm(VersionForm):
    """All that an invitation says."""

    code = HiddenField()
    title = _line("title", 120, required(_l("Skriv en rubrik, till exempel ”Hur trygg är vägen till tåget?”.")))
    held_on = _line("held_on", 10)
    starts_at = _line("starts_at", 10, required(_l("Skriv när mötet börjar, till exempel 18.30.")))
    ends_at = _line("ends_at", 10)
    area = SelectField(FIELDS["area"])
    place = _line("place", 160, required(_l("Skriv vilken lokal, till exempel ”Diö skola, matsalen”.")))
    address = _line("address", 160)
    point = _line("point", 40)
    can_influence = _text(
        "can_influence", required(_l("Skriv vad besökarna kan påverka. Om inget kan påverkas är det inte en dialog."))
    )
    decided = _text(
        "decided", required(_l("Skriv vad som redan är bestämt. Om ingenting är det, skriv ”Ingenting är bestämt”."))
    )
    about = _text("about")
    hosts = _ticks("hosts", HOSTS, required(_l("Kryssa i minst en som bjuder in.")))
    host_names = _line("host_names", 200)
    target_ages = _ticks("target_ages", AGES)
    languages = SelectMultipleField(FIELDS["languages"], [required(_l("Kryssa i minst ett språk."))])
    interpreter = SelectMultipleField(FIELDS["interpreter"])
    access = _ticks("access", ACCESS)
    transport = _line("transport", 300)
    capacity = _line("capacity", 20)
    change_note = StringField(_l("Vad är ändrat?"), [NotLonger(300)], filters=[clean_line])
    scope = RadioField(
        _l("Vilka möten ändras?"), default="this", validate_choice=False,
        choices=[SelectChoice("this", _l("Bara det här mötet")),
                 SelectChoice("following", _l("Det här mötet och de följande utkasten i serien"))],
    )  # fmt: skip

    def __init__(self, areas: list[tuple[str, str]], *, stored_on: date | None = None, is_over: bool = False) -> None:
        super().__init__()
        self.area.choices = [SelectChoice("", _("Hela kommunen")), *(SelectChoice(*area) for area in areas)]
        self.languages.choices = [SelectChoice(code, language_words(code)) for code in SPOKEN]
        self.interpreter.choices = [SelectChoice(code, language_words(code)) for code in INTERPRETED]
        self.stored_on, self.is_over = stored_on, is_over

    def validate_held_on(self, field: Any) -> None:
        """A day from today on; a meeting that has been held has its day behind it."""
        day = day_of(field.data)
        if day is None:
            raise ValidationError(_("Välj dag, eller skriv den som 2026-03-17."))
        if self.is_over and day > clock.today():
            raise ValidationError(_("Mötet är genomfört. Välj den dag det hölls."))
        if day < clock.today() and day != self.stored_on and not self.is_over:
            raise ValidationError(_("Dagen har redan varit. Välj en dag från i dag och framåt."))
        if day.year > clock.today().year + 5:
            raise ValidationError(_("Dagen ligger mer än fem år bort. Se efter att året stämmer."))

    def validate_starts_at(self, field: Any) -> None:
        """An hour that exists once that day."""
        check_hour(day_of(self.held_on.data), self._hours(field))

    def validate_ends_at(self, field: Any) -> None:
        """May be unsaid; else later the same day."""
        if not field.data:
            return
        ends_at, starts_at = self._hours(field), parse_hours(self.starts_at.data or "")
        check_hour(day_of(self.held_on.data), ends_at)
        if starts_at and ends_at <= starts_at:
            raise ValidationError(_("Mötet slutar innan det börjar. Skriv ett slut som är senare samma dag."))

    def validate_point(self, field: Any) -> None:
        """Two numbers in Sweden, or nothing."""
        if field.data and point_of(field.data) is None:
            raise ValidationError(_("Skriv latitud och longitud i Sverige, till exempel 56.65, 14.24."))

    def validate_capacity(self, field: Any) -> None:
        """A number of seats, or nothing: no limit."""
        told = field.data or ""
        if told and not (told.isascii() and told.isdecimal() and 1 <= int(told) <= LARGEST):
            raise ValidationError(_("Skriv antalet platser med siffror, till exempel 40. Tomt betyder ingen gräns."))

    def fill(self, fields: Fields) -> None:
        """Show what a meeting holds."""
        for name in OWN:
            value = fields[name]
            self[name].data = str(value) if isinstance(value, int) else value
        self.capacity.data = self.capacity.data or ""

    def to_fields(self) -> Fields:
        """What was written, as a meeting holds it."""
        told: Fields = {name: self[name].data for name in OWN}
        told |= {name: sorted(self[name].data or []) for name in ("hosts", "target_ages", "languages")}
        told |= {name: sorted(self[name].data or []) for name in ("interpreter", "access")}
        told |= {name: parse_hours(self[name].data or "") or "" for name in ("starts_at", "ends_at")}
        point = point_of(self.point.data)
        told["point"] = point_text(*point) if point else ""
        told["capacity"] = int(self.capacity.data) if self.capacity.data else None
        return told

    def to_edit(self, theirs: frozenset[str]) -> Edit:
        """What is to be saved, on top of the version that the page showed."""
        return Edit(self.to_fields(), self.seen, theirs, self.change_note.data or "", self.scope.data == "following")

    def _hours(self, field: Any) -> str:
        hours = parse_hours(field.data or "")
        if hours is None:
            raise ValidationError(_("Skriv klockslaget med siffror, till exempel 18.30."))
        return hours


class TextsForm(VersionForm):
    """The invitation's words in another language; what is left empty is shown in Swedish."""

    title = _line("title", 120)
    about, can_influence, decided = (_text(name) for name in TEXTS)

    def to_edit(self, lang: str, theirs: frozenset[str]) -> Edit:
        """What is to be saved."""
        return Edit({text_name(lang, name): self[name].data or "" for name in TRANSLATED}, self.seen, theirs)


class CancelForm(FlaskForm):
    """Why a meeting is cancelled."""

    reason = StringField(
        _l("Varför ställs mötet in?"),
        [required(_l("Skriv varför, i en mening. Den som tänkt komma ser den.")), NotLonger(300)],
        filters=[clean_line],
    )


class SeriesForm(VersionForm):
    """How often, and how many meetings more."""

    every = RadioField(
        _l("Hur ofta?"), default="weekly", validate_choice=False,
        choices=[SelectChoice(code, told) for code, told in SERIES_WORDS.items()],
    )  # fmt: skip
    times = StringField(_l("Hur många möten till?"), default="3", filters=[clean_line])

    def validate_every(self, field: Any) -> None:
        """One of the three."""
        if field.data not in (*WEEKS, "monthly"):
            raise ValidationError(_("Välj hur ofta."))

    def validate_times(self, field: Any) -> None:
        """A small number."""
        told = field.data or ""
        if not (told.isascii() and told.isdecimal() and len(told) < 4 and 1 <= int(told) <= MOST):
            raise ValidationError(_("Skriv ett antal mellan 1 och %(most)s.", most=MOST))

    def to_rhythm(self) -> Rhythm:
        """The rhythm, once valid."""
        return Rhythm(self.every.data, int(self.times.data or 0))
