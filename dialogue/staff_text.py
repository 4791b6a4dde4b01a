"""What staff write down: cleaned and masked, since no field of theirs is for persons."""

from dialogue.written import clean
from nlp.mask import mask


def tidy(text: str, longest: int = 4000) -> str:
    """The text as it is stored: cleaned, personal data masked, cut at `longest` characters."""
    return mask(clean(text)[:longest]).text[:longest]
