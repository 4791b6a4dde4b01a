"""Staff pages of indicators: the list, one with all its values, the survey, and the files."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.access import access_indicator
from dialogue.exceptions import NotFound, StaleEdit
from dialogue.extensions import db, transaction
from dialogue.following import indicator_actions as actions
from dialogue.following.blueprint import bp, current_viewer, record
from dialogue.following.forms import IndicatorForm, ValueForm, choices
from dialogue.following.indicator_actions import IndicatorText
from dialogue.following.indicator_queries import indicator_list, offered, survey_page, value_rows
from dialogue.following.labels import FAULTS
from dialogue.following.pages import conflicts
from dialogue.following.pledge_actions import NotDone
from dialogue.following.sheets import write_csv, write_xlsx
from dialogue.following.value_rows import AGES, COLUMNS, Fault, number_of, read_value
from dialogue.indicator_series import read_series
from dialogue.pledge_reading import draw
from dialogue.pledge_words import age_span

TEXT_FIELDS = ("name", "kind", "unit", "definition", "better", "topic", "baseline_period", "target_period")
FORM_COLUMNS = {
    "value": "värde", "period": "period", "stratum": "stratum", "area": "område", "age": "ålder", "n": "n",
    "margin": "felmarginal", "source": "källa", "published_on": "publicerad", "definition": "definition",
    "note": "anmärkning",
}  # fmt: skip


@bp.get("/matvarden")
def list_indicators() -> ResponseReturnValue:
    """All that is measured."""
    viewer = current_viewer()
    return render_template("following/list_indicators.html", lines=indicator_list(db.session, viewer), viewer=viewer,
                           stored=request.args.get("sparade", type=int))  # fmt: skip


@bp.route("/matvarden/nytt", methods=["GET", "POST"])
def create_indicator() -> ResponseReturnValue:
    """Something new to measure."""
    viewer = current_viewer()
    form = _with_topics(IndicatorForm())
    if not form.validate_on_submit():
        page = render_template("following/write_indicator.html", form=form, indicator=None, saved={})
        return page, 422 if form.is_submitted() else 200
    code = form.code.data or ""
    try:
        with transaction() as session:
            actions.create_indicator(session, viewer, code, _told(form))
            record(session, viewer, "indicator_created", indicator=code)
    except NotDone:
        form.code.errors = [gettext("Koden är upptagen. Välj en annan.")]
        return render_template("following/write_indicator.html", form=form, indicator=None, saved={}), 422
    return redirect(url_for(".show_indicator", code=code), 303)


@bp.get("/matvarden/<code>")
def show_indicator(code: str) -> ResponseReturnValue:
    """All values of an indicator, each with its source; those that contradict each other side by side.

    Those behind which fewer than five lie are hidden; the group's own file holds them, so that it can come back whole.
    """
    return _page(code, ValueForm(formdata=None))


@bp.route("/matvarden/<code>/redigera", methods=["GET", "POST"])
def edit_indicator(code: str) -> ResponseReturnValue:
    """Change how an indicator is described. Two at once: the second one sees both."""
    viewer = current_viewer()
    row = access_indicator(db.session, viewer, code)
    now = actions.read_indicator(db.session, row)
    form = _with_topics(IndicatorForm(
        obj=now, code=code, version=actions.fingerprint(now), baseline=_plain(now.baseline), target=_plain(now.target),
    ))  # fmt: skip
    form.code.data = code
    if not form.validate_on_submit():
        page = render_template("following/write_indicator.html", form=form, indicator=row, saved={})
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction() as session:
            actions.save_indicator(session, viewer, code, _told(form), seen=form.version.data or "")
            record(session, viewer, "indicator_saved", indicator=code)
    except StaleEdit:
        row = access_indicator(db.session, viewer, code)
        now = actions.read_indicator(db.session, row)
        told = {name: getattr(now, name) for name in TEXT_FIELDS}
        saved = conflicts(form, told | {"baseline": _plain(now.baseline), "target": _plain(now.target)})
        form.version.data = actions.fingerprint(now)
        page = render_template("following/write_indicator.html", form=form, indicator=row, saved=saved, stale=True)
        return page, 409
    return redirect(url_for(".show_indicator", code=code), 303)


@bp.post("/matvarden/<code>/varde")
def add_value(code: str) -> ResponseReturnValue:
    """One more value, beside those that are here."""
    viewer = current_viewer()
    form = _offered(ValueForm())
    form.validate()
    cells = {column: str(form[name].data or "") for name, column in FORM_COLUMNS.items()} | {"indikator": code}
    with transaction() as session:
        access_indicator(session, viewer, code)
        row, faults = read_value(1, cells, actions.known_to(session, viewer.municipality_id, clock.today()))
        plan = actions.plan_values(session, viewer.municipality_id, [row] if row else [], faults)
        if not plan.faults:
            actions.store_values(session, viewer.municipality_id, viewer.staff_id, plan, at=clock.now())
            record(session, viewer, "value_added", indicator=code)
    if plan.faults:
        return _page(code, _with_faults(form, plan.faults)), 422
    return redirect(url_for(".show_indicator", code=code), 303)


@bp.get("/matvarden/fil.<kind>")
def export_values(kind: str) -> ResponseReturnValue:
    """All values (`?kod=`: of one indicator) as a file of the format that can be taken in again."""
    code = request.args.get("kod", "")
    if kind not in ("csv", "xlsx") or not code.isprintable():
        raise NotFound(kind)
    rows = value_rows(db.session, current_viewer().municipality_id, code)
    made = write_csv(COLUMNS, rows) if kind == "csv" else write_xlsx(COLUMNS, rows)
    mimetype = "text/csv" if kind == "csv" else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = Response(made, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f"attachment; filename=matvarden-{clock.today()}.{kind}"
    return answer


@bp.get("/trygghetsmatning")
def show_survey() -> ResponseReturnValue:
    """What the survey told: strata side by side, with margins."""
    page = survey_page(db.session, current_viewer(), request.args.get("fraga", ""), request.args.get("ar", type=int))
    return render_template("following/show_survey.html", page=page, viewer=current_viewer())


def _page(code: str, form: ValueForm) -> str:
    viewer = current_viewer()
    indicator = access_indicator(db.session, viewer, code)
    figures = draw(read_series(db.session, indicator, public=True))
    return render_template("following/show_indicator.html", figures=figures, form=_offered(form), viewer=viewer)


def _offered(form: ValueForm) -> ValueForm:
    strata, areas, _topics = offered(db.session, current_viewer())
    form.stratum.choices = choices(strata, empty=gettext("Hela kommunen"))
    form.area.choices = choices(areas, empty=gettext("Inget särskilt"))
    ages = {age.value: age_span(age.value) for age in AGES.values()}
    form.age.choices = choices(ages, empty=gettext("Alla åldrar"))
    return form


def _with_topics(form: IndicatorForm) -> IndicatorForm:
    form.topic.choices = choices(offered(db.session, current_viewer())[2], empty=gettext("Inget"))
    return form


def _with_faults(form: ValueForm, faults: tuple[Fault, ...]) -> ValueForm:
    fields = {column: name for name, column in FORM_COLUMNS.items()} | {"indikator": "value"}
    for fault in faults:
        field = form[fields[fault.column]]
        field.errors = [*field.errors, str(FAULTS[fault.why])]
    return form


def _told(form: IndicatorForm) -> IndicatorText:
    return IndicatorText(
        form.name.data or "", form.kind.data, form.unit.data or "", form.definition.data or "", form.better.data,
        form.topic.data or "", number_of(form.baseline.data) if form.baseline.data else None,
        form.baseline_period.data or "", number_of(form.target.data) if form.target.data else None,
        form.target_period.data or "",
    )  # fmt: skip


def _plain(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0").replace(".", ",")
