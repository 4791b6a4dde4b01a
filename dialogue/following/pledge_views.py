"""Staff pages of pledges: the list, a pledge, its draft, signatures, copies."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.access import access_pledge
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.following import pledge_actions as actions
from dialogue.following.blueprint import bp, current_viewer, record
from dialogue.following.forms import PledgeForm, SignatureForm, VersionForm, day_of, version_of
from dialogue.following.pages import conflicts
from dialogue.following.pledge_actions import PledgeText
from dialogue.following.pledge_queries import pledge_list, renewal_of, renewed_by
from dialogue.pledge_reading import read_pledge


@bp.get("/loften")
def list_pledges() -> ResponseReturnValue:
    """All pledges, how they go, and the days without one."""
    viewer = current_viewer()
    told = pledge_list(db.session, viewer, clock.today())
    return render_template("following/list_pledges.html", told=told, viewer=viewer)


@bp.route("/loften/nytt", methods=["GET", "POST"])
def write_pledge() -> ResponseReturnValue:
    """A new draft."""
    form = PledgeForm()
    if not form.validate_on_submit():
        page = render_template("following/write_pledge.html", form=form, pledge=None, saved={})
        return page, 422 if form.is_submitted() else 200
    viewer = current_viewer()
    with transaction() as session:
        pledge = actions.create_pledge(session, viewer, _told(form))
        record(session, viewer, "pledge_created", pledge=pledge.code)
    return redirect(url_for(".show_pledge", code=pledge.code), 303)


@bp.get("/loften/<code>")
def show_pledge(code: str) -> ResponseReturnValue:
    """A pledge with its commitments and what shows them."""
    return _page(code, SignatureForm(formdata=None, signed_on=clock.today()))


@bp.route("/loften/<code>/redigera", methods=["GET", "POST"])
def edit_pledge(code: str) -> ResponseReturnValue:
    """Change a draft. Two at once: the second one sees both texts."""
    viewer = current_viewer()
    pledge = access_pledge(db.session, viewer, code)
    form = PledgeForm(obj=pledge)
    if not form.validate_on_submit():
        page = render_template("following/write_pledge.html", form=form, pledge=pledge, saved={})
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction() as session:
            actions.save_pledge(session, viewer, code, _told(form), seen=version_of(form.version))
            record(session, viewer, "pledge_saved", pledge=code)
    except StaleEdit:
        now = access_pledge(db.session, viewer, code)
        saved = conflicts(form, {name: getattr(now, name) for name in ("title", "intro", "starts_on", "ends_on")})
        form.version.data = str(now.version)
        return render_template("following/write_pledge.html", form=form, pledge=now, saved=saved, stale=True), 409
    except actions.NotDone as refusal:
        return _page(code, SignatureForm(formdata=None), problems=[_words(str(refusal))]), 422
    return redirect(url_for(".show_pledge", code=code), 303)


@bp.post("/loften/<code>/underskrift")
def sign_role(code: str) -> ResponseReturnValue:
    """A role has signed."""
    form, viewer = SignatureForm(), current_viewer()
    if not form.validate():
        return _page(code, form), 422
    try:
        with transaction() as session:
            actions.sign_role(session, viewer, code, role=form.role.data or "", owner=form.owner.data,
                              on=day_of(form.signed_on))  # fmt: skip
            record(session, viewer, "pledge_role_signed", pledge=code)
    except actions.NotDone as refusal:
        return _page(code, form, problems=[_words(str(refusal))]), 422
    return redirect(url_for(".show_pledge", code=code, _anchor="underskrifter"), 303)


@bp.post("/loften/<code>/publicera")
def publish_pledge(code: str) -> ResponseReturnValue:
    """Signed by both: from now on public, and locked."""
    form, viewer = VersionForm(), current_viewer()
    form.validate()
    try:
        with transaction() as session:
            actions.publish_pledge(session, viewer, code, seen=version_of(form.version))
            record(session, viewer, "pledge_published", pledge=code)
    except StaleEdit:
        told = gettext("Någon annan har ändrat löftet sedan du öppnade sidan. Läs det igen innan du publicerar.")
        return _page(code, SignatureForm(formdata=None), problems=[told]), 409
    except actions.NotDone as refusal:
        return _page(code, SignatureForm(formdata=None), problems=[_words(str(refusal))]), 422
    return redirect(url_for(".show_pledge", code=code), 303)


@bp.post("/loften/<code>/fornya/<kind>")
def renew_pledge(code: str, kind: str) -> ResponseReturnValue:
    """A draft that takes over, its commitments carried over."""
    viewer = current_viewer()
    with transaction() as session:
        new = actions.renew_pledge(session, viewer, code, as_version=kind == "version")
        record(session, viewer, "pledge_renewed", pledge=code, by=new.code)
    return redirect(url_for(".show_pledge", code=new.code), 303)


def _page(code: str, form: SignatureForm, problems: list[str] | None = None) -> str:
    viewer = current_viewer()
    pledge = access_pledge(db.session, viewer, code)
    reading = read_pledge(db.session, pledge, clock.today(), public=False)
    return render_template(
        "following/show_pledge.html", reading=reading, viewer=viewer, form=form, problems=problems or [],
        renewal=renewal_of(db.session, pledge), old=renewed_by(db.session, pledge),
    )  # fmt: skip


def _told(form: PledgeForm) -> PledgeText:
    return PledgeText(form.title.data or "", form.intro.data or "", day_of(form.starts_on), day_of(form.ends_on))


def _words(code: str) -> str:
    words = {
        "signed": gettext("Löftet är undertecknat och kan inte ändras. Gör en ny version i stället."),
        "signed_twice": gettext("Rollen har redan skrivit under."),
        "both_sign": gettext("Någon för polisen och någon för kommunen måste ha skrivit under."),
        "nothing_promised": gettext("Skriv minst ett åtagande först."),
    }
    return str(words[code])
