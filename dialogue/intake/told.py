"""What a sender tells: the text, the answers beside it, and what was judged of the text before storing."""

import json
from dataclasses import asdict, dataclass

from dialogue.models import AgeBand, Daypart, Days, Frequency, Knowledge
from dialogue.written import LONGEST, SHORTEST, Verdict, clean, length

__all__ = [
    "LONGEST", "MOST_TOPICS", "SHORTEST", "AgeBand", "Answers", "Daypart", "Days", "Frequency", "Knowledge",
    "NewConcern", "Verdict", "clean", "length",
]  # fmt: skip

MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers beside the text, all voluntary. `area`, `topics` and `meeting` are codes."""

    area: str | None = None
    topics: tuple[str, ...] = ()
    daypart: Daypart | None = None
    days: Days | None = None
    frequency: Frequency | None = None
    knowledge: Knowledge | None = None
    age: AgeBand | None = None
    lives_here: bool = False
    works_here: bool = False
    studies_here: bool = False
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class NewConcern:
    """A concern ready to be stored. `text` is masked; `warned`: the sender saw the 112 page first."""

    text: str
    answers: Answers
    verdict: Verdict
    warned: bool

    def canonical(self) -> bytes:
        """What the sender told, in one form only: the same telling gives the same bytes."""
        told = {"text": self.text} | asdict(self.answers)
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
