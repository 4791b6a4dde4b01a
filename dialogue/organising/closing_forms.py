"""The forms of closing: what was written is kept, letter for letter, until it can be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from dialogue.organising.closing_queries import Closing
from dialogue.organising.outcome import (
    AGES,
    DROPPED,
    GENDERS,
    KEPT,
    LANGUAGES,
    OPEN,
    Counted,
    Gathered,
    Promised,
    Words,
)
from dialogue.written import clean
from nlp.mask import mask

SPARE_ROWS = 2
MOST_ROWS = 30
MOST_PEOPLE = 2000
LONGEST_TEXT, LONGEST_PROMISE, LONGEST_OWNER = 6000, 400, 80

Told = Mapping[str, str]


@dataclass(slots=True)
class PromiseRow:
    """A row of the form as it was written."""

    id: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""
    removed: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing was written in it."""
        return not (self.id or self.text or self.owner or self.due)


@dataclass(slots=True)
class GatheredForm:
    """Who came, what was heard, what was promised."""

    people: dict[tuple[str, str], str]
    themes: list[str]
    rows: list[PromiseRow]
    errors: dict[str, str] = field(default_factory=dict)  # field → what to put right
    value: Gathered | None = None

    def check(self) -> bool:
        """Parse what was written; False where something has to be put right."""
        counted = self._counted()
        promises = [self._promised(at, row) for at, row in enumerate(self.rows) if not (row.is_blank or row.removed)]
        removed = frozenset(int(row.id) for row in self.rows if row.removed and row.id)
        if self.errors:
            return False
        self.value = Gathered(counted, tuple(self.themes), tuple(row for row in promises if row), removed)
        return True

    def spread(self) -> None:
        """Put empty rows after the written ones."""
        self.rows = [row for row in self.rows if not row.is_blank]
        self.rows += [PromiseRow() for _ in range(SPARE_ROWS)]

    def _counted(self) -> Counted:
        counted: Counted = {}
        for (age, gender), told in self.people.items():
            if not told.strip():
                continue
            if told.strip().isdecimal() and int(told) <= MOST_PEOPLE:
                counted[age, gender] = int(told)
            else:
                self.errors[people_field(age, gender)] = gettext("Skriv antalet med siffror, högst 2 000.")
        return {key: people for key, people in counted.items() if people}

    def _promised(self, at: int, row: PromiseRow) -> Promised | None:
        name = f"promise-{at}"
        if not 3 <= len(row.text) <= LONGEST_PROMISE:
            self.errors[f"{name}-text"] = gettext("Skriv vad ni lovade, med 3–400 tecken.")
        if not 2 <= len(row.owner) <= LONGEST_OWNER:
            self.errors[f"{name}-owner"] = gettext("Skriv vilken roll som ansvarar för löftet.")
        elif mask(row.owner).spans:
            self.errors[f"{name}-owner"] = gettext("Skriv en roll, inte ett namn: till exempel kommunpolis.")
        due = _day(row.due)
        if due is None:
            self.errors[f"{name}-due"] = gettext("Välj vilken dag löftet ska vara uppfyllt.")
        return Promised(int(row.id) if row.id else None, row.text, row.owner, due) if due else None


@dataclass(slots=True)
class WordsForm:
    """The summary in Swedish and in other languages."""

    heard: str
    next_steps: str
    texts: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def value(self) -> Words:
        """What was written."""
        return Words(self.heard, self.next_steps, dict(self.texts))

    def check(self, *, whole: bool) -> bool:
        """Whether it may be saved; with `whole`, whether it may be read by others."""
        for name in ("heard", "next_steps"):
            if whole and len(getattr(self, name)) < 10:
                self.errors[name] = gettext("Skriv minst en mening.")
        texts = {f"text-{lang}": text for lang, text in self.texts.items()}
        for name, text in {"heard": self.heard, "next_steps": self.next_steps, **texts}.items():
            if len(text) > LONGEST_TEXT:
                self.errors[name] = gettext("Texten får vara högst 6 000 tecken. Korta den lite.")
        return not self.errors


@dataclass(slots=True)
class FollowUpForm:
    """What came of a promise, on top of what it was when the page was read."""

    status: str
    outcome: str
    seen: tuple[str, str]
    error: str = ""

    def check(self) -> bool:
        """A promise that is kept or dropped has a word on how."""
        if self.status not in (OPEN, KEPT, DROPPED):
            self.error = gettext("Välj hur det gick med löftet.")
        elif self.status != OPEN and len(self.outcome) < 3:
            self.error = gettext("Skriv vad som hände, med minst tre tecken.")
        elif len(self.outcome) > LONGEST_PROMISE:
            self.error = gettext("Skriv högst 400 tecken.")
        return not self.error


def people_field(age: str, gender: str) -> str:
    """The name of the field that counts an age and a gender."""
    return f"people-{age or 'unknown'}-{gender}"


def gathered_form(closing: Closing) -> GatheredForm:
    """The form with what was saved last."""
    people = {(age, gender): str(closing.counted.get((age, gender), "")) for age in AGES for gender in GENDERS}
    rows = [PromiseRow(str(row.id), row.text, row.owner, row.due_on.isoformat()) for row in closing.promises]
    form = GatheredForm(people, list(closing.ticked), rows)
    form.spread()
    return form


def read_note(told: Told) -> str:
    """What the second reader wants changed."""
    return _text(told, "note")


def read_gathered(told: Told, themes: list[str]) -> GatheredForm:
    """The form as it was sent. `themes`: the ticked topics."""
    people = {(age, gender): told.get(people_field(age, gender), "")[:6] for age in AGES for gender in GENDERS}
    rows = []
    for at in range(MOST_ROWS):
        of = f"promise-{at}"
        number = told.get(f"{of}-id", "")
        rows.append(
            PromiseRow(
                number if number.isdecimal() and len(number) < 12 else "", _line(told, f"{of}-text"),
                _line(told, f"{of}-owner"), told.get(f"{of}-due", "")[:10], f"{of}-removed" in told,
            )
        )  # fmt: skip
    return GatheredForm(people, themes, [row for row in rows if not row.is_blank])


def words_form(words: Words) -> WordsForm:
    """The form with what was saved last, or with a draft."""
    return WordsForm(words.heard, words.next_steps, {lang: words.texts.get(lang, "") for lang in LANGUAGES})


def read_words(told: Told) -> WordsForm:
    """The form as it was sent."""
    texts = {lang: _text(told, f"text-{lang}") for lang in LANGUAGES}
    return WordsForm(_text(told, "heard"), _text(told, "next_steps"), texts)


def read_follow_up(told: Told) -> FollowUpForm:
    """The form as it was sent."""
    seen = (told.get("seen_status", ""), _text(told, "seen_outcome"))
    return FollowUpForm(told.get("status", ""), _line(told, "outcome"), seen)


def read_version(told: Told) -> int:
    """The version that the page was made of; one that nobody has where the page says none."""
    number = told.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 10 else -1


def _line(told: Told, name: str) -> str:
    return " ".join(clean(told.get(name, "")).split())


def _text(told: Told, name: str) -> str:
    return clean(told.get(name, ""))


def _day(told: str) -> date | None:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
