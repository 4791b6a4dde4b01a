"""The public form: write, preview, send. No cookie, nothing in an address, nothing about the sender kept."""

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from dialogue.extensions import db
from dialogue.intake import collection_views, flow, receipt_views
from dialogue.intake.flow import Way
from dialogue.intake.queries import place_aliases
from dialogue.municipality import current_municipality

bp = Blueprint("intake", __name__)
receipt_views.register(bp)
collection_views.register(bp)


@bp.get("/oro")
def write_concern() -> ResponseReturnValue:
    """The empty form; `?plats=` and `?mote=` fill in a place and a meeting that are known here."""
    return flow.open_form(_site(), request.args.get("mote", ""), request.args.get("plats"))


@bp.get("/oro/platser.json")
def list_places() -> ResponseReturnValue:
    """The other names of the areas, for the form's search field."""
    answer = jsonify(place_aliases(db.session, current_municipality().id))
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.add_etag()
    return answer.make_conditional(request)


@bp.post("/oro")
def preview_concern() -> ResponseReturnValue:
    """The text as it would be stored; or the form again, with what to put right."""
    return flow.preview(_site())


@bp.post("/oro/skicka")
def send_concern() -> ResponseReturnValue:
    """Store what the preview showed, once, and show its receipt."""
    return flow.send(_site())


def _site() -> Way:
    return Way("intake", preview=url_for(".preview_concern"), send=url_for(".send_concern"))
