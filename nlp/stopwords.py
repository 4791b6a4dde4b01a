"""Words that carry no topic, in every language that has been sent in. Lists and licence: `data/stopwords`."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "stopwords"


@cache
def stopwords() -> frozenset[str]:
    """The stop words of all vendored languages together, lower case.

    One set for all: senders mix languages inside a sentence, and the language of a short text is a guess.
    """
    return frozenset(
        word for path in sorted(_FOLDER.glob("*.txt")) for word in path.read_text(encoding="utf-8").split("\n") if word
    )
