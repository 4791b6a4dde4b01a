"""What the organiser's pages call things."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from dialogue.formatting import day, number
from dialogue.language import language_name, listed
from dialogue.meeting_words import ACCESS, AGES, HOSTS, STATUSES, language_words
from dialogue.organising.fields import Value

SPOKEN = ("sv", "en", "ar", "so", "fi", "pl", "uk", "fa", "prs", "ti", "bs", "ru", "tr", "es")
FIELDS = {
    "title": _l("Rubrik"), "held_on": _l("Dag"), "starts_at": _l("Börjar"), "ends_at": _l("Slutar"),
    "area": _l("Område"), "place": _l("Lokal"), "address": _l("Adress"), "point": _l("Punkt på kartan"),
    "about": _l("Om mötet"), "can_influence": _l("Vad kan påverkas?"), "decided": _l("Vad är redan bestämt?"),
    "hosts": _l("Bjuder in"), "host_names": _l("Inbjudarnas namn"), "target_ages": _l("Riktar sig till"),
    "languages": _l("Språk på mötet"), "interpreter": _l("Tolk till"), "access": _l("I lokalen"),
    "transport": _l("Buss och tåg"), "capacity": _l("Antal platser"), "status": _l("Läge"),
    "change_note": _l("Vad besökarna fick veta"), "series": _l("Serie"), "times": _l("Antal nya möten"),
    "summary": _l("Sammanfattning"),
}  # fmt: skip
EVENTS = {
    "created": _l("Skapade utkastet"), "saved": _l("Ändrade"), "published": _l("Publicerade"),
    "cancelled": _l("Ställde in"), "held": _l("Markerade som genomfört"),
    "summed_up": _l("Publicerade sammanfattningen"), "series": _l("Gjorde en serie"),
}  # fmt: skip
PRIVATE = {
    "NAME": _l("ett namn"), "PERSONNUMMER": _l("ett personnummer"), "PHONE": _l("ett telefonnummer"),
    "EMAIL": _l("en e-postadress"), "PLATE": _l("ett registreringsnummer"), "ADDRESS": _l("en bostadsadress"),
    "HANDLE": _l("ett konto"),
}  # fmt: skip
NOTICES = {
    "skapat": _l("Utkastet är sparat. Bara ni som arbetar med mötena ser det."),
    "sparat": _l("Ändringarna är sparade."),
    "meddelat": _l("Ändringarna är sparade och syns på mötets sida. De som följer mötet får mejl."),
    "publicerat": _l("Mötet är publicerat. Sidan, kalenderfilen och affischen finns nu."),
    "installt": _l("Mötet är inställt. Det står överst på sidan, i kalendern och i mejl till dem som följer det."),
    "hallet": _l("Mötet är markerat som genomfört. Sammanfattningen ska vara publicerad inom 14 dagar."),
    "kopierat": _l("Det här är en kopia. Välj dag och ändra det som skiljer."),
    "serie": _l("De nya mötena är sparade som utkast. Publicera dem ett i taget."),
    "kastat": _l("Utkastet är borttaget."),
    "hunnit": _l("Någon annan har ändrat mötet sedan du öppnade sidan. Läs igenom det och försök igen."),
    "inte": _l("Det gick inte: mötet saknar något, eller dagen tillåter det inte."),
}  # fmt: skip
_LISTED = {"hosts": HOSTS, "target_ages": AGES, "access": ACCESS}


def field_word(name: str) -> str:
    """What a field is called; texts in another language say which."""
    lang, dot, plain = name.rpartition(".")
    word = str(FIELDS.get(plain, plain))
    return f"{word} ({language_name(lang)})" if dot else word


def value_words(name: str, value: Value, areas: dict[str, str]) -> str:
    """A field's value as one reads it; "–" for nothing."""
    if not value:
        return "–"
    if isinstance(value, list):
        return listed(_LISTED[name].get(code, code) if name in _LISTED else language_words(code) for code in value)
    if name == "held_on":
        return day(date.fromisoformat(str(value)))
    if name == "status":
        return str(STATUSES.get(str(value), value))
    return areas.get(str(value), str(value)) if name == "area" else str(value)


def time_since(days: int) -> str:
    """A gap as people say it: days up to a month, then months, then years."""
    if days < 31:
        return str(ngettext("%(num)s dag", "%(num)s dagar", days))
    months = round(days / 30.44)
    if months < 24:
        return str(ngettext("%(num)s månad", "%(num)s månader", months))
    return str(_("%(years)s år", years=number(round(days / 365.25))))
