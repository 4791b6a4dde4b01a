"""Snabblogg: three taps on a phone – what, where, how long – and it is stored, with undo. Works without JavaScript."""

from datetime import date, timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.arrivals import arrival
from dialogue.evidence import Period
from dialogue.exceptions import NotFound
from dialogue.extensions import db, transaction
from dialogue.following.activity_actions import Done
from dialogue.following.activity_actions import log_activity as store
from dialogue.following.activity_actions import undo_activity as take_back
from dialogue.following.activity_queries import (
    PRESETS,
    find_activity,
    latest_activities,
    sum_activities,
    tap_places,
)
from dialogue.following.blueprint import bp, current_viewer, record
from dialogue.following.forms import ACTIVITY_KINDS, ActivityForm, TapForm, choices, day_of
from dialogue.following.indicator_queries import offered
from dialogue.models import ActivityKind

HALF_A_YEAR = timedelta(days=182)
REMEMBERED = 10


@bp.get("/logg")
def list_activities() -> ResponseReturnValue:
    """The first tap: what? And below, what was logged, in sums."""
    viewer, today = current_viewer(), clock.today()
    told = request.args
    kind = ActivityKind(told["slag"]) if told.get("slag") in ACTIVITY_KINDS else ActivityKind.FOOT_PATROL
    period = Period(_day(told.get("fran")) or today - HALF_A_YEAR, _day(told.get("till")) or today)
    return render_template(
        "following/list_activities.html", kinds=ACTIVITY_KINDS, lines=latest_activities(db.session, viewer),
        sums=sum_activities(db.session, viewer, kind, period), viewer=viewer, mine=_mine(),
        saved=_saved(told.get("sparad", type=int)), undone="angrad" in told,
    )  # fmt: skip


@bp.get("/logg/<kind>")
def choose_place(kind: str) -> ResponseReturnValue:
    """The second tap: where? And the third: how long?"""
    if kind not in ACTIVITY_KINDS:
        raise NotFound(kind)
    viewer, chosen = current_viewer(), request.args.get("plats", "")
    places = tap_places(db.session, viewer, ActivityKind(kind), clock.today())
    place = next((place for place in places if place.key == chosen), None)
    return render_template("following/choose_place.html", kind=kind, places=places, place=place,
                           presets=PRESETS[ActivityKind(kind)])  # fmt: skip


@bp.post("/logg")
def log_activity() -> ResponseReturnValue:
    """The third tap: stored as done today, in this part of the day."""
    form, here = TapForm(), clock.here()
    if not form.validate() or form.kind.data not in ACTIVITY_KINDS:
        return redirect(url_for(".list_activities"), 303)
    area, _, place = (form.place.data or "").partition(":")
    part = arrival(here).daypart.value
    return _store(Done(form.kind.data, here.date(), part, area, place, form.minutes.data, None, ""))


@bp.route("/logg/efterat", methods=["GET", "POST"])
def log_in_full() -> ResponseReturnValue:
    """What was done on another day, or needs more words."""
    form = ActivityForm(kind=request.args.get("slag", ""))
    form.area.choices = choices(offered(db.session, current_viewer())[1], empty=gettext("Inget särskilt"))
    if not form.validate_on_submit():
        page = render_template("following/log_in_full.html", form=form)
        return page, 422 if form.is_submitted() else 200
    return _store(Done(
        form.kind.data, day_of(form.done_on), form.daypart.data or "", form.area.data or "", form.place.data or "",
        form.minutes.data, form.people.data, form.result.data or "",
    ))  # fmt: skip


@bp.post("/logg/<int:activity_id>/angra")
def undo_activity(activity_id: int) -> ResponseReturnValue:
    """Take back what this browser logged."""
    if activity_id not in _mine():
        raise NotFound("not logged here")
    viewer = current_viewer()
    with transaction() as rows:
        row = take_back(rows, viewer, activity_id, now=clock.now())
        record(rows, viewer, "activity_undone", activity=activity_id, kind=row.kind.value)
    return redirect(url_for(".list_activities", angrad=""), 303)


def _mine() -> list[int]:
    """What this browser logged, as its signed cookie says."""
    return [told for told in session.get("logged", []) if isinstance(told, int)]


def _saved(activity_id: int | None) -> object:
    return find_activity(db.session, current_viewer(), activity_id) if activity_id in _mine() and activity_id else None


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told or "")
    except ValueError:
        return None


def _store(done: Done) -> ResponseReturnValue:
    viewer = current_viewer()
    with transaction() as rows:
        row, is_new = store(rows, viewer, done, now=clock.now(), today=clock.today())
        if is_new:
            record(rows, viewer, "activity_logged", activity=row.id, kind=row.kind.value)
    session["logged"] = [*_mine(), row.id][-REMEMBERED:]
    return redirect(url_for(".list_activities", sparad=row.id), 303)
