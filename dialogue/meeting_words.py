"""The words for what a meeting's columns hold, for public and staff pages alike."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from dialogue.age_words import AGES as AGES
from dialogue.language import language_name

HOSTS = {
    "police": _l("Polisen"),
    "municipality": _l("Kommunen"),
    "school": _l("Skolan"),
    "association": _l("En förening"),
}
ACCESS = {
    "step_free": _l("Inga trappsteg eller trösklar"),
    "hearing_loop": _l("Hörslinga"),
    "toilet": _l("Toalett som går att använda med rullstol"),
    "child_corner": _l("Hörna för barn"),
}
NEEDS = {
    "interpreter": _l("Tolk"),
    "access": _l("Hjälp att komma in eller följa med, till exempel med rullstol eller hörslinga"),
    "child": _l("Plats för barn"),
}
GENDERS = {
    "woman": _l("Kvinnor"),
    "man": _l("Män"),
    "other": _l("Annat"),
    "unknown": _l("Vet inte"),
}
STATUSES = {
    "draft": _l("Utkast"),
    "published": _l("Publicerat"),
    "cancelled": _l("Inställt"),
    "held": _l("Genomfört"),
    "summed_up": _l("Sammanfattat"),
}
SEATS = {
    "seated": _l("Plats"),
    "waiting": _l("Kö"),
    "cancelled": _l("Avbokad"),
}
SIGN_LANGUAGE = "swl"
INTERPRETED = (
    "ar", "so", "fa", "prs", "ti", "ps", "ckb", "kmr", "uk", "ru", "pl", "bs", "sq", "tr", "fi", "es", "fr", "en", "th",
    SIGN_LANGUAGE,
)  # fmt: skip
"""Languages that an interpreter can be asked for."""


def language_words(code: str) -> str:
    """What a language is called in the page's language; those that the locale data lack or name for experts, here."""
    ours = {
        SIGN_LANGUAGE: gettext("svenskt teckenspråk"),
        "prs": gettext("dari"),
        "ckb": gettext("sorani"),
        "kmr": gettext("kurmanji"),
    }
    return str(ours.get(code) or language_name(code))


def headline(title: str, *, is_cancelled: bool, is_changed: bool) -> str:
    """A meeting's title, with what nobody must miss said first."""
    if is_cancelled:
        return str(gettext("Inställt: %(title)s", title=title))
    return str(gettext("Ändrat: %(title)s", title=title)) if is_changed else title
