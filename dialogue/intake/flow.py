"""From the form to the stored text: the same steps on the site and on a tablet in collection mode."""

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from dialogue import attest, clock, gate, help_lines, jobs, keys
from dialogue.arrivals import arrival
from dialogue.attest import BadToken, FormToken
from dialogue.extensions import db, transaction
from dialogue.intake.actions import is_known, store_concern
from dialogue.intake.collection_actions import count_text
from dialogue.intake.collection_queries import TabletCollection
from dialogue.intake.forms import ConcernForm
from dialogue.intake.queries import form_options, known_meeting
from dialogue.intake.told import NewConcern
from dialogue.language import current_code
from dialogue.municipality import current_municipality, settings
from dialogue.receipts import hash_receipt, in_groups, make_receipt
from dialogue.screening import Screened, screen
from dialogue.throttle import INTAKE, TABLET
from dialogue.written import Verdict

CALM = frozenset({"self_harm", "child_at_risk"})


@dataclass(frozen=True, slots=True)
class Way:
    """The way a text takes: which templates show it, and where its forms go.

    On a tablet (`tablet`) one opened form is one text: it is never shown again once it was sent.
    """

    folder: str
    preview: str
    send: str
    tablet: TabletCollection | None = None
    home: str = ""
    seconds_left: int = 0  # of the collection: the tablet notices its end by itself

    def receipt(self, token: FormToken, new: NewConcern) -> str:
        """The receipt of this form; on the site of this form and this telling."""
        told = b"" if self.tablet else new.canonical()
        return make_receipt(keys.receipt_key(settings()), token.nonce, told)

    def is_spent(self, token: FormToken) -> bool:
        """Whether this form of a tablet was sent already: the next person must not get it back."""
        if self.tablet is None:
            return False
        key = keys.receipt_key(settings())
        return is_known(db.session, hash_receipt(key, make_receipt(key, token.nonce, b"")))


def new_form(told: "MultiDict[str, str]") -> ConcernForm:
    """The form with the areas and topics on offer here."""
    options = form_options(db.session, current_municipality().id)
    return ConcernForm(told).offer(options, current_code())


def open_form(way: Way, meeting: str, place: str | None = None) -> ResponseReturnValue:
    """The empty form; a place and a meeting that are known here are filled in."""
    form = new_form(MultiDict())
    known = known_meeting(db.session, current_municipality().id, meeting[:12])
    asked = place or (known.area if known else "")
    if asked in form.places():
        form.area.data = asked
    form.meeting.data = known.code if known else ""
    return write(way, form, attest.new_token())


def preview(way: Way) -> ResponseReturnValue:
    """The text as it would be stored; or the form again, with what to put right."""
    form, token, stop = _received(way)
    if stop is not None:
        return stop
    if way.is_spent(token):
        return redirect(way.home, 303)
    if "change" in request.form:
        return write(way, form, token)
    if not form.validate():
        return write(way, form, token, status=422)
    return _show(way, form, token, screen(form.text.data or "", settings().encoder_socket))


def send(way: Way) -> ResponseReturnValue:
    """Store what the preview showed, once, and show its receipt."""
    form, token, stop = _received(way)
    if stop is not None:
        return stop
    if way.is_spent(token):
        return _thank(way, "")
    if not form.validate():
        return write(way, form, token, status=422)
    text = form.text.data or ""
    verdict = attest.read_verdict(keys.form_key(settings()), token, text, form.proof.data or "")
    if verdict is None:
        return _show(way, form, token, screen(text, settings().encoder_socket))
    return _thank(way, _store(way, form, token, verdict))


def write(way: Way, form: ConcernForm, token: FormToken, problem: str = "", status: int = 200) -> ResponseReturnValue:
    """The form's page, with what it holds so far."""
    page = render_template(
        f"{way.folder}/write_concern.html",
        way=way,
        form=form,
        problem=problem,
        token=attest.sign_token(keys.form_key(settings()), token),
        meeting=known_meeting(db.session, current_municipality().id, (form.meeting.data or "")[:12]),
        lines=help_lines.LINES,
    )
    return page, status


def _received(way: Way) -> tuple[ConcernForm, FormToken, ResponseReturnValue | None]:
    """The form that came, its token, and the page that answers instead where it may not go on."""
    form, token = new_form(request.form), attest.new_token()
    if way.tablet:
        form.meeting.data = way.tablet.meeting
    refusal = gate.refusal(TABLET, str(way.tablet.id)) if way.tablet else gate.refusal(INTAKE)
    if refusal is not None:
        return form, token, write(way, form, token, problem=refusal.why, status=refusal.status)
    try:
        return form, attest.read_token(keys.form_key(settings()), form.token.data or ""), None
    except BadToken:
        why = gettext("Formuläret var för gammalt. Din text finns kvar här nedanför – läs igenom och skicka igen.")
        return form, token, write(way, form, token, problem=why, status=422)


def _show(way: Way, form: ConcernForm, token: FormToken, screened: Screened) -> ResponseReturnValue:
    """The preview; before it, once, the 112 page or the calm page where the text calls for it."""
    verdict, key = screened.verdict, keys.form_key(settings())
    page = "preview_concern"
    if verdict.urgent and not token.warned:
        page = "calm" if verdict.reason in CALM else "emergency"
        token = token.after_warning()
    form.text.data = screened.text
    return render_template(
        f"{way.folder}/{page}.html",
        way=way,
        form=form,
        verdict=verdict,
        token=attest.sign_token(key, token),
        proof=attest.sign_verdict(key, token, screened.text, verdict),
        lines=help_lines.LINES,
    )


def _store(way: Way, form: ConcernForm, token: FormToken, verdict: Verdict) -> str:
    """The receipt; on a tablet nothing where the same form was stored at the same moment."""
    municipality_id = current_municipality().id
    meeting = known_meeting(db.session, municipality_id, (form.meeting.data or "")[:12])
    answers = form.answers(meeting=meeting.code if meeting else None)
    new = NewConcern(form.text.data or "", answers, verdict, token.warned)
    receipt = way.receipt(token, new)
    receipt_hash = hash_receipt(keys.receipt_key(settings()), receipt)
    with transaction() as session:
        is_new = store_concern(
            session, new, municipality_id=municipality_id, receipt_hash=receipt_hash, came=arrival(clock.here())
        )
        if way.tablet and is_new:
            count_text(session, way.tablet.id)
    jobs.wake()
    return receipt if is_new or not way.tablet else ""


def _thank(way: Way, receipt: str) -> ResponseReturnValue:
    return render_template(
        f"{way.folder}/send_concern.html", way=way, receipt=in_groups(receipt), lines=help_lines.LINES
    )
