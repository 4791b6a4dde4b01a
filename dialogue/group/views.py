"""The group's pages: calendar and seats, the sitting with its agenda, the projector, the minutes."""

from collections.abc import Sequence
from datetime import date

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext

from dialogue import clock
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.group import actions, agenda, queries, words
from dialogue.group.blueprint import bp, current_viewer, record
from dialogue.group.forms import AttendanceForm, GroupForm, ItemForm, MemberForm, OwnItemForm, SittingForm, TaskForm
from dialogue.posters import as_it_is

__all__ = ["bp"]

WRITTEN = ("title", "decision", "notes", "text")  # what somebody wrote stays on the page that refuses it


@bp.app_template_global("group_word")
def group_word(group: str, value: str) -> str:
    """The word for a value of this feature."""
    told = {"kind": words.KINDS, "owner": words.OWNERS, "status": words.STATUSES}[group]
    return str(told.get(value, value))


@bp.app_template_filter("written_day")
def written_day(stored: str) -> str:
    """A day that was stored as 2026-11-25, in words."""
    return str(format_date(date.fromisoformat(stored), "d MMMM y"))


@bp.get("/")
def list_sittings() -> ResponseReturnValue:
    """The calendar, the seats and the tasks that are not done."""
    return _calendar(SittingForm(formdata=None), MemberForm(formdata=None))


@bp.post("/sammantraden")
def plan_sitting() -> ResponseReturnValue:
    """Put a sitting in the calendar; its agenda is built at once."""
    viewer, form = current_viewer(), SittingForm()
    if not form.validate():
        return _calendar(form, MemberForm(formdata=None), 422)
    assert form.held_on.data is not None
    with transaction() as session:
        sitting = actions.plan_sitting(
            session, viewer, held_on=form.held_on.data, starts_at=form.starts_at.data or "", place=form.place.data or ""
        )
        session.flush()  # its points name it
        actions.build_agenda(session, viewer, sitting.id, _points(session))
        record(session, viewer, "sitting_planned", sitting=sitting.id)
    return redirect(url_for(".show_sitting", sitting_id=sitting.id), 303)


@bp.post("/platser")
def add_member() -> ResponseReturnValue:
    """Give the group a seat."""
    viewer, form = current_viewer(), MemberForm()
    if not form.validate():
        return _calendar(SittingForm(formdata=None), form, 422)
    with transaction() as session:
        actions.add_member(session, viewer, role=form.role.data or "", organisation=form.organisation.data or "")
        record(session, viewer, "seat_added")
    return redirect(url_for(".list_sittings"), 303)


@bp.post("/platser/<int:member_id>/bort")
def remove_member(member_id: int) -> ResponseReturnValue:
    """Take a seat away."""
    viewer = current_viewer()
    with transaction() as session:
        actions.remove_member(session, viewer, member_id)
        record(session, viewer, "seat_removed", seat=member_id)
    return redirect(url_for(".list_sittings"), 303)


@bp.get("/sammantraden/<int:sitting_id>")
def show_sitting(sitting_id: int) -> ResponseReturnValue:
    """The agenda with its points; once locked, the minutes."""
    sitting = queries.access_sitting(db.session, current_viewer(), sitting_id)
    if sitting.status is actions.SittingStatus.LOCKED:
        return redirect(url_for(".show_minutes", sitting_id=sitting_id))
    return _sitting(sitting)


@bp.post("/sammantraden/<int:sitting_id>/dagordning")
def build_agenda(sitting_id: int) -> ResponseReturnValue:
    """Bring in what has changed since; what is there stays."""
    viewer = current_viewer()
    with transaction() as session:
        actions.build_agenda(session, viewer, sitting_id, _points(session))
        record(session, viewer, "agenda_built", sitting=sitting_id)
    return redirect(url_for(".show_sitting", sitting_id=sitting_id), 303)


