"""The demonstration's school breaks, in the weeks where most schools of the region have them."""

from datetime import date

from sqlalchemy.orm import Session

from dialogue.models import Municipality
from dialogue.organising.calendar_import import Break, import_breaks

WEEKS = {"Sportlov": (8, 8), "Sommarlov": (25, 33), "Höstlov": (44, 44)}  # first and last, ISO
CHRISTMAS = ((12, 22), (1, 7))  # month and day


def load(session: Session, municipality: Municipality, today: date) -> None:
    """The breaks of last year, this and the next."""
    for year in (today.year - 1, today.year, today.year + 1):
        breaks = [
            Break(name, date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 5))
            for name, (first, last) in WEEKS.items()
        ]
        breaks.append(Break("Jullov", date(year, *CHRISTMAS[0]), date(year + 1, *CHRISTMAS[1])))
        import_breaks(session, municipality, breaks)
