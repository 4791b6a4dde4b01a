"""The CHEERS sheets: opened from what is heard, decided by people, and compared on Brå's grounds."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.problems import actions, queries, sheet_actions, words
from dialogue.problems.blueprint import bp, current_viewer, record
from dialogue.problems.cheers import BOXES
from dialogue.problems.forms import DecideForm, OpenSheetForm, ProblemForm, ReopenForm
from dialogue.problems.sheet_actions import LONGEST_WHY, CheersSheet, SheetDecided, SheetVersion

MET = {"ja": True, "nej": False}
SCORES = ("0", "1", "2", "3")
WEIGHTS = SCORES[1:]
WEIGHED = ("open", "watch")  # anew, until it is decided for good; a watch that has come back is judged on new data


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody filled in that is not stored: (met, why) by box, and the scores."""

    boxes: dict[str, tuple[bool | None, str]]
    scores: dict[str, int]


@bp.app_template_global("problem_word")
def problem_word(group: str, value: str | None) -> str:
    """The word for a value of this feature."""
    return words.word(group, value)


@bp.get("/")
def list_problems() -> ResponseReturnValue:
    """The desk: what is to be looked at again, what is undecided, the problems by phase, measures and answers."""
    viewer, today = current_viewer(), clock.today()
    return render_template(
        "problems/list_problems.html",
        due=queries.reviews_due(db.session, viewer, today),
        sheets=queries.sheets(db.session, viewer),
        problems=queries.problems(db.session, viewer),
        measures=queries.measures(db.session, viewer),
        vows=queries.vows(db.session, viewer),
        answers=queries.answers(db.session, viewer),
        names=queries.names(db.session, viewer),
        today=today,
    )


@bp.post("/prova")
def open_sheet() -> ResponseReturnValue:
    """A new sheet on a topic, a cluster, or a topic in an area."""
    viewer, form = current_viewer(), OpenSheetForm()
    if not form.validate():
        return _refused(form, 422)
    with transaction() as session:
        topics, areas = queries.names(session, viewer)
        sheet = sheet_actions.open_sheet(
            session, viewer, topic=form.topic.data or "", area=form.area.data or "", cluster=form.cluster.data,
            title="", now=clock.now(), today=clock.today(),
        )  # fmt: skip
        parts = [topics.get(sheet.topic_id or 0, ""), areas.get(sheet.area_id or 0, "")]
        sheet.title = ", ".join(part for part in parts if part) or gettext("Utan namn")
        record(session, viewer, "sheet_opened", sheet=sheet.id)
    return redirect(url_for(".show_sheet", sheet_id=sheet.id), 303)


@bp.get("/prova/<int:sheet_id>")
def show_sheet(sheet_id: int) -> ResponseReturnValue:
    """The six boxes with what the data say, the scores, and the decision."""
    sheet = queries.access_sheet(db.session, current_viewer(), sheet_id)
    return _sheet(sheet, _blank(sheet))


@bp.post("/prova/<int:sheet_id>")
def save_sheet(sheet_id: int) -> ResponseReturnValue:
    """Keep the boxes and the scores."""
    viewer, form = current_viewer(), ProblemForm()
    told = request.form
    boxes = {name: (MET.get(told.get(f"{name}_met", "")), told.get(f"{name}_why", "")) for name in BOXES}
    scores = {ground: int(score) for ground in words.GROUNDS if (score := told.get(f"score_{ground}")) in SCORES}
    if not form.validate():
        return _refused(form, 422)
    if any(len(why.replace("\r\n", "\n")) > LONGEST_WHY for _, why in boxes.values()):
        told_long = gettext("Korta texten: högst %(max)d tecken.", max=LONGEST_WHY)
        sheet = queries.access_sheet(db.session, viewer, sheet_id)
        mine = Mine(boxes, scores)
        return _sheet(sheet, _blank(sheet), status=422, mine=mine, problem=told_long)
    try:
        with transaction() as session:
            sheet_actions.save_sheet(
                session, viewer, sheet_id, version=form.version.data or 0, boxes=boxes, scores=scores, now=clock.now()
            )
            record(session, viewer, "sheet_saved", sheet=sheet_id)
    except (StaleEdit, SheetDecided):
        sheet = queries.access_sheet(db.session, viewer, sheet_id)
        return _sheet(sheet, _blank(sheet), status=409, mine=Mine(boxes, scores))
    return redirect(url_for(".show_sheet", sheet_id=sheet_id, klart=1), 303)


@bp.post("/prova/<int:sheet_id>/beslut")
def decide_sheet(sheet_id: int) -> ResponseReturnValue:
    """Watch it, hand it over, say that it is no problem, or make it one."""
    viewer, form = current_viewer(), DecideForm()
    if not form.validate():
        return _sheet(queries.access_sheet(db.session, viewer, sheet_id), form, status=422)
    try:
        with transaction() as session:
            sheet = sheet_actions.decide_sheet(
                session, viewer, sheet_id, form.verdict(), version=form.version.data or 0, now=clock.now(),
                today=clock.today(),
            )  # fmt: skip
            record(session, viewer, "sheet_decided", sheet=sheet_id, outcome=sheet.outcome.value)
    except actions.GateClosed:
        told = gettext("Besvara alla sex rutor och skriv varför innan det blir ett problem.")
        return _sheet(queries.access_sheet(db.session, viewer, sheet_id), form, status=422, problem=told)
    except SheetDecided:
        return _decided(sheet_id, form.reason.data)
    except StaleEdit:
        told = gettext("Någon annan har ändrat bladet sedan du öppnade det. Läs igenom och besluta igen.")
        return _sheet(queries.access_sheet(db.session, viewer, sheet_id), form, status=409, problem=told)
    if sheet.problem_id:
        return redirect(url_for(".show_problem", code=queries.code_of(db.session, sheet)), 303)
    return redirect(url_for(".show_sheet", sheet_id=sheet_id), 303)


