"""The public pages of pledges: what was promised, by whom, since when, and how it goes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from dialogue import clock
from dialogue.exceptions import NotFound
from dialogue.extensions import db
from dialogue.municipality import current_municipality
from dialogue.pledge_reading import read_pledge
from dialogue.pledge_words import DAYPARTS, EVIDENCE, LIGHTS, OWNERS, STATES, age_span, line_name, visitor_ages
from dialogue.pledges.queries import find_signed, overview
from dialogue.spans import period_words

bp = Blueprint("pledges", __name__)
WORDS = {"owner": OWNERS, "light": LIGHTS, "state": STATES, "evidence": EVIDENCE, "daypart": DAYPARTS}

for function in (age_span, line_name, period_words, visitor_ages):
    bp.add_app_template_global(function)


@bp.app_template_global("pledge_words")
def pledge_words(group: str, value: str) -> str:
    """The word for a stored value."""
    return str(WORDS[group].get(value, value))


@bp.get("/loften")
def list_pledges() -> ResponseReturnValue:
    """Medborgarlöften: the one that holds now, else what became of the last one; and those before."""
    told = overview(db.session, current_municipality().id, clock.today())
    return render_template("pledges/list_pledges.html", told=told)


@bp.get("/loften/<code>")
def show_pledge(code: str) -> ResponseReturnValue:
    """A signed pledge; drafts are not public."""
    pledge = find_signed(db.session, current_municipality().id, code)
    if pledge is None:
        raise NotFound(code)
    reading = read_pledge(db.session, pledge, clock.today(), public=True)
    return render_template("pledges/show_pledge.html", reading=reading)
