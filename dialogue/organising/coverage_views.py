"""The desk's two overviews: all meetings, and whom they reach."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from dialogue import clock
from dialogue.desk import current_viewer
from dialogue.extensions import db
from dialogue.meeting_words import AGES
from dialogue.organising import queries, words
from dialogue.organising.blueprint import bp
from dialogue.organising.coverage import overview

TARGET_AGES = ("16-29", "30-49")  # whom the pledge means above all


@bp.get("")
def list_meetings() -> ResponseReturnValue:
    """Drafts, meetings to come, meetings that wait for something, and those that are done with."""
    found = queries.list_desk(db.session, current_viewer(), today=clock.today())
    notice = words.NOTICES.get(request.args.get("klart", ""))
    return render_template(
        "organising/list_meetings.html", desk=found, words=words, notice=notice, target_ages=TARGET_AGES,
        goal=queries.SUMMARY_DAYS,
    )  # fmt: skip


@bp.get("/tackning")
def show_coverage() -> ResponseReturnValue:
    """Which areas and ages have been met, and where to go next."""
    told = overview(db.session, current_viewer().municipality_id, today=clock.today())
    return render_template("organising/show_coverage.html", told=told, words=words, ages=AGES, target_ages=TARGET_AGES)