@bp.post("/prova/<int:sheet_id>/oppna")
def reopen_sheet(sheet_id: int) -> ResponseReturnValue:
    """Undo the decision, with a reason."""
    viewer, form = current_viewer(), ReopenForm()
    if not form.validate():
        sheet = queries.access_sheet(db.session, viewer, sheet_id)
        return _sheet(sheet, _blank(sheet), reopen=form, status=422)
    try:
        with transaction() as session:
            sheet_actions.reopen_sheet(
                session, viewer, sheet_id, version=form.version.data or 0, reason=form.why.data or "", now=clock.now()
            )
            record(session, viewer, "sheet_reopened", sheet=sheet_id)
    except SheetDecided:
        return _decided(sheet_id, form.why.data)
    except StaleEdit:
        told = gettext("Någon annan har ändrat bladet sedan du öppnade det. Läs igenom och öppna det igen.")
        sheet = queries.access_sheet(db.session, viewer, sheet_id)
        return _sheet(sheet, _blank(sheet), reopen=form, status=409, problem=told)
    return redirect(url_for(".show_sheet", sheet_id=sheet_id), 303)


@bp.get("/prova/<int:sheet_id>/versioner")
def list_sheet_versions(sheet_id: int) -> ResponseReturnValue:
    """What the sheet said each time it was saved: by which role, when, and what was new."""
    sheet = queries.access_sheet(db.session, current_viewer(), sheet_id)
    rows = queries.sheet_versions(db.session, sheet)
    before = {row.version: earlier for row, earlier in pairwise(rows)}
    news = [(row, _news(row, before.get(row.version))) for row in rows]
    return render_template("problems/list_sheet_versions.html", sheet=sheet, rows=news)


@bp.get("/jamfor")
def compare_sheets() -> ResponseReturnValue:
    """The candidates side by side on Brå's grounds; the weights can be seen, and tried."""
    viewer = current_viewer()
    weights = {
        ground: int(told) if (told := request.args.get(ground, "1")) in WEIGHTS else 1 for ground in words.GROUNDS
    }
    rows = [
        (sheet, sum(weights[ground] * sheet.scores.get(ground, 0) for ground in weights))
        for sheet in queries.sheets(db.session, viewer)
        if sheet.scores and sheet.outcome.value in ("open", "watch", "problem")
    ]
    rows.sort(key=lambda row: (-row[1], row[0].id))
    return render_template(
        "problems/compare_sheets.html", rows=rows, weights=weights, grounds=words.GROUNDS, choices=WEIGHTS
    )


def _news(row: SheetVersion, before: SheetVersion | None) -> tuple[list[str], list[str]]:
    """The boxes and the grounds that a version answers otherwise than the one before."""
    told, scores = (before.boxes, before.scores) if before else ({}, {})
    boxes = [name for name in BOXES if _answer(row.boxes.get(name)) != _answer(told.get(name))]
    return boxes, [ground for ground in words.GROUNDS if row.scores.get(ground) != scores.get(ground)]


def _answer(box: dict[str, Any] | None) -> tuple[bool | None, str]:
    return (box.get("met"), box.get("why", "")) if box else (None, "")


def _decided(sheet_id: int, written: str | None) -> ResponseReturnValue:
    """The sheet as it stands, decided in the meantime, with the reason that somebody wrote under it."""
    sheet = queries.access_sheet(db.session, current_viewer(), sheet_id)
    told = gettext("Prövningen är redan beslutad. Öppna den igen om beslutet ska ändras.")
    if sheet.problem_id:
        told = gettext("Bladet är redan ett problem. Fortsätt på problemkortet.")
    return _sheet(sheet, _blank(sheet), status=409, problem=told, written=written or "")


def _blank(sheet: CheersSheet) -> DecideForm:
    return DecideForm(formdata=None, title=sheet.title)


def _sheet(
    sheet: CheersSheet, form: DecideForm, *, reopen: ReopenForm | None = None, status: int = 200,
    problem: str = "", mine: Mine | None = None, written: str = "",
) -> ResponseReturnValue:  # fmt: skip
    viewer, is_open = current_viewer(), sheet.outcome.value == "open"
    topics, areas = queries.names(db.session, viewer)
    page = render_template(
        "problems/show_sheet.html" if is_open else "problems/show_decided_sheet.html",
        sheet=sheet,
        form=form,
        reopen=reopen or ReopenForm(formdata=None),
        problem=problem,
        written=written,
        mine=mine.boxes if mine else {},
        scores=mine.scores if mine and is_open else sheet.scores,
        is_stale=mine is not None and status == 409,
        boxes=BOXES,
        grounds=words.GROUNDS,
        topic=topics.get(sheet.topic_id or 0),
        area=areas.get(sheet.area_id or 0),
        decided=sheet_actions.boxes_decided(sheet),
        problem_code=queries.code_of(db.session, sheet),
        live=sheet_actions.weigh(db.session, viewer, sheet) if sheet.outcome.value in WEIGHED else {},
        codes=queries.codes_of(db.session, viewer, sheet.topic_id, sheet.area_id),
    )
    return page, status


def _refused(form: ProblemForm, status: int) -> ResponseReturnValue:
    return render_template("problems/refused.html", problems=form.problems()), status
