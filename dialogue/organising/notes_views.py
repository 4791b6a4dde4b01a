"""Conversation notes: written at the tables, several at once; some of them become concerns."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock, jobs
from dialogue.extensions import csrf, db, transaction
from dialogue.organising import notes_actions as actions
from dialogue.organising.blueprint import bp, current_viewer, record
from dialogue.organising.notes_actions import NotesClosed
from dialogue.organising.notes_forms import NotesForm, read_notes
from dialogue.organising.notes_queries import note_to_change, notes_of
from dialogue.organising.page_token import check_token

MOST_CHOSEN = 500
HEAD = "note_head"  # what the next note most likely has in common with the last, kept with the staff session


@bp.route("/<code>/anteckningar", methods=["GET", "POST"])
def write_notes(code: str) -> ResponseReturnValue:
    """The form first, the notes so far under it."""
    if request.method != "POST":
        return _page(code, NotesForm(**session.get(HEAD, {})))
    form = read_notes(request.form)
    if not (check_token(form.errors) and form.check()):
        return _page(code, form, 422)
    session[HEAD] = {"table": form.table, "question": form.question, "taken_by": form.taken_by}
    try:
        with transaction() as writing:
            ids = actions.write_notes(writing, current_viewer(), code, form.head, form.lines, today=clock.today())
            record(writing, current_viewer(), "notes_written", meeting=code, notes=ids)
    except NotesClosed:
        form.errors["text"] = gettext("Mötet tar inte emot fler anteckningar. Kopiera din text om du behöver den.")
        return _page(code, form, 409)
    return redirect(url_for(".write_notes", code=code, sparade=len(ids)), 303)


@bp.post("/<code>/anteckningar/oro")
def make_concerns(code: str) -> ResponseReturnValue:
    """The chosen notes go on as concerns."""
    chosen = [int(told) for told in request.form.getlist("note")[:MOST_CHOSEN] if told.isdecimal() and len(told) < 10]
    with transaction() as writing:
        made = actions.make_concerns(writing, current_viewer(), code, chosen)
        record(writing, current_viewer(), "notes_made_concerns", meeting=code, concerns=made)
    jobs.wake()
    return redirect(url_for(".write_notes", code=code, oror=len(made), _anchor="alla"), 303)


@bp.route("/<code>/anteckningar/<int:note_id>", methods=["GET", "POST"])
def change_note(code: str, note_id: int) -> ResponseReturnValue:
    """One's own note, written anew or taken away."""
    viewer = current_viewer()
    head, text = note_to_change(db.session, viewer, code, note_id)
    if request.method != "POST":
        return _change(code, NotesForm(head.table, head.question, head.taken_by, text))
    form = read_notes(request.form)
    form.text = " ".join(form.text.split())  # one note stays one
    delete = "delete" in request.form
    if not check_token(form.errors) or (not delete and not form.check()):
        return _change(code, form, 422)
    try:
        with transaction() as writing:
            if delete:
                actions.delete_note(writing, viewer, code, note_id)
            else:
                actions.change_note(writing, viewer, code, note_id, form.head, form.text)
            record(writing, viewer, "note_deleted" if delete else "note_changed", meeting=code, notes=[note_id])
    except NotesClosed:
        form.errors["text"] = gettext("Mötet är sammanfattat. Anteckningarna ändras inte längre.")
        return _change(code, form, 409)
    return redirect(url_for(".write_notes", code=code, _anchor="alla"), 303)


def _page(code: str, form: NotesForm, status: int = 200) -> ResponseReturnValue:
    viewer = current_viewer()
    notes = notes_of(db.session, viewer, code)
    others = [note.id for note in notes.all if not note.is_mine]
    page = render_template(
        "organising/write_notes.html", notes=notes, form=form, saved=request.args.get("sparade", type=int),
        made=request.args.get("oror", type=int),
    )  # fmt: skip
    if others:  # whoever opens what somebody else wrote down stands in the log
        with transaction() as writing:
            record(writing, viewer, "notes_opened", meeting=code, notes=others)
    return page, status


def _change(code: str, form: NotesForm, status: int = 200) -> ResponseReturnValue:
    return render_template("organising/change_note.html", code=code, form=form), status


for view in (write_notes, change_note):
    csrf.exempt(view)  # each checks its token itself, and keeps what was written
