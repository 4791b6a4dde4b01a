"""What the age bands are called, wherever people choose or read one."""

from flask_babel import lazy_gettext as _l

AGES = {
    "0-15": _l("Under 16 år"),
    "16-29": _l("16–29 år"),
    "30-49": _l("30–49 år"),
    "50-64": _l("50–64 år"),
    "65+": _l("65 år eller äldre"),
}
