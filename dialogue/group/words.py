"""The words of the group's pages and agenda."""

from datetime import date

from flask_babel import format_date, format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _l

KINDS = {
    "carried": _l("Från förra gången"), "overdue": _l("Försenat"), "heard": _l("Växer"), "watch": _l("Att pröva"),
    "round": _l("Runda"), "problem": _l("Problem"), "pledge": _l("Löfte"), "answer": _l("Svar"), "next": _l("Framåt"),
    "own": _l("Egen punkt"),
}  # fmt: skip
TITLES = {
    "overdue": _l("Det som skulle vara klart"), "round": _l("Runda: vad ser ni som inte syns i siffrorna?"),
    "pledge": _l("Löften som behöver oss"), "answer": _l("Svar att godkänna"),
    "next": _l("Nästa möten och sammanträde"),
}  # fmt: skip
OWNERS = {"police": _l("Polisen"), "municipality": _l("Kommunen"), "joint": _l("Gemensamt")}
STATUSES = {"planned": _l("planerat"), "open": _l("pågår"), "locked": _l("protokollet låst")}
PHASES = {
    "scanning": _l("kartläggning"), "analysis": _l("analys"), "response": _l("åtgärder"),
    "assessment": _l("uppföljning"),
}  # fmt: skip
LIGHTS = {"red": _l("rött"), "yellow": _l("gult")}


def titles() -> dict[str, str]:
    """The titles of points that gather several things."""
    return {kind: str(title) for kind, title in TITLES.items()}


class Swedish:
    """The sayings of the agenda; see `dialogue.group.sayings`."""

    def late(self, role: str, due: date) -> str:
        """Overdue, whose, since when."""
        return str(gettext("%(role)s, skulle vara klart %(day)s", role=role, day=_day(due)))

    def growing(self, observed: int, days: int, expected: float) -> str:
        """An alarm's evidence."""
        events = ngettext("%(num)s händelse", "%(num)s händelser", observed)
        told = ngettext("på %(num)s dag", "på %(num)s olika dagar", days)
        normal = format_decimal(round(expected, 1))
        return str(gettext("%(events)s %(days)s, väntat %(n)s", events=events, days=told, n=normal))

    def sheet(self, review_on: date | None) -> str:
        """A sheet to decide, or to look at again."""
        if review_on is None:
            return str(gettext("är det ett problem?"))
        return str(gettext("skulle ses över %(day)s", day=_day(review_on)))

    def phase(self, phase: str) -> str:
        """Where a problem is."""
        return str(PHASES[phase])

    def ends(self, on: date) -> str:
        """A pledge that ends soon."""
        return str(gettext("löper ut %(day)s", day=_day(on)))

    def stale(self, on: date | None) -> str:
        """A commitment that nobody has followed up lately."""
        if on is None:
            return str(gettext("aldrig uppföljt"))
        return str(gettext("inte uppföljt sedan %(day)s", day=_day(on)))

    def light(self, light: str, text: str) -> str:
        """A commitment that goes badly."""
        return f"{LIGHTS[light]}, {text}"

    def meeting(self, on: date, place: str) -> str:
        """A meeting to come."""
        return f"{_day(on)}, {place}"


def _day(on: date) -> str:
    return str(format_date(on, "d MMMM"))
