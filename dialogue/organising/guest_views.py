"""Who is coming, in numbers, and the questions they put beforehand."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from dialogue.exceptions import NotFound, StaleEdit
from dialogue.extensions import db, transaction
from dialogue.meeting_words import language_words
from dialogue.organising.blueprint import bp, current_viewer, record
from dialogue.organising.guest_actions import answer_question as answer
from dialogue.organising.guest_queries import guests_of
from dialogue.written import clean, length

LONGEST_ANSWER = 2000


@bp.get("/<code>/anmalda")
def list_guests(code: str) -> ResponseReturnValue:
    """Seats, line and needs in sums; the questions, those without an answer first."""
    return _page(code)


@bp.post("/<code>/anmalda/fraga/<question>")
def answer_question(code: str, question: str) -> ResponseReturnValue:
    """Publish an answer, or hide the question."""
    if not question.isascii() or not question.isdecimal() or len(question) > 16:
        raise NotFound("no such question")
    told = clean(request.form.get("answer", ""))
    if length(told) > LONGEST_ANSWER:
        return _page(code, int(question), told, _("Svaret får vara högst 2 000 tecken. Korta det lite.")), 422
    viewer, hidden = current_viewer(), "hide" in request.form
    try:
        with transaction() as session:
            answer(
                session, viewer, code, int(question), answer=told, hidden=hidden, was=clean(request.form.get("was", ""))
            )
            record(session, viewer, "question.answered", meeting=code, question=int(question), hidden=hidden)
    except StaleEdit as theirs:
        why = _("Någon annan har svarat under tiden: ”%(theirs)s” Spara igen om ditt svar ska gälla.", theirs=theirs)
        return _page(code, int(question), told, why), 409
    return redirect(url_for(".list_guests", code=code, klart="ja", _anchor=f"fraga-{question}"), 303)


def _page(code: str, faulty: int = 0, told: str = "", problem: str = "") -> str:
    guests = guests_of(db.session, current_viewer(), code)
    return render_template(
        "organising/list_guests.html",
        guests=guests,
        faulty=faulty,
        told=told,
        problem=problem,
        language_words=language_words,
        saved="klart" in request.args,
    )
