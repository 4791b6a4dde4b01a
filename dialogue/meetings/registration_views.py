"""Registering for a meeting without a name. The code is shown once, and is never in an address."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from dialogue import clock, gate, keys, meeting_words
from dialogue.exceptions import NotFound
from dialogue.extensions import db, transaction
from dialogue.language import current_code, listed
from dialogue.meetings import actions, posted
from dialogue.meetings.actions import MeetingClosed, NoRoom
from dialogue.meetings.forms import ChangeForm, CodeForm, RegistrationForm
from dialogue.meetings.queries import MeetingNotice, MeetingPage, meeting_page, public_meeting
from dialogue.meetings.told import Standing
from dialogue.municipality import current_municipality, settings
from dialogue.receipts import FEWER_DIGITS, hash_receipt, in_groups, make_receipt
from dialogue.throttle import LOOK_UP, REGISTER


def register(code: str) -> ResponseReturnValue:
    """The form; by POST, the seats or the place in line, and the code."""
    page = meeting_page(db.session, current_municipality().id, code, lang=current_code())
    form = RegistrationForm(request.form).offer(page.interpreter)
    if request.method != "POST":
        return _write(page, form, posted.fresh_token())
    token, refusal = posted.read(REGISTER, form.token.data)
    if refusal is not None:
        return _write(page, form, posted.signed(token), refusal.why, refusal.status)
    if not form.validate():
        return _write(page, form, posted.signed(token), status=422)
    key = keys.registration_key(settings())
    own_code = make_receipt(key, token.nonce, page.notice.code.encode(), digits=FEWER_DIGITS)
    code_hash = hash_receipt(key, own_code)
    try:
        with transaction() as session:
            standing = actions.register(
                session, page.notice.id, form.to_registration(), code_hash=code_hash, here=clock.here()
            )
    except MeetingClosed:
        return _write(page, form, posted.signed(token), status=409)
    return render_template(
        "meetings/registered.html",
        meeting=page.notice,
        standing=standing,
        needs=_needs(standing),
        code=in_groups(own_code),
    )


def look_up_registration() -> ResponseReturnValue:
    """The field for the code; by POST, how the registration stands."""
    form = CodeForm(request.form)
    if request.method != "POST":
        return _ask(form)
    return _stopped(form) or _answer(form)


def change_registration() -> ResponseReturnValue:
    """Another number of people."""
    form = ChangeForm(request.form)
    code_form = CodeForm(request.form)
    stop = _stopped(code_form)
    if stop is not None:
        return stop
    if not form.validate():
        return _answer(code_form, problem=form.problems()[0][1], status=422)
    try:
        with transaction() as session:
            actions.change_people(
                session, current_municipality().id, code_hash=_hash(code_form), people=form.number(), here=clock.here()
            )
    except NotFound:
        return _nobody(code_form)
    except NoRoom as error:
        return _answer(code_form, problem=_no_room(error.left), status=409)
    except MeetingClosed:
        return _answer(code_form, problem=gettext("Anmälan till mötet är stängd."), status=409)
    return _answer(code_form, done=gettext("Antalet är ändrat."))


def cancel_registration() -> ResponseReturnValue:
    """Take the registration back."""
    form = CodeForm(request.form)
    stop = _stopped(form)
    if stop is not None:
        return stop
    try:
        with transaction() as session:
            actions.cancel(session, current_municipality().id, code_hash=_hash(form))
    except NotFound:
        return _nobody(form)
    return _answer(form)


def _write(
    page: MeetingPage, form: RegistrationForm, token: str, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    is_open = page.notice.is_open(clock.here())
    html = render_template(
        "meetings/register.html",
        page=page,
        meeting=page.notice,
        form=form,
        token=token,
        problem=problem,
        is_open=is_open,
    )
    return html, status


def _stopped(form: CodeForm) -> ResponseReturnValue | None:
    refusal = gate.refusal(LOOK_UP)
    if refusal is not None:
        return _ask(form, refusal.why, refusal.status)
    return None if form.validate() else _ask(form, form.problems()[0][1], 422)


def _ask(form: CodeForm, problem: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template("meetings/look_up_registration.html", form=form, problem=problem), status


def _nobody(form: CodeForm) -> ResponseReturnValue:
    why = gettext("Vi hittar ingen anmälan med den koden. Kanske gäller den ett möte i en annan kommun.")
    return _ask(form, why, 404)


def _answer(form: CodeForm, problem: str = "", done: str = "", status: int = 200) -> ResponseReturnValue:
    municipality_id = current_municipality().id
    try:
        standing = actions.look_up(db.session, municipality_id, code_hash=_hash(form))
    except NotFound:
        return _nobody(form)
    meeting: MeetingNotice = public_meeting(db.session, municipality_id, standing.meeting_code, lang=current_code())
    html = render_template(
        "meetings/show_registration.html", meeting=meeting, standing=standing, needs=_needs(standing), problem=problem,
        done=done, typed=request.form.get("people", "")[:10] if problem else "", code=in_groups(form.code.data or ""),
        is_open=meeting.is_open(clock.here()),
    )  # fmt: skip
    return html, status


def _hash(form: CodeForm) -> bytes:
    return hash_receipt(keys.registration_key(settings()), form.code.data or "")


def _needs(standing: Standing) -> str:
    words = [
        gettext("tolk till %(language)s", language=meeting_words.language_words(standing.interpreter))
        if need == "interpreter"
        else str(meeting_words.NEEDS.get(need, need))
        for need in standing.needs
    ]
    return listed(words)


def _no_room(left: int) -> str:
    if not left:
        return str(gettext("Det finns inga fler lediga platser. Er anmälan är som förut."))
    return str(
        ngettext(
            "Det finns bara %(num)s ledig plats till. Er anmälan är som förut.",
            "Det finns bara %(num)s lediga platser till. Er anmälan är som förut.",
            left,
        )
    )


def register_pages(bp: Blueprint) -> None:
    """Add the pages to the blueprint of the public pages."""
    both = ["GET", "POST"]
    bp.add_url_rule("/moten/<code>/anmalan", view_func=register, methods=both)
    bp.add_url_rule("/moten/anmalan", view_func=look_up_registration, methods=both)
    bp.post("/moten/anmalan/antal")(change_registration)
    bp.post("/moten/anmalan/avboka")(cancel_registration)
