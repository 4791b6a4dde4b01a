"""A meeting's words in other languages, and how its public page will look."""

from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dialogue import clock
from dialogue.access import access_meeting
from dialogue.desk import current_viewer, record
from dialogue.extensions import csrf, db, transaction
from dialogue.language import BY_CODE, LANGUAGES
from dialogue.organising import actions, life, words
from dialogue.organising.blueprint import bp
from dialogue.organising.clashes import clashes_of
from dialogue.organising.fields import TRANSLATED, Fields, Value, read, text_name, told
from dialogue.organising.forms import TextsForm
from dialogue.organising.meeting_views import OTHERS, after_saving, chosen_theirs, merge_page
from dialogue.organising.private_words import private_words
from dialogue.organising.public_links import public_base
from dialogue.previewing import preview_word


@bp.route("/<code>/sprak/<lang>", methods=["GET", "POST"])
def edit_texts(code: str, lang: str) -> ResponseReturnValue:
    """Write the invitation's words in another language, beside the Swedish ones."""
    if lang not in [language.code for language in OTHERS]:
        abort(404)
    viewer, form = current_viewer(), TextsForm()
    meeting = access_meeting(db.session, viewer, code)
    fields = read(db.session, meeting)
    if request.method != "POST":
        form.version.data = str(meeting.version)
        for name in TRANSLATED:
            form[name].data = told(fields, text_name(lang, name))
    elif form.validate():
        try:
            with transaction() as session:
                edit = form.to_edit(lang, chosen_theirs())
                saved = actions.save_meeting(session, viewer, code, edit, now=clock.now())
                if saved.changed:
                    record(session, viewer, "meeting.saved", meeting=code)
        except actions.MergeNeeded as both:
            return merge_page(code, form, both, lang), 409
        except actions.NotEditable:
            return redirect(url_for(".show_desk", code=code, klart="inte"), 303)
        return after_saving(saved)
    return _texts_page(meeting, form, lang, fields), 422 if form.errors else 200


@bp.get("/<code>/forhandsgranska")
def preview_meeting(code: str) -> ResponseReturnValue:
    """The invitation in every language, with what will be shown in Swedish there; then it can be published."""
    viewer = current_viewer()
    meeting = access_meeting(db.session, viewer, code)
    fields = read(db.session, meeting)
    return render_template(
        "organising/preview_meeting.html", meeting=meeting, fields=fields, words=words, names=TRANSLATED,
        versions=[(language, _version(fields, language.code)) for language in LANGUAGES], missing=life.missing(fields),
        page_in=partial(_page_in, viewer.municipality_id, code), is_over=meeting.held_on < clock.today(),
        private=private_words(fields), base=public_base(db.session, viewer.municipality_id),
        clashes=clashes_of(db.session, meeting),
    )  # fmt: skip


def _page_in(municipality_id: int, code: str, lang: str) -> str:
    """The public page's address in a language; a draft's opens by the word in it."""
    page = url_for("meetings.show_meeting", code=code, utkast=preview_word(municipality_id, code))
    return page if lang == "sv" else f"/{lang}{page}"


def _version(fields: Fields, lang: str) -> list[tuple[str, Value, bool]]:
    """(field, words, is in Swedish for want of others) as the public page in that language has them."""
    own = {name: fields[name] if lang == "sv" else told(fields, text_name(lang, name)) for name in TRANSLATED}
    return [(name, own[name] or fields[name], not own[name]) for name in TRANSLATED if fields[name]]


def _texts_page(meeting: Any, form: TextsForm, lang: str, fields: dict[str, Any]) -> str:
    return render_template(
        "organising/edit_texts.html", meeting=meeting, form=form, language=BY_CODE[lang], fields=fields,
        names=TRANSLATED,
    )  # fmt: skip


csrf.exempt(edit_texts)
