"""The words for what a meeting's columns hold, for public and staff pages alike."""

from flask_babel import lazy_gettext as _l

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
AGES = {
    "0-15": _l("Under 16 år"),
    "16-29": _l("16–29 år"),
    "30-49": _l("30–49 år"),
    "50-64": _l("50–64 år"),
    "65+": _l("65 år eller äldre"),
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