@bp.post("/sammantraden/<int:sitting_id>/punkter")
def add_item(sitting_id: int) -> ResponseReturnValue:
    """A point of one's own."""
    viewer, form = current_viewer(), OwnItemForm()
    if not form.validate():
        return _sitting(queries.access_sitting(db.session, viewer, sitting_id), own=form, status=422)
    with transaction() as session:
        actions.add_item(session, viewer, sitting_id, form.title.data or "")
        record(session, viewer, "item_added", sitting=sitting_id)
    return redirect(url_for(".show_sitting", sitting_id=sitting_id), 303)


@bp.post("/sammantraden/<int:sitting_id>/narvaro")
def take_attendance(sitting_id: int) -> ResponseReturnValue:
    """Which seats are filled."""
    viewer, form = current_viewer(), AttendanceForm()
    seats = request.form.getlist("seat", type=int)
    if not form.validate():
        sitting = queries.access_sitting(db.session, viewer, sitting_id)
        return _sitting(sitting, ticked=seats, problems=form.problems(), status=422)
    try:
        with transaction() as session:
            actions.take_attendance(session, viewer, sitting_id, seats, version=form.version.data or 0)
            record(session, viewer, "attendance_taken", sitting=sitting_id)
    except StaleEdit:
        told = gettext("Någon annan har sparat närvaron sedan du öppnade sidan. Se efter i listan och spara igen.")
        sitting = queries.access_sitting(db.session, viewer, sitting_id)
        return _sitting(sitting, ticked=seats, problems=[("present", told)], status=409)
    return redirect(url_for(".show_sitting", sitting_id=sitting_id, _anchor="present"), 303)


@bp.get("/sammantraden/<int:sitting_id>/visning")
def project_sitting(sitting_id: int) -> ResponseReturnValue:
    """One point at a time, large, with the fields to write in; arrow keys go between points."""
    sitting = queries.access_sitting(db.session, current_viewer(), sitting_id)
    return _projected(sitting, request.args.get("punkt", 1, type=int))


@bp.post("/punkter/<int:item_id>")
def save_item(item_id: int) -> ResponseReturnValue:
    """Keep what was said and decided; back to where it was written."""
    viewer, form = current_viewer(), ItemForm()
    item = queries.access_item(db.session, viewer, item_id)
    sitting = queries.access_sitting(db.session, viewer, item.sitting_id)
    at = _place_of(sitting, item_id)
    if not form.validate():
        return _projected(sitting, at, form=form, status=422)
    try:
        with transaction() as session:
            actions.save_item(
                session, viewer, item_id, version=form.version.data or 0, notes=form.notes.data or "",
                decision=form.decision.data or "", is_done=bool(form.is_done.data),
            )  # fmt: skip
            record(session, viewer, "item_saved", item=item_id)
    except StaleEdit:
        return _projected(sitting, at, form=form, is_stale=True, status=409)
    return redirect(url_for(".project_sitting", sitting_id=sitting.id, punkt=at, klart=1), 303)


@bp.post("/sammantraden/<int:sitting_id>/uppgifter")
def add_task(sitting_id: int) -> ResponseReturnValue:
    """Something to do, given while talking."""
    viewer, form = current_viewer(), TaskForm()
    sitting = queries.access_sitting(db.session, viewer, sitting_id)
    at = _place_of(sitting, form.item.data or 0)
    if not form.validate():
        return _projected(sitting, at, task=form, status=422)
    with transaction() as session:
        actions.add_task(session, viewer, sitting_id, form.told(), form.item.data)
        record(session, viewer, "task_given", sitting=sitting_id)
    return redirect(url_for(".project_sitting", sitting_id=sitting_id, punkt=at), 303)


@bp.post("/uppgifter/<int:task_id>/gjord")
def finish_task(task_id: int) -> ResponseReturnValue:
    """A task is done."""
    viewer = current_viewer()
    with transaction() as session:
        actions.finish_task(session, viewer, task_id, on=clock.today())
        record(session, viewer, "task_done", task=task_id)
    return redirect(url_for(".list_sittings", _anchor="tasks"), 303)


@bp.post("/sammantraden/<int:sitting_id>/las")
def lock_minutes(sitting_id: int) -> ResponseReturnValue:
    """Lock the minutes."""
    viewer = current_viewer()
    with transaction() as session:
        actions.lock_minutes(session, viewer, sitting_id, now=clock.now())
        record(session, viewer, "minutes_locked", sitting=sitting_id)
    return redirect(url_for(".show_minutes", sitting_id=sitting_id), 303)


