"""The five voices on a topic and an area, side by side."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from dialogue import clock
from dialogue.extensions import db
from dialogue.following.blueprint import bp, current_viewer
from dialogue.following.indicator_queries import offered
from dialogue.triangulation import find_area, find_topic, triangulate


@bp.get("/triangulering")
def show_triangulation() -> ResponseReturnValue:
    """Survey, reported crime, concerns, dialogues and staff: who agrees with whom."""
    mine = current_viewer().municipality_id
    topic = find_topic(db.session, mine, request.args.get("amne", ""))
    area = find_area(db.session, mine, request.args.get("omrade", ""))
    told = triangulate(db.session, mine, topic, area, clock.today())
    _strata, areas, topics = offered(db.session, current_viewer())
    return render_template("following/show_triangulation.html", told=told, areas=areas, topics=topics,
                           viewer=current_viewer())  # fmt: skip
