"""The reports: previewed from what is known, locked with one button, shown and printed as they were."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dialogue import clock
from dialogue.extensions import db, transaction
from dialogue.posters import as_it_is
from dialogue.reporting import actions, council, queries, situation, words
from dialogue.reporting.actions import Report, ReportKind
from dialogue.reporting.blueprint import bp, current_viewer, record
from dialogue.staff_text import tidy

__all__ = ["bp"]

YEAR = timedelta(days=365)
PATHS = {"lagesbild": ReportKind.SITUATION, "rad": ReportKind.COUNCIL}
NAMES = {kind: path for path, kind in PATHS.items()}


@bp.app_template_global("report_path")
def report_path(kind: ReportKind) -> str:
    """How a kind of report is called in an address."""
    return NAMES[kind]


@bp.get("/")
def list_reports() -> ResponseReturnValue:
    """The locked reports, and the two that can be made."""
    return render_template(
        "reporting/list_reports.html", reports=queries.reports(db.session, current_viewer()), kinds=words.KINDS
    )


@bp.get("/<path>")
def preview_report(path: str) -> ResponseReturnValue:
    """The report as it would be locked now."""
    return _preview(_kind(path), path, request.args)


@bp.post("/<path>")
def lock_report(path: str) -> ResponseReturnValue:
    """Lock the report."""
    kind, viewer, today = _kind(path), current_viewer(), clock.today()
    content = _built(kind, request.form)
    last = queries.last_report(db.session, viewer.municipality_id, kind)
    seen = request.form.get("last", type=int)
    if seen is not None and seen != (last.number if last else 0):
        return _preview(kind, path, request.form, just_locked=last), 409
    first = last.period_end if last else today - YEAR
    with transaction() as session:
        row = actions.lock_report(session, viewer, kind, content, first=first, today=today)
        record(session, viewer, "report_locked", kind=kind.value, number=row.number)
    return redirect(url_for(".show_report", path=path, number=row.number), 303)


@bp.get("/<path>/<int:number>")
def show_report(path: str, number: int) -> ResponseReturnValue:
    """A locked report."""
    report = queries.access_report(db.session, current_viewer(), _kind(path), number)
    return render_template("reporting/show_report.html", report=report, path=path)


@bp.get("/<path>/<int:number>.pdf")
def print_report(path: str, number: int) -> ResponseReturnValue:
    """A locked report as a tagged PDF."""
    viewer = current_viewer()
    report = queries.access_report(db.session, viewer, _kind(path), number)
    page = render_template("reporting/print_report.html", report=report, municipality=viewer.municipality)
    answer = Response(as_it_is(page), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename={path}-{number}.pdf"
    return answer


@bp.get("/<path>/<int:number>/offentlig")
def choose_public(path: str, number: int) -> ResponseReturnValue:
    """Which parts of a council report the public may read, and how that looks."""
    report = queries.access_report(db.session, current_viewer(), _kind(path), number)
    if report.kind is not ReportKind.COUNCIL:
        abort(404)
    chosen = request.args.getlist("del", type=int) if "val" in request.args else actions.public_parts(report)
    return render_template(
        "reporting/choose_public.html", report=report, path=path, chosen=chosen,
        content=actions.as_public(report, chosen),
    )  # fmt: skip


@bp.post("/<path>/<int:number>/offentlig")
def publish_report(path: str, number: int) -> ResponseReturnValue:
    """Let the public read the chosen parts of a council report, or take it back."""
    viewer, parts = current_viewer(), request.form.getlist("del", type=int)
    with transaction() as session:
        report = queries.access_report(session, viewer, _kind(path), number)
        if "on" in request.form:
            actions.publish(report, parts, on=clock.today())
        else:
            actions.take_back(report)
        is_public = report.public_on is not None
        record(session, viewer, "report_public", kind=report.kind.value, number=number, public=is_public)
    return redirect(url_for(".show_report", path=path, number=number), 303)


def _preview(kind: ReportKind, path: str, told: Any, *, just_locked: Report | None = None) -> str:
    """The report as it is now. `just_locked`: the one that was locked since the page was opened."""
    last = queries.last_report(db.session, current_viewer().municipality_id, kind)
    return render_template(
        "reporting/preview_report.html", content=_built(kind, told), path=path, kind=kind,
        asked=told.get("asked", ""), incidents=told.get("incidents", ""), last=last.number if last else 0,
        just_locked=just_locked,
    )  # fmt: skip


def _kind(path: str) -> ReportKind:
    if path not in PATHS:
        abort(404)
    return PATHS[path]


def _built(kind: ReportKind, told: Any) -> dict[str, Any]:
    viewer, today = current_viewer(), clock.today()
    if kind is ReportKind.SITUATION:
        return situation.build(db.session, viewer.municipality_id, viewer.municipality, today)
    asked, incidents = (tidy(told.get(name, ""), 2000) for name in ("asked", "incidents"))
    return council.build(
        db.session, viewer.municipality_id, viewer.municipality, today, asked=asked, incidents=incidents
    )
