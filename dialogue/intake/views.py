"""The public form: write, preview, send. No cookie, nothing in an address, nothing about the sender kept."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from dialogue import attest, clock, gate, help_lines, jobs, keys
from dialogue.arrivals import arrival
from dialogue.attest import BadToken, FormToken
from dialogue.extensions import db, transaction
from dialogue.intake import receipt_views
from dialogue.intake.actions import store_concern
from dialogue.intake.forms import ConcernForm
from dialogue.intake.queries import form_options, known_meeting, place_aliases
from dialogue.intake.told import NewConcern, Verdict
from dialogue.language import current_code
from dialogue.municipality import current_municipality, settings
from dialogue.receipts import hash_receipt, in_groups, make_receipt
from dialogue.screening import Screened, screen
from dialogue.throttle import INTAKE

bp = Blueprint("intake", __name__)
receipt_views.register(bp)

CALM = frozenset({"self_harm", "child_at_risk"})


@bp.get("/oro")
def write_concern() -> ResponseReturnValue:
    """The empty form; `?plats=` and `?mote=` fill in a place and a meeting that are known here."""
    form = _form(MultiDict())
    meeting = known_meeting(db.session, current_municipality().id, request.args.get("mote", "")[:12])
    asked = request.args.get("plats") or (meeting.area if meeting else "")
    if asked in form.places():
        form.area.data = asked
    form.meeting.data = meeting.code if meeting else ""
    return _write(form, attest.new_token())


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
    form, token, stop = _received()
    if stop is not None:
        return stop
    if "change" in request.form:
        return _write(form, token)
    if not form.validate():
        return _write(form, token, status=422)
    return _show(form, token, screen(form.text.data or "", settings().encoder_socket))


@bp.post("/oro/skicka")
def send_concern() -> ResponseReturnValue:
    """Store what the preview showed, once, and show its receipt."""
    form, token, stop = _received()
    if stop is not None:
        return stop
    if not form.validate():
        return _write(form, token, status=422)
    text = form.text.data or ""
    verdict = attest.read_verdict(keys.form_key(settings()), token, text, form.proof.data or "")
    if verdict is None:
        return _show(form, token, screen(text, settings().encoder_socket))
    return _receipt(_store(form, token, verdict))


def _received() -> tuple[ConcernForm, FormToken, ResponseReturnValue | None]:
    """The form that came, its token, and the page that answers instead where it may not go on."""
    form, token = _form(request.form), attest.new_token()
    refusal = gate.refusal(INTAKE)
    if refusal is not None:
        return form, token, _write(form, token, problem=refusal.why, status=refusal.status)
    try:
        return form, attest.read_token(keys.form_key(settings()), form.token.data or ""), None
    except BadToken:
        why = gettext("Formuläret var för gammalt. Din text finns kvar här nedanför – läs igenom och skicka igen.")
        return form, token, _write(form, token, problem=why, status=422)


def _form(told: "MultiDict[str, str]") -> ConcernForm:
    options = form_options(db.session, current_municipality().id)
    return ConcernForm(told).offer(options, current_code())


def _write(form: ConcernForm, token: FormToken, problem: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "intake/write_concern.html",
        form=form,
        problem=problem,
        token=attest.sign_token(keys.form_key(settings()), token),
        meeting=known_meeting(db.session, current_municipality().id, (form.meeting.data or "")[:12]),
        lines=help_lines.LINES,
    )
    return page, status


def _show(form: ConcernForm, token: FormToken, screened: Screened) -> ResponseReturnValue:
    """The preview; before it, once, the 112 page or the calm page where the text calls for it."""
    verdict, key = screened.verdict, keys.form_key(settings())
    page = "preview_concern"
    if verdict.urgent and not token.warned:
        page = "calm" if verdict.reason in CALM else "emergency"
        token = token.after_warning()
    form.text.data = screened.text
    return render_template(
        f"intake/{page}.html",
        form=form,
        verdict=verdict,
        token=attest.sign_token(key, token),
        proof=attest.sign_verdict(key, token, screened.text, verdict),
        lines=help_lines.LINES,
    )


def _store(form: ConcernForm, token: FormToken, verdict: Verdict) -> str:
    municipality_id = current_municipality().id
    meeting = known_meeting(db.session, municipality_id, (form.meeting.data or "")[:12])
    answers = form.answers(meeting=meeting.code if meeting else None)
    new = NewConcern(form.text.data or "", answers, verdict, token.warned)
    key = keys.receipt_key(settings())
    receipt = make_receipt(key, token.nonce, new.canonical())
    receipt_hash = hash_receipt(key, receipt)
    with transaction() as session:
        store_concern(
            session, new, municipality_id=municipality_id, receipt_hash=receipt_hash, came=arrival(clock.here())
        )
    jobs.wake()
    return receipt


def _receipt(receipt: str) -> ResponseReturnValue:
    return render_template("intake/send_concern.html", receipt=in_groups(receipt), lines=help_lines.LINES)
