"""The start page, and what the site says about itself."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from dialogue import clock, help_lines
from dialogue.extensions import db
from dialogue.municipality import current_municipality
from dialogue.pages.queries import next_meeting
from dialogue.pages.statement import CONTACT, STATEMENT

bp = Blueprint("pages", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    """Three ways on: tell, meet us, see what came of it."""
    meeting = next_meeting(db.session, current_municipality().id, today=clock.today())
    return render_template("pages/start.html", meeting=meeting, lines=help_lines.LINES)


@bp.get("/om")
def about() -> ResponseReturnValue:
    """Who reads, and what happens then."""
    return render_template("pages/about.html")


@bp.get("/tillganglighet")
def accessibility() -> ResponseReturnValue:
    """The statement that lag (2018:1937) asks for."""
    contact = CONTACT.get(current_municipality().code)
    return render_template("pages/accessibility.html", statement=STATEMENT, contact=contact)


@bp.get("/integritet")
def privacy() -> ResponseReturnValue:
    """What is stored, what never is, and whose right is what (GDPR art. 13)."""
    return render_template("pages/privacy.html")
