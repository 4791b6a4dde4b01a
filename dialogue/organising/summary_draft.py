"""The first draft of a summary: what was ticked and promised, in whole sentences that a person goes on from."""

from collections.abc import Sequence

from flask_babel import format_date, gettext

from dialogue.organising.closing_queries import Closing
from dialogue.organising.outcome import Promised, Words
from nlp.mask import mask


def draft_words(closing: Closing, names: Sequence[str]) -> Words:
    """Thanks and what was heard; what happens now. `names`: the ticked themes."""
    day = format_date(closing.held_on, "d MMMM")
    thanks = gettext("Tack till alla som kom till %(place)s den %(day)s.", place=closing.place, day=day)
    heard = gettext("Det här pratade vi mest om:") if names else gettext("Det här tog vi med oss:")
    lines = "\n".join(f"– {name}" for name in names)
    return Words(f"{thanks}\n\n{heard}\n{lines}".strip(), _next_steps(closing.promises))


def found_names(closing: Closing) -> list[str]:
    """The parts of the summary that look like a person's name or number, as they stand, for the second reader."""
    parts = [closing.words.heard, closing.words.next_steps, *closing.words.texts.values()]
    parts += [part for promise in closing.promises for part in (promise.text, promise.owner)]
    found = [words for part in parts for words, is_found in marked(part) if is_found]
    return list(dict.fromkeys(found))


def marked(text: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it looks like a person's name or number."""
    pieces, at = [], 0
    for span in mask(text).spans:
        pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _next_steps(promises: Sequence[Promised]) -> str:
    if not promises:
        return str(gettext("Vi gav inga löften under mötet. Det ni sa finns nu med när vi bestämmer vad vi ska göra."))
    first = min(promises, key=lambda promise: promise.due_on)
    told = gettext(
        "Vi gav de löften som står här nedanför. Det första ska vara klart senast den %(day)s.",
        day=format_date(first.due_on, "d MMMM y"),
    )
    return f"{told} {gettext('Den som ansvarar för ett löfte berättar här på sidan vad som har hänt.')}"
