"""Staff pages of a commitment: its text while the pledge is a draft, and its follow-up, which is only added to."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.access import access_pledge
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.following import pledge_actions as actions
from dialogue.following.blueprint import bp, current_viewer, record
from dialogue.following.forms import CommitmentForm, FollowUpForm, choices, day_of, version_of
from dialogue.following.pages import conflicts
from dialogue.following.pledge_actions import CommitmentText, NewFollowUp
from dialogue.following.pledge_queries import indicator_choices
from dialogue.pledge_reading import read_pledge

FIELDS = ("text", "owner", "owner_role", "promised_since", "shown_by", "activity_kind", "indicator")


@bp.route("/loften/<code>/atagande", methods=["GET", "POST"])
def add_commitment(code: str) -> ResponseReturnValue:
    """One more thing promised."""
    viewer = current_viewer()
    pledge = access_pledge(db.session, viewer, code)
    form = _offered(CommitmentForm(promised_since=pledge.starts_on.year))
    if not form.validate_on_submit():
        page = render_template("following/write_commitment.html", form=form, pledge=pledge, number=None, saved={})
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction() as session:
            row = actions.add_commitment(session, viewer, code, _told(form))
            record(session, viewer, "commitment_added", pledge=code, number=row.number)
    except actions.NotDone:
        return _locked(code)
    return redirect(url_for(".show_pledge", code=code, _anchor=f"atagande-{row.number}"), 303)


@bp.route("/loften/<code>/atagande/<int:number>/redigera", methods=["GET", "POST"])
def edit_commitment(code: str, number: int) -> ResponseReturnValue:
    """Change a commitment of a draft. Two at once: the second one sees both texts."""
    viewer = current_viewer()
    pledge = access_pledge(db.session, viewer, code)
    now = actions.read_commitment(db.session, actions.commitment_of(db.session, pledge, number))
    form = _offered(CommitmentForm(obj=now, version=actions.fingerprint(now)))
    if not form.validate_on_submit():
        page = render_template("following/write_commitment.html", form=form, pledge=pledge, number=number, saved={})
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction() as session:
            actions.save_commitment(session, viewer, code, number, _told(form), seen=form.version.data or "")
            record(session, viewer, "commitment_saved", pledge=code, number=number)
    except StaleEdit:
        now = actions.read_commitment(db.session, actions.commitment_of(db.session, pledge, number))
        saved = conflicts(form, {name: getattr(now, name) for name in FIELDS})
        form.version.data = actions.fingerprint(now)
        return render_template(
            "following/write_commitment.html", form=form, pledge=pledge, number=number, saved=saved, stale=True
        ), 409
    except actions.NotDone:
        return _locked(code)
    return redirect(url_for(".show_pledge", code=code, _anchor=f"atagande-{number}"), 303)


@bp.post("/loften/<code>/atagande/<int:number>/ta-bort")
def remove_commitment(code: str, number: int) -> ResponseReturnValue:
    """Take a commitment out of a draft."""
    viewer = current_viewer()
    try:
        with transaction() as session:
            actions.remove_commitment(session, viewer, code, number)
            record(session, viewer, "commitment_removed", pledge=code, number=number)
    except actions.NotDone:
        return _locked(code)
    return redirect(url_for(".show_pledge", code=code), 303)


@bp.get("/loften/<code>/atagande/<int:number>")
def show_commitment(code: str, number: int) -> ResponseReturnValue:
    """How a commitment goes, what shows it, and the form for one more entry."""
    return _page(code, number, FollowUpForm(formdata=None, on=clock.today()))


@bp.post("/loften/<code>/atagande/<int:number>")
def add_follow_up(code: str, number: int) -> ResponseReturnValue:
    """One more entry. When somebody added another meanwhile, it is shown first, and nothing written is lost."""
    form, viewer = FollowUpForm(), current_viewer()
    if not form.validate():
        return _page(code, number, form), 422
    told = NewFollowUp(day_of(form.on), form.light.data, form.text.data or "")
    try:
        with transaction() as session:
            entry = actions.add_follow_up(session, viewer, code, number, told, seen=version_of(form.version))
            record(session, viewer, "follow_up_added", pledge=code, number=number, entry=entry.id)
    except StaleEdit:
        return _page(code, number, form, stale=True), 409
    return redirect(url_for(".show_commitment", code=code, number=number), 303)


def _page(code: str, number: int, form: FollowUpForm, *, stale: bool = False) -> str:
    viewer = current_viewer()
    pledge = access_pledge(db.session, viewer, code)
    reading = read_pledge(db.session, pledge, clock.today(), public=False)
    actions.commitment_of(db.session, pledge, number)  # not found when there is none
    item = next(item for item in reading.items if item.state.commitment.number == number)
    if stale or not form.version.data:
        form.version.data = str(len(item.state.entries))
    return render_template(
        "following/show_commitment.html", reading=reading, item=item, viewer=viewer, form=form, stale=stale
    )


def _offered(form: CommitmentForm) -> CommitmentForm:
    form.indicator.choices = choices(indicator_choices(db.session, current_viewer()), empty=gettext("Inget"))
    return form


def _told(form: CommitmentForm) -> CommitmentText:
    return CommitmentText(
        form.text.data or "", form.owner.data, form.owner_role.data or "", form.promised_since.data or 0,
        form.shown_by.data or "", form.activity_kind.data or "", form.indicator.data or "",
    )  # fmt: skip


def _locked(code: str) -> ResponseReturnValue:
    return redirect(url_for(".show_pledge", code=code), 303)
