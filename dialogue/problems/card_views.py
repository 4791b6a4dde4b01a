"""The problem card: its questions by phase, its gates, the texts behind it, and all its versions."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.addresses import LARGEST_TEXT
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.form_checks import read_day
from dialogue.problems import actions, card, queries, sheet_actions
from dialogue.problems.blueprint import bp, current_viewer, record
from dialogue.problems.effect import against, compare, year_before
from dialogue.problems.forms import CardForm, ProblemForm

MOST_CHOSEN = 50


@bp.get("/<code>")
def show_problem(code: str) -> ResponseReturnValue:
    """The card with the phases that are open."""
    problem = queries.access_problem(db.session, current_viewer(), code)
    form = CardForm(formdata=None, title=problem.title, owner=problem.owner.value, owner_role=problem.owner_role)
    return _page(problem, form)


@bp.post("/<code>")
def save_problem(code: str) -> ResponseReturnValue:
    """Keep the answers as a new version."""
    viewer, form = current_viewer(), CardForm()
    problem = queries.access_problem(db.session, viewer, code)
    told = _told(problem)
    bad = {name: problem_told for name, value in told.items() if (problem_told := _misfit(name, value, told))}
    if not form.validate() or bad:
        return _page(problem, form, mine=told, bad=bad, status=422)
    try:
        with transaction() as session:
            actions.save_card(
                session, viewer, code, version=form.version.data or 0, answers=told, title=form.title.data or "",
                owner=actions.Owner(form.owner.data), owner_role=form.owner_role.data or "", now=clock.now(),
            )  # fmt: skip
            record(session, viewer, "problem_saved", problem=code)
    except StaleEdit:
        problem = queries.access_problem(db.session, viewer, code)
        opened = queries.card_at(db.session, problem, form.version.data or 0)
        own = {name: value for name, value in told.items() if value != opened.get(name, "")}
        return _page(problem, form, mine=own, status=409)
    return redirect(url_for(".show_problem", code=code, klart=1), 303)


@bp.post("/<code>/vidare")
def pass_phase(code: str) -> ResponseReturnValue:
    """On to the next phase, if the gate is open; what is missing is said."""
    viewer, form = current_viewer(), ProblemForm()
    problem = queries.access_problem(db.session, viewer, code)
    try:
        with transaction() as session:
            here = queries.access_problem(session, viewer, code)
            actions.pass_phase(
                session, viewer, code, version=form.version.data or 0, around=_around(here), now=clock.now()
            )
            record(session, viewer, "problem_passed", problem=code, phase=here.phase.value)
    except actions.GateClosed as closed:
        return _page(problem, _form(problem), missing=list(closed.missing), status=422)
    except StaleEdit:
        return _page(queries.access_problem(db.session, viewer, code), _form(problem), status=409, mine={})
    return redirect(url_for(".show_problem", code=code), 303)


@bp.post("/<code>/tillbaka")
def step_back(code: str) -> ResponseReturnValue:
    """Back to the phase before, with a reason."""
    viewer, form = current_viewer(), ProblemForm()
    reason = request.form.get("reason", "").strip()
    problem = queries.access_problem(db.session, viewer, code)
    if len(reason) < 3:
        return _page(problem, _form(problem), missing=["reason"], status=422)
    try:
        with transaction() as session:
            actions.step_back(session, viewer, code, version=form.version.data or 0, reason=reason, now=clock.now())
            record(session, viewer, "problem_stepped_back", problem=code)
    except StaleEdit:
        return _page(queries.access_problem(db.session, viewer, code), _form(problem), status=409, mine={})
    return redirect(url_for(".show_problem", code=code), 303)


@bp.get("/<code>/texter")
def list_texts(code: str) -> ResponseReturnValue:
    """The texts under the problem, and the new ones that may belong to it. Every text shown is in the log."""
    viewer = current_viewer()
    problem = queries.access_problem(db.session, viewer, code)
    members = queries.members(db.session, problem)
    proposed = queries.proposals(db.session, queries.scope_of(db.session, viewer, problem), problem)
    page = render_template(
        "problems/list_texts.html", problem=problem, members=members, proposed=proposed,
        areas=queries.names(db.session, viewer)[1],
    )  # fmt: skip
    ids = [row.id for row in (*members, *proposed)]
    if ids:
        with transaction() as session:
            record(session, viewer, "texts_opened", concerns=ids, problem=code)
    return page


@bp.post("/<code>/texter")
def link_texts(code: str) -> ResponseReturnValue:
    """Put the chosen texts under the problem, or set them aside."""
    viewer, form = current_viewer(), ProblemForm()
    ids = [number for number in request.form.getlist("concern", type=int) if 0 < number <= LARGEST_TEXT][:MOST_CHOSEN]
    if not form.validate() or not ids:
        told = [("main", gettext("Välj minst en text."))]
        return render_template("problems/refused.html", problems=told), 422
    belong = "aside" not in request.form
    with transaction() as session:
        actions.link_concerns(session, viewer, code, ids, belong=belong)
        record(session, viewer, "texts_linked", problem=code, concerns=ids, belong=belong)
    return redirect(url_for(".list_texts", code=code), 303)


@bp.get("/<code>/versioner")
def list_versions(code: str) -> ResponseReturnValue:
    """All savings: what changed, when, by which role."""
    problem = queries.access_problem(db.session, current_viewer(), code)
    rows = list(queries.versions(db.session, problem))
    changed = [
        sorted(name for name in {*row.card, *before.card} if row.card.get(name) != before.card.get(name))
        for row, before in pairwise(rows)
    ] + [[]]
    return render_template("problems/list_versions.html", problem=problem, rows=list(zip(rows, changed, strict=True)))


def _form(problem: actions.Problem) -> CardForm:
    return CardForm(formdata=None, title=problem.title, owner=problem.owner.value, owner_role=problem.owner_role)


def _told(problem: actions.Problem) -> dict[str, str]:
    """The answers that came, to the questions that are open."""
    names = [name for phase in card.reached(problem.phase) for name in card.QUESTIONS[phase]]
    return {name: request.form[name].replace("\r\n", "\n") for name in names if name in request.form}


def _misfit(name: str, value: str, told: dict[str, str]) -> str:
    """What is to be put right in an answer; nothing where it is one of those given, a day, or short enough."""
    if name in card.CHOICES:
        return "" if value in ("", *card.CHOICES[name]) else str(gettext("Välj ett av svaren."))
    if name not in card.DAYS:
        return str(gettext("Korta texten: högst 4 000 tecken.")) if len(value) > card.LONGEST else ""
    if value and read_day(value) is None:
        return str(gettext("Skriv dagen så här: 2026-05-01."))
    is_backward = name == "after_to" and value and value < told.get("after_from", "")
    return str(gettext("Slutdagen ligger före startdagen.")) if is_backward else ""


def _around(problem: actions.Problem) -> card.Around:
    viewer = current_viewer()
    return card.Around(
        boxes_decided=sheet_actions.boxes_decided(queries.sheet_of(db.session, problem)),
        has_owner=bool(problem.owner_role),
        measures=len(queries.measures(db.session, viewer, problem.id)),
        answer_is_public=queries.is_public(queries.answer_of(db.session, problem)),
    )


def _effect(problem: actions.Problem) -> dict[str, Any] | None:
    """Before and after, where the card names the days; days to come are left out, since nothing is told of them yet."""
    first, named = (read_day(problem.card.get(name, "")) for name in ("after_from", "after_to"))
    if first is None or named is None:
        return None
    last = min(named, clock.today() - timedelta(days=1))
    if last < first:
        return None
    scope = queries.scope_of(db.session, current_viewer(), problem)
    counts = queries.before_and_after(db.session, scope, first, last)
    here, elsewhere, other = (compare(*pair) for pair in (counts.here, counts.elsewhere, counts.other))
    return {
        "here": here,
        "elsewhere": elsewhere if scope.area_ids else None,
        "other": other,
        "against": against(here, elsewhere) if scope.area_ids else None,
        "meetings": counts.meetings,
        "periods": (*year_before(first, last), first, last),
        "is_going_on": last < named,
    }


def _page(
    problem: actions.Problem, form: CardForm, *, mine: dict[str, str] | None = None, bad: dict[str, str] | None = None,
    missing: list[str] | None = None, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    viewer = current_viewer()
    topics, areas = queries.names(db.session, viewer)
    page = render_template(
        "problems/show_problem.html", problem=problem, form=form, mine=mine or {}, bad=bad or {},
        missing=missing or [], is_stale=status == 409, card=card, effect=_effect(problem),
        gate=card.missing(problem.phase, problem.card, _around(problem)),
        measures=queries.measures(db.session, viewer, problem.id), answer=queries.answer_of(db.session, problem),
        topic=topics.get(problem.topic_id or 0), area=areas.get(problem.area_id or 0), today=clock.today(),
    )  # fmt: skip
    return page, status
