"""What sort of text it is, and whether it must be met by 112 first.

A false alarm costs the sender one tap; a miss may cost a life. So a text is urgent when it says danger and
nothing in it says that this is past, habitual or told of.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.types import Kind, Triage, UrgentReason

HEAD, TAIL = 2_000, 500  # characters looked at in a long text

_FLAGS = re.IGNORECASE
_NOW = re.compile(
    r"\b(?:nu|just nu|precis nu|hjälp|pågår|ikväll|i natt|imorgon|snart|now|right now|help|tonight|nyt|hada|apua|"
    r"caawi|caawimaad|teraz)\b|الآن|ساعدوني|النجدة",
    _FLAGS,
)
_JUST = re.compile(
    r"\b(?:nyss|alldeles nyss|för (?:en|ett|\d+|några|tio|fem) (?:timme|timmar|minut|minuter|stund) sen|"
    r"precis|just (?:blev|har)|an hour ago|minutes ago|just got)\b",
    _FLAGS,
)
_DANGER = re.compile(
    r"\b(?:kniv\w*|vapen|pistol\w*|skjut\w*|skott\w*|"
    r"slår (?:sin|henne|honom|min|mig)|misshandl\w*|rån\w*|hotar|våldt\w*|"
    r"brinner|eld\w*|lågor|rök\w*|medvetslös\w*|blöder|rör sig inte|inbrott\w*|knife|gun|shoot\w*|fire|smoke|"
    r"beat\w*|stab\w*|bleeding|puukko|mindi)\b|سكين|يضرب|حريق|دم",
    _FLAGS,
)
_SELF_HARM = re.compile(
    r"\b(?:ta mitt liv|ta livet av mig|vill (?:inte leva|dö)|hoppa framför (?:tåget|ett tåg)|"
    r"orkar inte (?:mer|leva|längre)|"
    r"kill myself|end my life|want to die|skär mig)\b|أقتل نفسي|أريد أن أموت",
    _FLAGS,
)
_CHILD = re.compile(
    r"\b(?:pappa|styvpappa|mamma|styvmamma|farsan|morsan|my dad|my father)\b.{0,40}"
    r"\b(?:slår|slog|tafsar|rör mig|hits|beats)\b",
    _FLAGS | re.DOTALL,
)
_PLANNED = re.compile(
    r"\b(?:ska|tänker|planerar att|going to)\b.{0,20}\b(?:skjuta|hugga|döda|spränga|bränna|shoot|stab|kill)\b", _FLAGS
)
_FIRE = re.compile(r"\b(?:brinner|lågor|fire|flames|smoke)\b|حريق", _FLAGS)
_PAST = re.compile(
    r"\b(?:förra|i fjol|för \w+ år sen|brukar|varje|alltid|ofta|ibland|igår|i helgen|sommaren|vintern|last|"
    r"every|usually|när jag var|film\w*|övning\w*|teater\w*|drill)\b",
    _FLAGS,
)
_PRAISE = re.compile(
    r"\b(?:tack|bra jobbat|fortsätt|jättebra|toppen|tryggare|bättre sen|fint initiativ|thank\w*|great)\b", _FLAGS
)
_WORRY = re.compile(r"\b(?:otrygg\w*|rädd\w*|men|tyvärr|inte|orolig\w*)\b", _FLAGS)
_REPORT = re.compile(
    r"\b(?:vill anmäla|anmäla att|blev (?:stulen|bestulen|av med)|vill tipsa|tipsa anonymt|vet vem)\b", _FLAGS
)
_ABUSE = re.compile(
    r"\b(?:säljes|köp nu|klicka här|jävla idioter|horor|dra åt helvete|viagra|casino)\b|https?://", _FLAGS
)


def triage(text: str, vector: NDArray[np.float32] | None = None) -> Triage:  # noqa: ARG001 — words decide
    """Judge one text. Long texts are judged by their first 2,000 and last 500 characters. Never raises."""
    seen = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
    if sum(character.isalpha() for character in seen) < 2:
        return Triage(Kind.EMPTY, urgent=False, reason=None, score=0.0)
    reason = _reason(seen)
    if reason is not None:
        return Triage(Kind.EMERGENCY, urgent=True, reason=reason, score=0.9)
    return Triage(_kind(seen), urgent=False, reason=None, score=0.05)


def triage_texts(texts: Sequence[str]) -> list[Triage]:
    """Judge many texts."""
    return [triage(text) for text in texts]


def _reason(text: str) -> UrgentReason | None:
    if _SELF_HARM.search(text):
        return UrgentReason.SELF_HARM
    if _CHILD.search(text):
        return UrgentReason.CHILD_AT_RISK
    if _PAST.search(text) or not _DANGER.search(text):
        return None
    if _FIRE.search(text) and _NOW.search(text):
        return UrgentReason.FIRE_RESCUE
    if _PLANNED.search(text):
        return UrgentReason.PLANNED
    if _JUST.search(text):
        return UrgentReason.JUST_HAPPENED
    return UrgentReason.ONGOING if _NOW.search(text) else None


def _kind(text: str) -> Kind:
    if _ABUSE.search(text):
        return Kind.ABUSE
    if _REPORT.search(text):
        return Kind.CRIME_REPORT
    if _PRAISE.search(text) and not _WORRY.search(text):
        return Kind.PRAISE
    return Kind.CONCERN
