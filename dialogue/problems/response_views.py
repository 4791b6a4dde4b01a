"""Measures, and the answers to the public that a second person approves."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.problems import queries, response_actions
from dialogue.problems.blueprint import bp, current_viewer, record
from dialogue.problems.forms import AnswerForm, MeasureForm, ProblemForm


@bp.route("/<code>/atgard", methods=["GET", "POST"])
def add_measure(code: str) -> ResponseReturnValue:
    """A new measure on a problem."""
    viewer, form = current_viewer(), MeasureForm()
    problem = queries.access_problem(db.session, viewer, code)
    if not form.validate_on_submit():
        if request.method == "GET":
            form.starts_on.data = clock.today()
        return _measure(form, code, None)
    with transaction() as session:
        row = response_actions.save_measure(
            session, viewer, form.told(), problem_id=problem.id, measure_id=None, version=0
        )
        session.flush()  # the log needs its id
        record(session, viewer, "measure_saved", measure=row.id, problem=code)
    return redirect(url_for(".show_problem", code=code, _anchor="measures"), 303)


@bp.post("/lofte/<int:promise_id>")
def take_vow(promise_id: int) -> ResponseReturnValue:
    """Let a measure stand for a promise made at a meeting."""
    viewer = current_viewer()
    with transaction() as session:
        row = response_actions.take_vow(session, viewer, promise_id, today=clock.today())
        session.flush()  # the log needs its id
        record(session, viewer, "measure_saved", measure=row.id)
    return redirect(url_for(".change_measure", measure_id=row.id), 303)


@bp.route("/atgard/<int:measure_id>", methods=["GET", "POST"])
def change_measure(measure_id: int) -> ResponseReturnValue:
    """A measure's state and what shows it."""
    viewer = current_viewer()
    row = queries.access_measure(db.session, viewer, measure_id)
    form = MeasureForm(obj=row)
    if request.method == "GET":
        form.owner.data, form.status.data = row.owner.value, row.status.value
    if not form.validate_on_submit():
        return _measure(form, "", measure_id)
    try:
        with transaction() as session:
            response_actions.save_measure(
                session, viewer, form.told(), problem_id=None, measure_id=measure_id, version=form.version.data or 0
            )
            record(session, viewer, "measure_saved", measure=measure_id)
    except StaleEdit:
        stored = queries.access_measure(db.session, viewer, measure_id)
        form.version.data = stored.version
        return _measure(form, "", measure_id, stored=stored, status=409)
    return redirect(url_for(".list_problems", _anchor="measures"), 303)


@bp.route("/svar/nytt", methods=["GET", "POST"])
def write_answer() -> ResponseReturnValue:
    """A new answer, on a problem or on its own."""
    viewer, form = current_viewer(), _answer_form()
    code = request.values.get("problem", "")
    problem = queries.access_problem(db.session, viewer, code) if code else None
    if not form.validate_on_submit():
        if request.method == "GET" and problem is not None:
            form.title.data, form.topic.data, form.area.data = problem.title, *_codes(problem.topic_id, problem.area_id)
        return _answer(form, None, problem_code=code)
    with transaction() as session:
        row = response_actions.save_answer(
            session, viewer, form.told(), code=None, problem_id=problem.id if problem else None, version=0,
            today=clock.today(),
        )  # fmt: skip
        record(session, viewer, "answer_written", answer=row.code)
    return redirect(url_for(".change_answer", code=row.code), 303)


@bp.route("/svar/<code>", methods=["GET", "POST"])
def change_answer(code: str) -> ResponseReturnValue:
    """An answer: what is public, and the draft beside it."""
    viewer, form = current_viewer(), _answer_form()
    row = queries.access_answer(db.session, viewer, code)
    if request.method == "GET":
        _fill(form, row)
    if not form.validate_on_submit():
        return _answer(form, row, status=422 if request.method == "POST" else 200)
    try:
        with transaction() as session:
            response_actions.save_answer(
                session, viewer, form.told(), code=code, problem_id=None, version=form.version.data or 0,
                today=clock.today(),
            )  # fmt: skip
            record(session, viewer, "answer_written", answer=code)
    except StaleEdit:
        stored = queries.access_answer(db.session, viewer, code)
        form.version.data = stored.version
        return _answer(form, stored, status=409)
    return redirect(url_for(".change_answer", code=code), 303)


@bp.post("/svar/<code>/godkann")
def approve_answer(code: str) -> ResponseReturnValue:
    """Publish the draft that was read."""
    viewer, form = current_viewer(), ProblemForm()
    try:
        with transaction() as session:
            response_actions.approve_answer(session, viewer, code, version=form.version.data or 0, today=clock.today())
            record(session, viewer, "answer_published", answer=code)
    except response_actions.OwnAnswer:
        told = gettext("Du har skrivit svaret själv. Någon annan behöver läsa och godkänna det.")
        return render_template("problems/refused.html", problems=[("main", told)]), 422
    except StaleEdit:
        told = gettext("Svaret har ändrats sedan du läste det. Läs igenom det igen.")
        return render_template("problems/refused.html", problems=[("main", told)]), 409
    return redirect(url_for(".change_answer", code=code), 303)


def _answer_form() -> AnswerForm:
    topics, areas = queries.offered(db.session, current_viewer())
    return AnswerForm().offer(topics, areas)


def _codes(topic_id: int | None, area_id: int | None) -> tuple[str, str]:
    return queries.codes_of(db.session, current_viewer(), topic_id, area_id)


def _fill(form: AnswerForm, row: queries.Answer) -> None:
    told = row.draft or {name: getattr(row, name) for name in response_actions.WORDS}
    if row.draft is None:
        told["topic"], told["area"] = _codes(row.topic_id, row.area_id)
    for name, value in told.items():
        form[name].data = value


def _measure(
    form: MeasureForm, code: str, measure_id: int | None, *, stored: queries.Measure | None = None, status: int = 0
) -> ResponseReturnValue:
    page = render_template("problems/write_measure.html", form=form, code=code, measure_id=measure_id, stored=stored)
    return page, status or (422 if form.errors else 200)


def _answer(
    form: AnswerForm, row: queries.Answer | None, *, problem_code: str = "", status: int = 0
) -> ResponseReturnValue:
    page = render_template(
        "problems/write_answer.html", form=form, answer=row, problem_code=problem_code, is_stale=status == 409,
        is_own=row is not None and row.written_by_id == current_viewer().staff_id,
    )  # fmt: skip
    return page, status or (422 if form.errors else 200)
