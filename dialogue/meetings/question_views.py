"""Asking before a meeting: write, read through as it will be stored, send. As anonymous as a concern."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import attest, clock, help_lines, jobs, keys
from dialogue.arrivals import arrival
from dialogue.attest import FormToken
from dialogue.extensions import db, transaction
from dialogue.gate import Refusal
from dialogue.language import current_code
from dialogue.meetings import posted, questions
from dialogue.meetings.forms import QuestionForm
from dialogue.meetings.queries import MeetingNotice, public_meeting
from dialogue.municipality import current_municipality, settings
from dialogue.screening import Screened, screen
from dialogue.throttle import INTAKE

CALM = frozenset({"self_harm", "child_at_risk"})


def ask_question(code: str) -> ResponseReturnValue:
    """The form; by POST, the question as it would be stored."""
    meeting, form = _meeting(code), QuestionForm(request.form)
    if request.method != "POST":
        return _write(meeting, form, attest.new_token())
    token, stop = _stopped(meeting, form)
    if stop is not None:
        return stop
    if "change" in request.form:
        return _write(meeting, form, token)
    return _show(meeting, form, token, screen(form.text.data or "", settings().encoder_socket))


def send_question(code: str) -> ResponseReturnValue:
    """Store what the preview showed, once."""
    meeting, form = _meeting(code), QuestionForm(request.form)
    token, stop = _stopped(meeting, form)
    if stop is not None:
        return stop
    text = form.text.data or ""
    verdict = attest.read_verdict(keys.form_key(settings()), token, text, form.proof.data or "")
    if verdict is None:
        return _show(meeting, form, token, screen(text, settings().encoder_socket))
    with transaction() as session:
        questions.ask(session, meeting.id, text=text, nonce=token.nonce, verdict=verdict, came=arrival(clock.here()))
    jobs.wake()
    return render_template("meetings/question_sent.html", meeting=meeting)


def _meeting(code: str) -> MeetingNotice:
    return public_meeting(db.session, current_municipality().id, code, lang=current_code())


def _stopped(meeting: MeetingNotice, form: QuestionForm) -> tuple[FormToken, ResponseReturnValue | None]:
    token, refusal = posted.read(INTAKE, form.token.data)
    if refusal is None and not meeting.is_open(clock.here()):
        refusal = Refusal(gettext("Det går inte längre att ställa frågor inför mötet."), 409)
    if refusal is not None:
        return token, _write(meeting, form, token, refusal.why, refusal.status)
    if "change" not in request.form and not form.validate():
        return token, _write(meeting, form, token, status=422)
    return token, None


def _write(
    meeting: MeetingNotice, form: QuestionForm, token: FormToken, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    html = render_template(
        "meetings/ask_question.html",
        meeting=meeting,
        form=form,
        token=posted.signed(token),
        problem=problem,
        is_open=meeting.is_open(clock.here()),
    )
    return html, status


def _show(meeting: MeetingNotice, form: QuestionForm, token: FormToken, screened: Screened) -> ResponseReturnValue:
    """The preview; above it, the first time, the 112 page or the calm page where the text calls for it."""
    verdict, heading = screened.verdict, ""
    if verdict.urgent and not token.warned:
        heading = "calm" if verdict.reason in CALM else "emergency"
        token = token.after_warning()
    form.text.data = screened.text
    return render_template(
        "meetings/preview_question.html",
        meeting=meeting,
        form=form,
        heading=heading,
        verdict=verdict,
        token=posted.signed(token),
        proof=attest.sign_verdict(keys.form_key(settings()), token, screened.text, verdict),
        lines=help_lines.LINES,
    )


def register_pages(bp: Blueprint) -> None:
    """Add the pages to the blueprint of the public pages."""
    bp.add_url_rule("/moten/<code>/fraga", view_func=ask_question, methods=["GET", "POST"])
    bp.post("/moten/<code>/fraga/skicka")(send_question)
