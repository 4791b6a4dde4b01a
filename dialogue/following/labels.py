"""Swedish words for what this feature stores, and for what can be wrong with it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

KINDS = {"survey": _l("Enkät"), "crime": _l("Anmälda brott"), "series": _l("Serie")}
BETTER = {"up": _l("Högre är bättre"), "down": _l("Lägre är bättre"), "neither": _l("Varken eller")}
ROLES = {
    "organiser": _l("Mötesvärd"),
    "coordinator": _l("Samordnare"),
    "analyst": _l("Analytiker, kommun"),
    "police": _l("Analytiker, polis"),
    "admin": _l("Administratör"),
}
FAULTS = {
    "empty": _l("Cellen är tom. Den måste fyllas i."),
    "formula": _l("Cellen är en formel. Klistra in den som värde."),
    "too_long": _l("Texten är för lång."),
    "not_a_code": _l("Skriv en kod med små bokstäver a–z, siffror och understreck, till exempel trygg_ute_sent."),
    "not_a_kind": _l("Skriv enkät, brott eller serie."),
    "not_a_number": _l("Skriv ett tal, till exempel 1 240 eller 3,5."),
    "not_a_count": _l("Skriv ett helt tal, noll eller större."),
    "not_a_period": _l("Skriv perioden som 2022, 2022-08, 2022-08-15 eller 2022-08-01/2022-09-30."),
    "not_a_date": _l("Skriv dagen så här: 2022-11-09."),
    "unknown_indicator": _l("Mätvärdet finns inte. Fyll i namn och enhet på samma rad, så läggs det upp."),
    "unknown_stratum": _l("Det finns inget sådant delområde. Lämna tomt för hela kommunen."),
    "unknown_area": _l("Det finns inget sådant område i kommunen."),
    "unknown_age": _l("Skriv 0-15, 16-29, 30-49, 50-64 eller 65+. Lämna tomt för alla åldrar."),
    "unit_differs": _l("Mätvärdet har en annan enhet. Rätta enheten, eller lägg upp ett nytt mätvärde."),
    "future": _l("Dagen ligger framåt i tiden."),
    "area_or_stratum": _l("Fyll i område eller delområde, inte båda."),
    "twice": _l("Samma rad finns två gånger i filen."),
    "differs": _l("Det finns redan ett annat antal för samma dag, delområde och ålder. Det skrivs inte över."),
}


def file_fault(code: str) -> str:
    """What makes a whole file unreadable, in words."""
    if code.startswith("columns:"):
        columns = code.removeprefix("columns:")
        return str(gettext("De här kolumnerna saknas i första raden: %(columns)s.", columns=columns))
    words = {
        "too_large": gettext("Filen är för stor. Den får vara högst 200 kB och ha högst 2 000 rader."),
        "too_many_rows": gettext("Filen har fler än 2 000 rader. Dela upp den."),
        "empty": gettext("Filen är tom."),
        "not_a_table": gettext("Filen går inte att läsa som en tabell. Spara den som CSV eller XLSX."),
    }
    return str(words[code])
