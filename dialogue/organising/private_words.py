"""What in a meeting's public words looks like somebody's own number, address or name."""

from dataclasses import dataclass

from dialogue.organising.fields import Fields
from nlp.mask import mask

PUBLIC = ("title", "about", "can_influence", "decided", "host_names", "transport")


@dataclass(frozen=True, slots=True)
class Found:
    """A word, where it stands, and what it looks like (a kind of nlp.types.PersonalData)."""

    field: str
    word: str
    kind: str


def private_words(fields: Fields) -> list[Found]:
    """All that masking would black out in a text that residents wrote."""
    return [
        Found(name, value[span.start : span.end], span.type.value)
        for name, value in fields.items()
        if isinstance(value, str) and name.rpartition(".")[2] in PUBLIC
        for span in mask(value).spans
    ]
