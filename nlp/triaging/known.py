"""The labelled texts that triage learns from, how much each counts, and what tells one state of them from another."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from nlp.corpus import DATA
from nlp.triaging.features import judged, readable, row
from nlp.triaging.signs import signs

_FILES = ("corpora/triage_dev", "corpora/concerns_dev", "corpora/concerns_seed", "corpora_extra/triage_phrases")
_AUTHORS = ("dev", "work", "young", "old", "lang", "impl", "short")
_HARD, _OWN = "tri", "own"
FOLDS = len(_AUTHORS)
# ordinary concerns are many and mostly far from danger; the few urgent ones among them are what is looked for
_WEIGHT = {_HARD: 3.0, _OWN: 1.0}
_CONCERN_WEIGHT, _RARE_WEIGHT = 0.5, 8.0
# concerns in other languages are few beside the urgent phrases in them: without more weight the language alarms
_OTHER_LANGUAGE_WEIGHT = 4.0
_SAMPLED = 40  # one text in so many has its features in the digest


@dataclass(frozen=True, slots=True)
class Known:
    """One labelled text."""

    id: str
    text: str
    lang: str
    kind: str
    reason: str | None
    weight: float

    @property
    def urgent(self) -> bool:
        """Whether 112 or a calm page should come first."""
        return self.kind == "emergency"

    @property
    def hard(self) -> bool:
        """Whether it is of the hard set, where understated urgent texts meet look-alikes."""
        return self.id.startswith(f"{_HARD}-")

    @property
    def fold(self) -> int | None:
        """Which texts it is held out with: its author's, or a seventh of the hard set. None: learnt from always."""
        author = self.id.partition("-")[0]
        if self.hard:
            return int(self.id.partition("-")[2]) % FOLDS
        return _AUTHORS.index(author) if author in _AUTHORS else None


def known_texts() -> list[Known]:
    """The labelled texts that ship."""
    rows = [
        json.loads(line)
        for name in _FILES
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [Known(row["id"], row["text"], row["lang"], row["kind"], row.get("reason"), _weight(row)) for row in rows]


def digest(known: Sequence[Known]) -> str:
    """Changes with any text, label or weight, and with the features that the code and the cue lists give a sample."""
    state = hashlib.sha256()
    for at, text in enumerate(known):
        state.update(repr(astuple(text)).encode("utf-8", "backslashreplace"))
        if at % _SAMPLED == 0:
            columns, values = row(readable(text.text))
            state.update(columns.astype("<i8").tobytes() + values.round(6).astype("<f4").tobytes())
            state.update(signs(judged(text.text)).tobytes())
    return state.hexdigest()


def _weight(row: dict[str, Any]) -> float:
    author = row["id"].partition("-")[0]
    if author in _WEIGHT:
        return _WEIGHT[author]
    if row["kind"] != "concern":
        return _CONCERN_WEIGHT * _RARE_WEIGHT
    return _CONCERN_WEIGHT * (1 if row["lang"] == "sv" else _OTHER_LANGUAGE_WEIGHT)
