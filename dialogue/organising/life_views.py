"""The steps of a meeting's life: publish, cancel, held, throw away; copy it, make a series."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dialogue import clock, jobs
from dialogue.access import access_meeting
from dialogue.desk import current_viewer, record
from dialogue.exceptions import StaleEdit
from dialogue.extensions import csrf, db, transaction
from dialogue.organising import copies, life
from dialogue.organising.blueprint import bp
from dialogue.organising.clashes import clashes_of
from dialogue.organising.codes import is_ours, new_code
from dialogue.organising.forms import CancelForm, SeriesForm, VersionForm
from dialogue.organising.telling import tell_followers


@bp.post("/<code>/publicera")
def publish_meeting(code: str) -> ResponseReturnValue:
    """Make a draft public, as it was read through."""
    viewer, form = current_viewer(), VersionForm()
    try:
        with transaction() as session:
            if life.publish(session, viewer, code, form.seen, now=clock.now(), today=clock.today()):
                record(session, viewer, "meeting.published", meeting=code)
    except StaleEdit:
        return _back(code, "hunnit")
    except life.NotReady:
        return _back(code, "inte")
    return _back(code, "publicerat")


@bp.route("/<code>/stall-in", methods=["GET", "POST"])
def cancel_meeting(code: str) -> ResponseReturnValue:
    """Cancel a published meeting; the reason is public."""
    viewer, form, now = current_viewer(), CancelForm(), clock.now()
    meeting = access_meeting(db.session, viewer, code)
    if request.method != "POST" or not form.validate():
        status = 422 if form.errors else 200
        return render_template("organising/cancel_meeting.html", meeting=meeting, form=form), status
    try:
        with transaction() as session:
            cancelled = life.cancel(session, viewer, code, form.reason.data or "", now=now, today=clock.today())
            if cancelled is not None:
                tell_followers(session, cancelled, "cancelled", now=now)
                record(session, viewer, "meeting.cancelled", meeting=code)
    except life.NotReady:
        return _back(code, "inte")
    jobs.wake_mail()
    return _back(code, "installt")


@bp.post("/<code>/hallet")
def mark_held(code: str) -> ResponseReturnValue:
    """The meeting took place."""
    viewer = current_viewer()
    try:
        with transaction() as session:
            is_new = access_meeting(session, viewer, code).status == "published"
            life.mark_held(session, viewer, code, now=clock.now(), today=clock.today())
            if is_new:
                record(session, viewer, "meeting.held", meeting=code)
    except life.NotReady:
        return _back(code, "inte")
    return _back(code, "hallet")


@bp.post("/<code>/kasta")
def discard_draft(code: str) -> ResponseReturnValue:
    """Throw a draft away."""
    viewer = current_viewer()
    try:
        with transaction() as session:
            life.discard_draft(session, viewer, code)
            record(session, viewer, "meeting.discarded", meeting=code)
    except life.NotReady:
        return _back(code, "inte")
    return redirect(url_for(".list_meetings", klart="kastat"), 303)


@bp.post("/<code>/kopiera")
def copy_meeting(code: str) -> ResponseReturnValue:
    """A draft with the same words; its form opens, to choose the day."""
    viewer = current_viewer()
    offered = request.form.get("new", "")
    new = offered if is_ours(offered) else new_code()
    with transaction() as session:
        made = copies.copy_meeting(session, viewer, code, new, now=clock.now(), today=clock.today())
        record(session, viewer, "meeting.copied", meeting=code, to=made.code)
    return redirect(url_for(".edit_meeting", code=made.code, klart="kopierat"), 303)


@bp.route("/<code>/serie", methods=["GET", "POST"])
def make_series(code: str) -> ResponseReturnValue:
    """The days of a series with what they clash with; then its drafts."""
    viewer, form = current_viewer(), SeriesForm()
    meeting = access_meeting(db.session, viewer, code)
    if request.method != "POST":
        form.version.data = str(meeting.version)
        return _series_page(code, form)
    if not form.validate():
        return _series_page(code, form), 422
    if "create" not in request.form:
        return _series_page(code, form, form.to_rhythm())
    try:
        with transaction() as session:
            copies.make_series(session, viewer, code, form.to_rhythm(), form.seen, now=clock.now())
            record(session, viewer, "meeting.series", meeting=code)
    except StaleEdit:
        return _back(code, "hunnit")
    return _back(code, "serie")


def _series_page(code: str, form: SeriesForm, rhythm: copies.Rhythm | None = None) -> str:
    meeting = access_meeting(db.session, current_viewer(), code)
    days = copies.dates(meeting.held_on, rhythm) if rhythm else []
    found = [(day, clashes_of(db.session, meeting, day)) for day in days]
    return render_template("organising/make_series.html", meeting=meeting, form=form, days=found)


def _back(code: str, notice: str) -> ResponseReturnValue:
    return redirect(url_for(".show_desk", code=code, klart=notice), 303)


csrf.exempt(cancel_meeting)
