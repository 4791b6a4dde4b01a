"""Two organisers saved at once: what of it fits together, and what somebody has to choose between."""

from dataclasses import dataclass

from dialogue.organising.fields import Fields, Value, told


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that both changed, differently."""

    name: str
    mine: Value
    saved: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields put together: where both changed one, `values` holds mine until somebody chooses.

    `theirs` names what only the others changed, `choices` what both did.
    """

    values: Fields
    theirs: tuple[str, ...]
    choices: tuple[Choice, ...]


def merge(base: Fields, mine: Fields, saved: Fields) -> Merged:
    """Three-way merge of the fields in `mine`: what I saw, what I wrote, what is saved by now."""
    values: Fields = {}
    theirs: list[str] = []
    choices: list[Choice] = []
    for name, written in mine.items():
        seen, now = told(base, name) or "", told(saved, name)
        values[name] = written
        if (now or "") == seen or (now or "") == (written or ""):
            continue
        if (written or "") == seen:
            values[name] = now
            theirs.append(name)
        else:
            choices.append(Choice(name, written, now))
    return Merged(values, tuple(theirs), tuple(choices))
