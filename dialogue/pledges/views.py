"""The public page of pledges."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("pledges", __name__)


@bp.get("/loften")
def list_pledges() -> ResponseReturnValue:
    """Medborgarlöften: what police and municipality have promised together."""
    return render_template("pledges/list_pledges.html")
