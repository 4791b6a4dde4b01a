"""Files are looked through first: every bad cell is named, and nothing is stored until somebody accepts it all.

Between the two steps the rows travel in the page, as text, and are read anew by the same rules: nothing is kept here.
"""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.exceptions import BadImport
from dialogue.extensions import db, transaction
from dialogue.following.blueprint import bp, current_viewer, record
from dialogue.following.forms import AcceptForm, UploadForm
from dialogue.following.indicator_actions import Plan, known_to, plan_values, store_values
from dialogue.following.labels import file_fault
from dialogue.following.pledge_actions import NotDone
from dialogue.following.population_rows import COLUMNS as PEOPLE_COLUMNS
from dialogue.following.population_rows import PeoplePlan, people_table, plan_people, read_people, store_people
from dialogue.following.sheets import MOST_BYTES, Sheet, read_sheet, write_csv
from dialogue.following.value_rows import COLUMNS, read_values


@bp.route("/matvarden/importera", methods=["GET", "POST"])
def import_values() -> ResponseReturnValue:
    """Look through a file of values."""
    form = UploadForm()
    if not form.validate_on_submit():
        return render_template("following/import_values.html", form=form, columns=COLUMNS)
    try:
        sheet = _uploaded(form)
        plan = _plan(sheet)
    except BadImport as fault:
        form.file.errors = [file_fault(str(fault))]
        return render_template("following/import_values.html", form=form, columns=COLUMNS), 422
    return _preview(sheet, plan), 422 if plan.faults else 200


@bp.post("/matvarden/importera/spara")
def accept_values() -> ResponseReturnValue:
    """Store what was looked through."""
    form, viewer = AcceptForm(), current_viewer()
    try:
        sheet = read_sheet((form.content.data or "").encode())
        with transaction() as session:
            plan = _plan(sheet)
            count = store_values(session, viewer.municipality_id, viewer.staff_id, plan, at=clock.now())
            record(session, viewer, "values_imported", values=count)
    except BadImport as fault:
        upload = UploadForm(formdata=None)
        upload.file.errors = [file_fault(str(fault))]
        return render_template("following/import_values.html", form=upload, columns=COLUMNS), 422
    except NotDone:
        return _preview(sheet, _plan(sheet)), 422
    return redirect(url_for(".list_indicators", sparade=count), 303)


@bp.get("/befolkning")
def show_population() -> ResponseReturnValue:
    """How many live here, by age and stratum."""
    return _people_page(UploadForm(formdata=None))


@bp.post("/befolkning")
def import_population() -> ResponseReturnValue:
    """Look through a file of inhabitants."""
    form = UploadForm()
    try:
        sheet = _uploaded(form)
        plan = _plan_people(sheet)
    except BadImport as fault:
        form.file.errors = [file_fault(str(fault))]
        return _people_page(form), 422
    return _people_page(UploadForm(formdata=None), sheet, plan), 422 if plan.faults else 200


@bp.post("/befolkning/spara")
def accept_population() -> ResponseReturnValue:
    """Store what was looked through."""
    form, viewer = AcceptForm(), current_viewer()
    try:
        sheet = read_sheet((form.content.data or "").encode())
        with transaction() as session:
            count = store_people(session, viewer.municipality_id, _plan_people(sheet))
            record(session, viewer, "population_imported", rows=count)
    except BadImport as fault:
        upload = UploadForm(formdata=None)
        upload.file.errors = [file_fault(str(fault))]
        return _people_page(upload), 422
    except NotDone:
        return _people_page(UploadForm(formdata=None), sheet, _plan_people(sheet)), 422
    return redirect(url_for(".show_population"), 303)


def _uploaded(form: UploadForm) -> Sheet:
    sent = form.file.data
    if not sent:
        raise BadImport("empty")
    sheet = read_sheet(sent.read())
    if len(_as_text(sheet).encode()) > MOST_BYTES:  # a packed file may hold more than the page can carry
        raise BadImport("too_large")
    return sheet


def _plan(sheet: Sheet) -> Plan:
    municipality_id = current_viewer().municipality_id
    rows, faults = read_values(sheet, known_to(db.session, municipality_id, clock.today()))
    return plan_values(db.session, municipality_id, rows, faults)


def _plan_people(sheet: Sheet) -> PeoplePlan:
    municipality_id = current_viewer().municipality_id
    rows, faults = read_people(sheet, known_to(db.session, municipality_id, clock.today()))
    return plan_people(db.session, municipality_id, rows, faults)


def _preview(sheet: Sheet, plan: Plan) -> str:
    accept = AcceptForm(formdata=None, content=_as_text(sheet))
    return render_template("following/preview_values.html", plan=plan, accept=accept)


def _people_page(form: UploadForm, sheet: Sheet | None = None, plan: PeoplePlan | None = None) -> str:
    viewer = current_viewer()
    accept = AcceptForm(formdata=None, content=_as_text(sheet) if sheet else "")
    return render_template(
        "following/show_population.html", form=form, plan=plan, accept=accept, viewer=viewer, columns=PEOPLE_COLUMNS,
        table=people_table(db.session, viewer.municipality_id), none=gettext("hela kommunen"),
    )  # fmt: skip


def _as_text(sheet: Sheet) -> str:
    return write_csv(sheet.head, [cells for _number, cells in sheet.rows]).decode("utf-8-sig")
