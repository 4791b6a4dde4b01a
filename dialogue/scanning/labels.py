"""What the stored values are called on the page."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

CHANNELS = {
    "web": _l("webben"), "meeting": _l("möte"), "paper": _l("papper"), "sms": _l("sms"), "phone": _l("telefon"),
    "staff": _l("inskriven av personal"),
}  # fmt: skip
AGES = {
    "0-15": _l("under 16"), "16-29": _l("16–29"), "30-49": _l("30–49"), "50-64": _l("50–64"),
    "65+": _l("65 och äldre"),
}  # fmt: skip
DAYPARTS = {"night": _l("natt"), "morning": _l("morgon"), "day": _l("dag"), "evening": _l("kväll")}
DECIDERS = {"sender": _l("avsändaren"), "machine": _l("maskinen"), "staff": _l("personal")}
KINDS = {
    "move": _l("Flyttade"), "rename": _l("Bytte namn på"), "merge": _l("Slog ihop"), "split": _l("Bröt ut"),
    "dismiss": _l("Avförde"),
}  # fmt: skip
LANGUAGES = {
    "sv": _l("svenska"), "en": _l("engelska"), "ar": _l("arabiska"), "so": _l("somaliska"), "fi": _l("finska"),
    "pl": _l("polska"), "uk": _l("ukrainska"), "da": _l("danska"), "de": _l("tyska"), "no": _l("norska"),
    "fa": _l("persiska"), "tr": _l("turkiska"), "es": _l("spanska"), "ru": _l("ryska"), "bs": _l("bosniska"),
    "ti": _l("tigrinja"),
}  # fmt: skip
URGENT = {
    "ongoing": _l("pågår nu"), "just_happened": _l("har just hänt"), "planned": _l("planeras"),
    "self_harm": _l("självskada"), "child_at_risk": _l("barn far illa"), "fire_rescue": _l("brand eller räddning"),
}  # fmt: skip
ALL = {
    "channel": CHANNELS, "age": AGES, "daypart": DAYPARTS, "decider": DECIDERS, "kind": KINDS, "lang": LANGUAGES,
    "urgent": URGENT,
}  # fmt: skip


YEAR, MONTH = 365, 30.4
MOST_RARE = 7000  # days: rarer than a thousand simulated weeks cannot be told


def label(group: str, value: str | None) -> str:
    """The word for a stored value; a value without a word stands as it is."""
    return "" if value is None else str(ALL[group].get(value, value))


def rarity(days: int) -> str:
    """How rare, in words: 425 → "så ovanligt en gång på 14 månader"."""
    if days >= MOST_RARE:
        return str(gettext("mer ovanligt än en gång på %(n)s år", n=MOST_RARE // YEAR))
    if days >= 3 * YEAR:
        return str(gettext("så ovanligt en gång på %(n)s år", n=round(days / YEAR)))
    months = max(1, round(days / MONTH))
    return str(ngettext("så ovanligt en gång i månaden", "så ovanligt en gång på %(num)s månader", months))
