"""The form of notes: one line, one note."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from dialogue.organising.notes_actions import LONGEST, Head
from dialogue.written import clean
from nlp.mask import mask

MOST_AT_ONCE = 60


@dataclass(slots=True)
class NotesForm:
    """What was written, as it was written."""

    table: str = ""
    question: str = ""
    taken_by: str = ""
    text: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Head:
        """What the notes have in common."""
        return Head(self.table, self.question, self.taken_by)

    @property
    def lines(self) -> list[str]:
        """The notes, one a line."""
        return [line.strip(" \t-–•*") for line in clean(self.text).split("\n") if line.strip(" \t-–•*")]

    def check(self) -> bool:
        """Whether it can be stored."""
        if len(self.taken_by) < 2:
            self.errors["taken_by"] = gettext("Skriv din roll, till exempel fältassistent.")
        elif mask(self.taken_by).spans:
            self.errors["taken_by"] = gettext("Skriv en roll, inte ett namn.")
        if not self.lines:
            self.errors["text"] = gettext("Skriv minst en anteckning.")
        elif len(self.lines) > MOST_AT_ONCE:
            self.errors["text"] = gettext("Spara högst 60 anteckningar åt gången.")
        elif max(map(len, self.lines)) > LONGEST:
            self.errors["text"] = gettext("En anteckning får vara högst 2 000 tecken.")
        return not self.errors


def read_notes(told: Mapping[str, str]) -> NotesForm:
    """The form as it was sent."""
    line = {name: " ".join(clean(told.get(name, "")).split()) for name in ("table", "question", "taken_by")}
    return NotesForm(
        table=line["table"][:40], question=line["question"][:200], taken_by=line["taken_by"][:80],
        text=told.get("text", ""),
    )  # fmt: skip