@bp.get("/sammantraden/<int:sitting_id>/protokoll")
def show_minutes(sitting_id: int) -> ResponseReturnValue:
    """The locked minutes."""
    sitting = queries.access_sitting(db.session, current_viewer(), sitting_id)
    if sitting.status is not actions.SittingStatus.LOCKED:
        return redirect(url_for(".show_sitting", sitting_id=sitting_id))
    return render_template("group/show_minutes.html", sitting=sitting)


@bp.get("/sammantraden/<int:sitting_id>/protokoll.pdf")
def print_minutes(sitting_id: int) -> ResponseReturnValue:
    """The locked minutes as a tagged PDF."""
    viewer = current_viewer()
    sitting = queries.access_sitting(db.session, viewer, sitting_id)
    if sitting.status is not actions.SittingStatus.LOCKED:
        return redirect(url_for(".show_sitting", sitting_id=sitting_id))
    page = render_template("group/print_minutes.html", sitting=sitting, municipality=viewer.municipality)
    answer = Response(as_it_is(page), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename=protokoll-{sitting.held_on}.pdf"
    return answer


@bp.app_errorhandler(actions.MinutesLocked)
def refuse_locked(_error: actions.MinutesLocked) -> ResponseReturnValue:
    """What the group decided then is not changed afterwards."""
    told = gettext("Protokollet är låst och kan inte ändras. Ta upp saken på nästa sammanträde.")
    written = [text for name in WRITTEN if (text := request.form.get(name, "").strip())]
    return render_template("group/refused.html", told=told, written=written), 409


def _place_of(sitting: actions.Sitting, item_id: int) -> int:
    """Where a point stands in its agenda now, from 1: it may have moved since its page was opened."""
    ids = [item.id for item in queries.items(db.session, sitting)]
    return ids.index(item_id) + 1 if item_id in ids else 1


def _points(session: queries.Session) -> list[agenda.Point]:
    changes = queries.changes(session, current_viewer(), clock.today(), words.Swedish())
    return agenda.build(changes, words.titles())


def _calendar(sitting: SittingForm, member: MemberForm, status: int = 200) -> ResponseReturnValue:
    viewer = current_viewer()
    page = render_template(
        "group/list_sittings.html", sittings=queries.sittings(db.session, viewer),
        members=queries.members(db.session, viewer), tasks=queries.tasks(db.session, viewer), sitting_form=sitting,
        member_form=member, today=clock.today(),
    )  # fmt: skip
    return page, status


def _sitting(
    sitting: actions.Sitting, *, own: GroupForm | None = None, ticked: list[int] | None = None,
    problems: Sequence[tuple[str, str]] = (), status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    """`ticked`: the seats that somebody ticked and that are not stored."""
    viewer, items = current_viewer(), queries.items(db.session, sitting)
    page = render_template(
        "group/show_sitting.html", sitting=sitting, items=items, members=queries.members(db.session, viewer),
        tasks=queries.tasks(db.session, viewer, sitting), own=own or OwnItemForm(formdata=None),
        minutes=agenda.minutes_of(item.kind for item in items), ticked=sitting.present if ticked is None else ticked,
        problems=[*problems, *(own.problems() if own else ())],
    )  # fmt: skip
    return page, status


def _projected(
    sitting: actions.Sitting, at: int, *, form: ItemForm | None = None, task: TaskForm | None = None,
    is_stale: bool = False, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    items = queries.items(db.session, sitting)
    at = min(max(at, 1), max(len(items), 1))
    item = items[at - 1] if items else None
    if form is None and item is not None:
        form = ItemForm(
            formdata=None, notes=item.notes, decision=item.decision, is_done=item.is_done, version=item.version
        )
    page = render_template(
        "group/project_sitting.html", sitting=sitting, items=items, item=item, at=at, form=form,
        task=task or TaskForm(formdata=None), tasks=queries.tasks(db.session, current_viewer(), sitting),
        is_stale=is_stale,
    )  # fmt: skip
    return page, status
