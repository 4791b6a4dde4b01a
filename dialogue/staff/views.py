"""Pages of staff."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup

from dialogue import audit, clock, gate, keys
from dialogue.desk import current_viewer
from dialogue.exceptions import NotFound
from dialogue.extensions import db, transaction
from dialogue.municipality import current_municipality, settings
from dialogue.staff import actions, guard, labels, passwords, queries, sessions, totp
from dialogue.staff.demo import demo_account, demo_token
from dialogue.staff.forms import AcceptInviteForm, InviteForm, SignInForm
from dialogue.throttle import SIGN_INS
from dialogue.tries import SECOND_FACTOR, SIGN_IN

bp = Blueprint("staff", __name__)
OFFER_SECONDS = 3600


@bp.route("/logga-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """E-mail, password and code; one answer to everything that is wrong."""
    form = SignInForm()
    onward = guard.safe_next(request.args.get("next"))
    if request.method != "POST":
        return render_template("staff/sign_in.html", form=form, problem=None)
    if not form.validate_on_submit():
        return render_template("staff/sign_in.html", form=form, problem=None), 422
    refusal = gate.refusal(SIGN_INS, "everybody")
    if refusal is not None:
        return render_template("staff/sign_in.html", form=form, problem=refusal.why), refusal.status
    if not gate.may_try(SIGN_IN, (form.email.data or "").strip().lower()):
        problem = _("Det har varit för många försök. Vänta tio minuter och försök igen.")
        return render_template("staff/sign_in.html", form=form, problem=problem), 429
    done = _try_to_sign_in(form)
    if done is None:
        problem = _("E-post, lösenord och kod stämmer inte ihop. En kod gäller bara en gång: vänta på nästa.")
        return render_template("staff/sign_in.html", form=form, problem=problem), 422
    return _welcome(done.token, onward)


def _try_to_sign_in(form: SignInForm) -> actions.SignedIn | None:
    now, done = clock.now(), None
    fallback = current_municipality().id
    staff_id, home, is_right = actions.check_password(db.session, form.email.data or "", form.password.data or "")
    is_right = is_right and gate.may_try(SECOND_FACTOR, str(staff_id))
    with transaction() as writing:
        if staff_id is not None and is_right:
            done = actions.sign_in(writing, staff_id=staff_id, code=form.code.data or "", now=now)
        event = "staff.sign_in" if done else "staff.sign_in_failed"
        audit.record(
            writing, municipality_id=home or fallback, staff_id=staff_id, event=event, subject={}, at=now, key=_key()
        )
    return done


@bp.get("/logga-in/demo/<role>/<token>")
def demo_sign_in(role: str, token: str) -> ResponseReturnValue:
    """The demonstration's link: this start, this machine."""
    told = settings()
    if not told.demo or not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104 — not a bind
        abort(404)
    if not hmac.compare_digest(token.encode(), demo_token(told.demo_key.get_secret_value(), role).encode()):
        abort(404)
    found = demo_account(db.session, role)
    if found is None:
        abort(404)
    now = clock.now()
    with transaction() as writing:
        opened = sessions.open_session(writing, staff_id=found[0], municipality_id=found[1], now=now)
        audit.record(
            writing, municipality_id=found[1], staff_id=found[0], event="staff.sign_in", subject={"demo": role},
            at=now, key=_key(),
        )  # fmt: skip
    return _welcome(opened, None)


@bp.route("/inbjudan/<token>", methods=["GET", "POST"])
def accept_invite(token: str) -> ResponseReturnValue:
    """Choose a password, connect the app, and be signed in."""
    now = clock.now()
    email = queries.invited_email(db.session, token, now)
    if email is None:
        return render_template("staff/invite_over.html"), 404
    form = AcceptInviteForm()
    signer = URLSafeTimedSerializer(str(current_app.secret_key), salt=f"invite:{token}")
    secret = _offered(signer, form.offered.data) or totp.new_secret()
    if form.validate_on_submit():
        hashed = passwords.hash_password(form.password.data or "")
        with transaction() as writing:
            done = actions.accept_invite(
                writing, token=token, password_hash=hashed, secret=secret, code=form.code.data or "", now=now
            )
            if done is not None:
                actions.log_event(
                    writing,
                    done.municipality_id,
                    done.staff_id,
                    "staff.sign_in",
                    {"invited": "yes"},
                    clock.now(),
                    _key(),
                )
        if done is not None:
            return _welcome(done.token, None)
        form.code.errors = [_("Koden stämmer inte. Vänta på nästa kod i appen och skriv den.")]
    form.offered.data = signer.dumps(secret)
    qr = Markup(totp.qr_svg(secret, email))  # noqa: S704 — drawn by us
    status = 422 if request.method == "POST" else 200
    return render_template("staff/accept_invite.html", form=form, email=email, qr=qr, secret=secret), status


