"""What an organiser writes down of a meeting that was held: who came, what was heard and promised, and the words."""

from dataclasses import dataclass, field
from datetime import date

from dialogue.exceptions import DialogueError
from dialogue.models import AgeBand, Gender, PromiseStatus

AGES = (*(age.value for age in AgeBand), "")  # an empty one: not told
GENDERS = tuple(gender.value for gender in Gender)
KEPT, DROPPED, OPEN = PromiseStatus.KEPT.value, PromiseStatus.DROPPED.value, PromiseStatus.OPEN.value
LANGUAGES = ("en", "ar")  # what the public pages speak besides Swedish

Counted = dict[tuple[str, str], int]  # (age band, gender) → people


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise made in the room; `id` is None for one that is new."""

    id: int | None
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is written down first. `removed`: promises to take away again."""

    counted: Counted
    themes: tuple[str, ...]
    promises: tuple[Promised, ...]
    removed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The summary in words. `texts`: language → all of it in that language."""

    heard: str
    next_steps: str
    texts: dict[str, str] = field(default_factory=dict)


class OwnSummary(DialogueError):
    """Nobody is the second reader of what they wrote themselves."""


class NothingToRead(DialogueError):
    """The summary waits for nobody."""
