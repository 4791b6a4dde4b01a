"""The texts that ship with the package, labelled: what the classifier learns from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_CONCERNS = (DATA / "corpora" / "concerns_dev.jsonl", DATA / "corpora" / "concerns_seed.jsonl")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One shipped text. `topic` is None where no topic of the taxonomy fits."""

    id: str
    text: str
    lang: str
    topic: str | None
    topic2: str | None = None
    age: str | None = None


@cache
def shipped_concerns() -> tuple[LabelledText, ...]:
    """The shipped concerns by seven authors; an author's texts share the id's prefix."""
    return tuple(concern for path in _CONCERNS for concern in _read(path))


@cache
def shipped_phrases() -> tuple[LabelledText, ...]:
    """Short phrases by topic, written as training material: no sender's voice, only what there is to say."""
    return tuple(_read(DATA / "corpora_extra" / "phrases.jsonl"))


@cache
def topic_codes() -> tuple[str, ...]:
    """The codes of the shipped taxonomy, in its order."""
    return tuple(topic["code"] for topic in json.loads((DATA / "taxonomy.json").read_text(encoding="utf-8")))


def _read(path: Path) -> Iterator[LabelledText]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            yield LabelledText(row["id"], row["text"], row["lang"], row["topic"], row.get("topic2"), row.get("age"))