@bp.post("/logga-ut")
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    viewer = current_viewer()
    with transaction() as writing:
        sessions.close_session(writing, str(session["token"]))
        actions.log_event(writing, viewer.municipality_id, viewer.staff_id, "staff.sign_out", {}, clock.now(), _key())
    session.clear()
    return redirect(url_for("staff.sign_in"), 303)


@bp.post("/byt-kommun")
def switch_municipality() -> ResponseReturnValue:
    """Work in another of one's municipalities."""
    viewer = current_viewer()
    wanted = request.form.get("municipality", type=int)
    if wanted not in [id_ for id_, _name in viewer.others]:
        raise NotFound("not one of the viewer's municipalities")
    with transaction() as writing:
        sessions.move_session(writing, str(session["token"]), wanted)
    moved = sessions.viewer_of(db.session, str(session["token"]), clock.now())
    return redirect(guard.landing(moved) if moved else url_for("staff.sign_in"), 303)


@bp.get("/personal")
def list_staff() -> ResponseReturnValue:
    """Accounts, roles, states."""
    return _staff_page(InviteForm())


@bp.post("/personal")
def invite_staff() -> ResponseReturnValue:
    """Invite somebody; the link is shown on this answer only."""
    viewer, form = current_viewer(), InviteForm()
    if not form.validate_on_submit():
        return _staff_page(form), 422
    code = queries.municipality_code(db.session, viewer.municipality_id)
    told = {"name": form.name.data or "", "role": form.role.data or ""}
    try:
        with transaction() as writing:
            token = actions.invite_staff(
                writing,
                email=form.email.data or "",
                name=told["name"],
                role=actions.Role(told["role"]),
                municipality_code=code,
                now=clock.now(),
            )
            actions.log_event(
                writing, viewer.municipality_id, viewer.staff_id, "staff.invite", told, clock.now(), _key()
            )
    except actions.AlreadyStaff:
        form.email.errors = [_("Den adressen har redan ett konto.")]
        return _staff_page(form), 422
    return _staff_page(InviteForm(formdata=None), link=url_for("staff.accept_invite", token=token, _external=True))


@bp.post("/personal/<int:staff_id>/stang")
def close_account(staff_id: int) -> ResponseReturnValue:
    """Close an account; whoever is signed in with it is signed out."""
    viewer = current_viewer()
    if staff_id == viewer.staff_id:
        abort(403)
    with transaction() as writing:
        actions.close_account(
            writing, staff_id=staff_id, municipality_id=viewer.municipality_id, by=viewer.staff_id
        )  # fmt: skip
        actions.log_event(
            writing, viewer.municipality_id, viewer.staff_id, "staff.close", {"staff": staff_id}, clock.now(), _key()
        )
    return redirect(url_for("staff.list_staff"), 303)


@bp.get("/logg")
def read_log() -> ResponseReturnValue:
    """Who did what and when, newest first."""
    viewer = current_viewer()
    page = min(max(request.args.get("sida", 1, type=int), 1), 10_000)
    entries, has_older = queries.log_page(db.session, viewer.municipality_id, page)
    broken = audit.first_broken(db.session, _key())
    return render_template(
        "staff/read_log.html", entries=entries, page=page, has_older=has_older, broken=broken, names=labels.EVENT_NAMES
    )


def _staff_page(form: InviteForm, link: str | None = None) -> str:
    found = queries.accounts(db.session, current_viewer().municipality_id)
    return render_template(
        "staff/list_staff.html", accounts=found, form=form, link=link, roles=labels.ROLE_NAMES,
        states=labels.STATE_NAMES,
    )  # fmt: skip


def _welcome(token: str, onward: str | None) -> ResponseReturnValue:
    session.clear()
    session["token"] = token
    viewer = sessions.viewer_of(db.session, token, clock.now())
    assert viewer is not None  # opened a moment ago
    return redirect(onward or guard.landing(viewer), 303)


def _offered(signer: URLSafeTimedSerializer, signed: str | None) -> str | None:
    try:
        return str(signer.loads(signed or "", max_age=OFFER_SECONDS))
    except BadData:
        return None


def _key() -> bytes:
    return keys.audit_key(settings())
