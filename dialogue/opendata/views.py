"""The open data: a page that says what they are, and the files."""

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue.extensions import db
from dialogue.municipality import current_municipality
from dialogue.opendata import documents
from dialogue.opendata.queries import answers_json, public_reports
from dialogue.published import latest

bp = Blueprint("opendata", __name__, url_prefix="/oppna-data")
EVERY = 400  # quarters: a hundred years


@bp.get("")
def about_data() -> ResponseReturnValue:
    """What is there, what is hidden and why, and the latest quarter as a table."""
    quarters = latest(db.session, current_municipality().id, 1)
    quarter = quarters[0] if quarters else None
    rows = zip(quarter.topics, quarter.cells, quarter.row_totals, strict=True) if quarter else ()
    told = [(name, cells, total) for (_, name), cells, total in rows if total != 0]
    reports = public_reports(db.session, current_municipality().id)
    return render_template("opendata/about_data.html", quarter=quarter, rows=told, reports=reports)


@bp.get("/rapporter/<int:number>")
def show_report(number: int) -> ResponseReturnValue:
    """A report to the council that has been made public."""
    found = [row for row in public_reports(db.session, current_municipality().id) if row.number == number]
    if not found:
        abort(404)
    return render_template("opendata/show_report.html", report=found[0])


@bp.get("/synpunkter.json")
def counts() -> ResponseReturnValue:
    """The cells of every published quarter."""
    return jsonify(documents.counts_json(latest(db.session, current_municipality().id, EVERY)))


@bp.get("/summor.json")
def totals() -> ResponseReturnValue:
    """The sums of every published quarter."""
    return jsonify(documents.totals_json(latest(db.session, current_municipality().id, EVERY)))


@bp.get("/synpunkter.csv")
def counts_file() -> ResponseReturnValue:
    """The cells for a spreadsheet."""
    told = documents.counts_csv(latest(db.session, current_municipality().id, EVERY))
    answer = Response(told, mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=synpunkter.csv"
    return answer


@bp.get("/svar.json")
def answers() -> ResponseReturnValue:
    """The published answers."""
    return jsonify(answers_json(db.session, current_municipality().id))


@bp.get("/openapi.json")
def description() -> ResponseReturnValue:
    """What the files hold, for machines."""
    title = f"{gettext('Öppna data')} – {current_municipality().name}"
    return jsonify(documents.openapi(request.url_root.rstrip("/"), title))
