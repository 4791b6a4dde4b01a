"""The words for pledges, how they go, and what shows it, for public and staff pages alike."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from dialogue.attendance import band_words
from dialogue.suppression import Band

OWNERS = {"police": _l("Polisen"), "municipality": _l("Kommunen"), "joint": _l("Polisen och kommunen tillsammans")}
LIGHTS = {
    "green": _l("Går som lovat"),
    "yellow": _l("Går delvis"),
    "red": _l("Går inte som lovat"),
    "not_measurable": _l("Ej mätbart"),
}
STATES = {
    "draft": _l("Utkast"),
    "upcoming": _l("Undertecknat, börjar senare"),
    "in_force": _l("Gäller nu"),
    "ended": _l("Har upphört"),
    "replaced": _l("Ersatt av en nyare version"),
}
EVIDENCE = {
    "sitting": _l("Gruppens möten"),
    "meeting": _l("Medborgardialoger"),
    "school": _l("Skolbesök och skolinformation"),
    "foot_patrol": _l("Fotpatrullering"),
    "school_visit": _l("Spontana skolbesök"),
    "school_information": _l("Information till elever"),
    "dog_search": _l("Sök med narkotikahund"),
    "business_network": _l("Nätverk med näringslivet"),
    "neighbourhood_watch": _l("Grannsamverkan"),
    "walk": _l("Trygghetsvandring"),
    "other": _l("Annat"),
}
DAYPARTS = {"morning": _l("Morgon"), "day": _l("Dag"), "evening": _l("Kväll"), "night": _l("Natt")}
_AGE_ENDS = {
    "0-15": ("0", "15"), "16-29": ("16", "29"), "30-49": ("30", "49"), "50-64": ("50", "64"), "65+": ("65", ""),
}  # fmt: skip


def age_span(code: str) -> str:
    """`16-29` → 16–29 år; `16-29:30-49` → 16–49 år; `50-64:65+` → 50 år och äldre; nothing → alla åldrar."""
    first, _, last = code.partition(":")
    start, end = _AGE_ENDS.get(first, ("", ""))[0], _AGE_ENDS.get(last or first, ("", ""))[1]
    if not end and start in ("", "0"):
        return str(gettext("alla åldrar"))
    if not end:
        return str(gettext("%(start)s år och äldre", start=start))
    return str(gettext("%(start)s–%(end)s år", start=start, end=end))


def visitor_ages(code: str) -> str:
    """The words for a column of visitors: `1:2` → 16–49 år."""
    first, _, last = code.partition(":")
    return band_words(Band(int(first), int(last), None))


def line_name(place: tuple[str, str, str]) -> str:
    """What of the municipality a line of figures tells about: (stratum, area, age)."""
    stratum, area, age = place
    where = area or stratum or str(gettext("hela kommunen"))
    return f"{where}, {age_span(age)}" if age else where
