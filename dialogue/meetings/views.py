"""The public list of dialogue meetings."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from dialogue import clock
from dialogue.extensions import db
from dialogue.meetings.queries import coming_meetings
from dialogue.municipality import current_municipality

bp = Blueprint("meetings", __name__)


@bp.get("/moten")
def list_meetings() -> ResponseReturnValue:
    """Meetings to come."""
    meetings = coming_meetings(db.session, current_municipality().id, today=clock.today())
    return render_template("meetings/list_meetings.html", meetings=meetings)
