"""Pages of one meeting: register it, its desk, change it, its history."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from dialogue import clock, jobs, seats
from dialogue.access import access_meeting
from dialogue.desk import current_viewer, record
from dialogue.exceptions import NotFound
from dialogue.extensions import csrf, db, transaction
from dialogue.language import LANGUAGES
from dialogue.meeting_words import AGES
from dialogue.organising import actions, history, life, queries, words
from dialogue.organising.blueprint import bp
from dialogue.organising.clashes import clashes_of
from dialogue.organising.codes import is_ours, new_code
from dialogue.organising.coverage import effects
from dialogue.organising.fields import OWN, TRANSLATED, read, told
from dialogue.organising.forms import MeetingForm
from dialogue.organising.private_words import private_words
from dialogue.organising.public_links import public_base
from dialogue.organising.telling import tell_followers

OTHERS = tuple(language for language in LANGUAGES if language.code != "sv")
DOORS = {
    "organising.show_posters": _l("Affischer och QR-koder"),
    "organising.list_guests": _l("Anmälda och frågor"),
    "organising.open_collection": _l("Insamlingsläge på surfplatta"),
    "organising.write_paper": _l("Skriv in papperslappar"),
    "organising.write_notes": _l("Samtalsanteckningar"),
    "organising.close_meeting": _l("Närvaro, löften och sammanfattning"),
}
CHOSEN = "val-"  # what the merge page calls the choice for a field


@bp.url_value_preprocessor
def _refuse_odd_codes(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """No meeting has a code with anything but letters and digits; the database is not asked for others."""
    if values and not str(values.get("code", "A")).isalnum():
        raise NotFound("no such code")


@bp.route("/nytt", methods=["GET", "POST"])
def new_meeting() -> ResponseReturnValue:
    """Register a meeting: it becomes a draft."""
    viewer = current_viewer()
    form = MeetingForm(queries.area_choices(db.session, viewer.municipality_id))
    if request.method != "POST":
        _suggest(form)
        return _form_page(form)
    if not form.validate():
        return _form_page(form), 422
    code = form.code.data if is_ours(form.code.data or "") else new_code()
    with transaction() as session:
        meeting = actions.create_meeting(session, viewer, str(code), form.to_fields(), now=clock.now())
        record(session, viewer, "meeting.created", meeting=meeting.code)
    return redirect(url_for(".show_desk", code=meeting.code, klart="skapat"), 303)


@bp.get("/<code>")
def show_desk(code: str) -> ResponseReturnValue:
    """All about one meeting, and what can be done with it."""
    viewer = current_viewer()
    meeting = access_meeting(db.session, viewer, code)
    fields = read(db.session, meeting)
    areas = dict(queries.area_choices(db.session, viewer.municipality_id))
    of_areas, of_ages = effects(db.session, meeting)
    return render_template(
        "organising/show_desk.html", meeting=meeting, fields=fields, words=words, areas=areas, own=OWN,
        missing=life.missing(fields), today=clock.today(), private=private_words(fields), others=OTHERS,
        outdated={language.code: history.outdated(db.session, meeting, language.code) for language in OTHERS},
        untold={language.code: untold(fields, language.code) for language in OTHERS},
        clashes=clashes_of(db.session, meeting),
        of_areas=of_areas, of_ages=of_ages, ages=AGES, series=queries.series_of(db.session, meeting),
        doors=DOORS.items(), seated=seats.seated(db.session, meeting.id), waiting=seats.waiting(db.session, meeting.id),
        base=public_base(db.session, viewer.municipality_id), new_code=new_code(),
        notice=words.NOTICES.get(request.args.get("klart", "")), merged=_merged(),
    )  # fmt: skip


@bp.route("/<code>/andra", methods=["GET", "POST"])
def edit_meeting(code: str) -> ResponseReturnValue:
    """Change a meeting. What others saved meanwhile is kept, or shown beside to choose from."""
    viewer = current_viewer()
    meeting = access_meeting(db.session, viewer, code)
    areas = queries.area_choices(db.session, viewer.municipality_id)
    form = MeetingForm(areas, stored_on=meeting.held_on, is_over=meeting.status == "held")
    if request.method != "POST":
        form.fill(read(db.session, meeting))
        form.version.data = str(meeting.version)
        return _form_page(form, code)
    if not form.validate():
        return _form_page(form, code), 422
    try:
        saved = _save(code, form.to_edit(chosen_theirs()))
    except actions.NoteMissing:
        form.change_note.errors = [_("Mötet är publicerat. Skriv i en mening vad som är ändrat.")]
    except actions.BelowSeated as full:
        form.capacity.errors = [
            _("%(seated)s personer har redan plats. Skriv minst så många.", seated=full.seated)
        ]  # fmt: skip
    except actions.MergeNeeded as both:
        return merge_page(code, form, both), 409
    except actions.NotEditable:
        return redirect(url_for(".show_desk", code=code, klart="inte"), 303)
    else:
        return after_saving(saved)
    return _form_page(form, code), 422


@bp.get("/<code>/historik")
def show_history(code: str) -> ResponseReturnValue:
    """Who changed what, in words."""
    viewer = current_viewer()
    meeting = access_meeting(db.session, viewer, code)
    return render_template(
        "organising/show_history.html", meeting=meeting, entries=history.entries(db.session, meeting), words=words,
        areas=dict(queries.area_choices(db.session, viewer.municipality_id)),
    )  # fmt: skip


def _save(code: str, edit: actions.Edit) -> actions.Saved:
    viewer, now = current_viewer(), clock.now()
    with transaction() as session:
        saved = actions.save_meeting(session, viewer, code, edit, now=now)
        if saved.public:
            tell_followers(session, saved.meeting, "changed", now=now)
        if saved.changed:
            record(session, viewer, "meeting.saved", meeting=code)
    if saved.public:
        jobs.wake_mail()
    return saved


def untold(fields: dict[str, Any], lang: str) -> list[str]:
    """What is written in Swedish and not yet in another language."""
    return [name for name in TRANSLATED if fields[name] and not told(fields, f"{lang}.{name}")]


def chosen_theirs() -> frozenset[str]:
    """The fields where the merge page was answered with what the other had saved."""
    answers = request.form.items()
    return frozenset(key.removeprefix(CHOSEN) for key, told in answers if key.startswith(CHOSEN) and told == "saved")


def after_saving(saved: actions.Saved) -> ResponseReturnValue:
    """Back to the meeting's desk, with a word of what was done."""
    kept = ",".join(saved.merged) or None
    notice = "meddelat" if saved.public else "sparat"
    return redirect(url_for(".show_desk", code=saved.meeting.code, klart=notice, med=kept), 303)


