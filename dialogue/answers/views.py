"""The public page of answers."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("answers", __name__)


@bp.get("/svar")
def list_answers() -> ResponseReturnValue:
    """What came of the concerns."""
    return render_template("answers/list_answers.html")
