"""Closing a meeting: who came and what was promised, the summary, the second reader, and the promises afterwards."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.attendance import attendance_table
from dialogue.exceptions import StaleEdit
from dialogue.extensions import csrf, db, transaction
from dialogue.meeting_words import AGES as AGE_WORDS
from dialogue.meeting_words import GENDERS as GENDER_WORDS
from dialogue.organising import closing_actions as actions
from dialogue.organising import closing_forms as forms
from dialogue.organising.blueprint import bp, current_viewer, record
from dialogue.organising.closing_queries import Closing, all_promises, closing_of, themes_of, waiting_summaries
from dialogue.organising.life import NotReady
from dialogue.organising.outcome import AGES, GENDERS, LANGUAGES, NothingToRead, OwnSummary, Words
from dialogue.organising.page_token import TOKEN, check_token
from dialogue.organising.summary_draft import draft_words, found_names, marked


@bp.route("/<code>/avslut", methods=["GET", "POST"])
def close_meeting(code: str) -> ResponseReturnValue:
    """First step: attendance, themes, promises."""
    closing = _closing(code)
    if request.method != "POST":
        return _gather(closing, forms.gathered_form(closing))
    themes, _ = themes_of(db.session, current_viewer(), code)
    ticked = set(request.form.getlist("theme"))
    form = forms.read_gathered(request.form, [theme.code for theme in themes if theme.code in ticked])
    if "more" in request.form:
        form.spread()
        return _gather(closing, form, version=forms.read_version(request.form))
    if not (check_token(form.errors) and form.check()) or form.value is None:
        return _gather(closing, form, version=forms.read_version(request.form), status=422)
    try:
        with transaction() as session:
            version = actions.save_gathered(
                session, current_viewer(), code, form.value, forms.read_version(request.form),
                now=clock.now(), today=clock.today(),
            )  # fmt: skip
            record(session, current_viewer(), "meeting_gathered", meeting=code, version=version)
    except (StaleEdit, NotReady):
        return _gather(_closing(code), form, status=409)
    return redirect(url_for(".write_summary", code=code), 303)


@bp.route("/<code>/avslut/text", methods=["GET", "POST"])
def write_summary(code: str) -> ResponseReturnValue:
    """Second step: the summary, from a draft of what was ticked and promised."""
    closing = _closing(code)
    if closing.version == 0:
        return redirect(url_for(".close_meeting", code=code), 303)
    if request.method != "POST":
        return _write(closing, forms.words_form(closing.words if closing.words.heard else _draft(closing)))
    form, send = forms.read_words(request.form), "send" in request.form
    if not (check_token(form.errors) and form.check(whole=send)):
        return _write(closing, form, version=forms.read_version(request.form), status=422)
    try:
        with transaction() as session:
            version = actions.save_words(
                session, current_viewer(), code, form.value, forms.read_version(request.form), send=send,
                now=clock.now(), today=clock.today(),
            )  # fmt: skip
            event = "summary_sent" if send else "summary_saved"
            record(session, current_viewer(), event, meeting=code, version=version)
    except StaleEdit:
        return _write(_closing(code), form, status=409)
    return redirect(url_for(".read_summary" if send else ".write_summary", code=code), 303)


@bp.get("/<code>/avslut/lasning")
def read_summary(code: str) -> ResponseReturnValue:
    """Third step: somebody else reads it as it will be public."""
    return _read(code)


@bp.post("/<code>/avslut/publicera")
def approve_summary(code: str) -> ResponseReturnValue:
    """The second reader makes the version that they read public."""
    version = forms.read_version(request.form)
    try:
        with transaction() as session:
            actions.approve(session, current_viewer(), code, version, now=clock.now(), today=clock.today())
            record(session, current_viewer(), "summary_approved", meeting=code, version=version)
    except (StaleEdit, OwnSummary, NothingToRead) as error:
        return _read(code, _why(error), 409)
    return redirect(url_for(".read_summary", code=code), 303)


@bp.post("/<code>/avslut/tillbaka")
def send_back_summary(code: str) -> ResponseReturnValue:
    """The second reader gives it back, with a word on why."""
    version, note = forms.read_version(request.form), forms.read_note(request.form)
    errors: dict[str, str] = {}
    if not check_token(errors):
        return _read(code, errors[TOKEN], 422, note)
    if not 3 <= len(note) <= 400:
        return _read(code, gettext("Skriv vad som ska ändras, med 3–400 tecken."), 422, note)
    try:
        with transaction() as session:
            actions.send_back(session, current_viewer(), code, version, note)
            record(session, current_viewer(), "summary_sent_back", meeting=code, version=version)
    except (StaleEdit, OwnSummary, NothingToRead) as error:
        return _read(code, _why(error), 409, note)
    return redirect(url_for(".read_summary", code=code), 303)


@bp.get("/loften")
def list_promises() -> ResponseReturnValue:
    """What was promised at all meetings, the overdue first; and the summaries that wait for a second reader."""
    return _promises()


@bp.post("/loften/<int:promise_id>")
def follow_up_promise(promise_id: int) -> ResponseReturnValue:
    """Say what came of a promise."""
    form, errors = forms.read_follow_up(request.form), dict[str, str]()
    if not check_token(errors):
        form.error = errors[TOKEN]
    if form.error or not form.check():
        return _promises(promise_id, form, 422)
    try:
        with transaction() as session:
            actions.follow_up(
                session, current_viewer(), promise_id, status=form.status, outcome=form.outcome, seen=form.seen
            )
            record(session, current_viewer(), "promise_followed_up", promise=promise_id, status=form.status)
    except StaleEdit:
        form.error = gettext("Någon annan har skrivit här sedan du öppnade sidan. Läs det och spara igen om du vill.")
        return _promises(promise_id, form, 409)
    return redirect(url_for(".list_promises", _anchor=f"lofte-{promise_id}"), 303)


def _closing(code: str) -> Closing:
    return closing_of(db.session, current_viewer(), code, today=clock.today())


def _gather(
    closing: Closing, form: forms.GatheredForm, *, version: int | None = None, status: int = 200
) -> ResponseReturnValue:
    themes, texts = themes_of(db.session, current_viewer(), closing.code)
    if len(form.rows) == len(closing.promises):
        form.spread()
    page = render_template(
        "organising/close_meeting.html", closing=closing, form=form, themes=themes, texts=texts, status=status,
        version=closing.version if version is None else version, ages=AGES, genders=GENDERS, age_words=AGE_WORDS,
        gender_words=GENDER_WORDS, people_field=forms.people_field, table=attendance_table(closing.counted),
        today=clock.today(), names=_names(closing),
    )  # fmt: skip
    return page, status


def _write(
    closing: Closing, form: forms.WordsForm, *, version: int | None = None, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "organising/write_summary.html", closing=closing, form=form, status=status, languages_told=LANGUAGES,
        version=closing.version if version is None else version,
    )  # fmt: skip
    return page, status


def _read(code: str, problem: str = "", status: int = 200, note: str = "") -> ResponseReturnValue:
    closing = _closing(code)
    if not closing.words.heard:
        return redirect(url_for(".close_meeting", code=code), 303)
    page = render_template(
        "organising/read_summary.html", closing=closing, problem=problem, note=note, found=found_names(closing),
        marked=marked, names=_names(closing), table=attendance_table(closing.counted), status=status,
    )  # fmt: skip
    return page, status


def _promises(wrong: int = 0, form: forms.FollowUpForm | None = None, status: int = 200) -> ResponseReturnValue:
    viewer = current_viewer()
    page = render_template(
        "organising/list_promises.html", promises=all_promises(db.session, viewer, today=clock.today()),
        waiting=waiting_summaries(db.session, viewer), wrong=wrong, form=form,
    )  # fmt: skip
    return page, status


def _names(closing: Closing) -> list[str]:
    """The ticked themes in words, the most frequent first."""
    themes, _ = themes_of(db.session, current_viewer(), closing.code)
    return [theme.name for theme in themes if theme.code in closing.ticked]


def _draft(closing: Closing) -> Words:
    return draft_words(closing, _names(closing))


def _why(error: Exception) -> str:
    words: dict[type[Exception], str] = {
        OwnSummary: gettext("Du har skrivit den själv. Någon annan ska läsa den innan den blir offentlig."),
        NothingToRead: gettext("Den här versionen väntar inte på någon läsare."),
    }
    changed = gettext("Texten har sparats på nytt sedan du öppnade sidan. Läs den här versionen i stället.")
    return str(words.get(type(error), changed))


for view in (close_meeting, write_summary, send_back_summary, follow_up_promise):
    csrf.exempt(view)  # each checks its token itself, and keeps what was written