def merge_page(code: str, form: Any, both: actions.MergeNeeded, lang: str = "") -> str:
    """What both changed, side by side; everything else goes along unseen."""
    viewer = current_viewer()
    return render_template(
        "organising/merge_meeting.html", meeting=access_meeting(db.session, viewer, code), form=form, both=both,
        words=words, chosen=CHOSEN, lang=lang, areas=dict(queries.area_choices(db.session, viewer.municipality_id)),
    )  # fmt: skip


def _merged() -> list[str]:
    """The fields where somebody else's change was kept, as the address names them."""
    return [words.field_word(name) for name in request.args.get("med", "").split(",") if name in words.FIELDS]


def _suggest(form: MeetingForm) -> None:
    """A new form: police and municipality invite together; area and ages as the link had them."""
    form.code.data = new_code()
    form.hosts.data, form.languages.data = ["police", "municipality"], ["sv"]
    form.area.data = request.args.get("omrade", "")
    form.target_ages.data = [age for age in request.args.getlist("alder") if age in AGES]


def _form_page(form: MeetingForm, code: str | None = None) -> str:
    viewer = current_viewer()
    meeting = access_meeting(db.session, viewer, code) if code else None
    return render_template(
        "organising/edit_meeting.html", form=form, meeting=meeting,
        following=len(actions.following_drafts(db.session, meeting)) if meeting else 0,
    )  # fmt: skip


csrf.exempt(new_meeting)  # the form checks its token itself: an old one is an error on the page, and nothing is lost
csrf.exempt(edit_meeting)
