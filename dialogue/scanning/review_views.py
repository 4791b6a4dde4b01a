"""The review: each decision is one POST with a reason, one transaction, one line in the log."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.desk import record
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.scanning import actions
from dialogue.scanning.blueprint import bp, current_viewer
from dialogue.scanning.board import UNSORTED
from dialogue.scanning.forms import ReviewForm
from dialogue.scanning.topic_queries import list_actions as logged_actions

Verb = Callable[[Session, ReviewForm, actions.Decision], Any]


@bp.post("/oversikt/flytta")
def move_concerns() -> ResponseReturnValue:
    """Chosen texts get another topic or area."""

    def move(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
        ids = form.concern.data or []
        return actions.move_concerns(
            session, ids, decision, topic=form.into_topic.data or None, area=form.area.data or None
        )

    return _decide(move)


@bp.post("/oversikt/bryt-ut")
def split_cluster() -> ResponseReturnValue:
    """Chosen texts become a group of their own in their topic."""

    def split(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
        label = form.label.data or ""
        return actions.split_cluster(
            session, form.concern.data or [], decision, topic=form.topic.data or "", label=label
        )

    return _decide(split)


@bp.post("/oversikt/nytt-amne")
def create_topic() -> ResponseReturnValue:
    """Chosen texts become a topic that the taxonomy did not have."""

    def create(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
        return actions.create_topic(session, form.concern.data or [], decision, label=form.label.data or "")

    return _decide(create)


@bp.post("/oversikt/byt-namn")
def rename_topic() -> ResponseReturnValue:
    """A topic or a group gets a label of the analysts' own."""

    def rename(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
        return actions.rename_topic(session, _subject(session, form, decision), decision, label=form.label.data or "")

    return _decide(rename)


@bp.post("/oversikt/sla-ihop")
def merge_topic() -> ResponseReturnValue:
    """A topic counts in another, or a group in another."""

    def merge(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
        into = actions.topic_or_cluster(session, decision.by, form.into_topic.data or "", form.into_cluster.data)
        return actions.merge_topic(session, _subject(session, form, decision), into, decision)

    return _decide(merge)


@bp.post("/oversikt/avfor")
def dismiss_topic() -> ResponseReturnValue:
    """A topic or a group leaves the board."""

    def dismiss(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
        return actions.dismiss_topic(session, _subject(session, form, decision), decision)

    return _decide(dismiss)


@bp.post("/beslut/<int:action_id>/angra")
def undo_action(action_id: int) -> ResponseReturnValue:
    """Put back what a decision changed."""
    viewer = current_viewer()
    try:
        with transaction() as session:
            action = actions.undo_action(session, viewer, action_id, at=clock.now())
            record(session, viewer, "review_undone", action=action.id)
    except StaleEdit:
        return _refused([gettext("Något senare har ändrat samma sak. Ångra det senare beslutet först.")], 409)
    return redirect(url_for(".list_actions"), 303)


@bp.get("/beslut")
def list_actions() -> ResponseReturnValue:
    """The log: who decided what, when and why."""
    viewer = current_viewer()
    return render_template("scanning/list_actions.html", actions=logged_actions(db.session, viewer), viewer=viewer)


@bp.post("/bradskande/<text:concern_id>/hanterad")
def mark_handled(concern_id: int) -> ResponseReturnValue:
    """An urgent text has been taken care of."""
    viewer = current_viewer()
    try:
        with transaction() as session:
            actions.mark_handled(session, viewer, concern_id, on=clock.today())
            record(session, viewer, "urgent_handled", concerns=[concern_id])
    except StaleEdit:
        return _refused([gettext("Någon annan har redan markerat texten som hanterad.")], 409)
    return redirect(url_for(".list_urgent"), 303)


def _decide(verb: Verb) -> ResponseReturnValue:
    form = ReviewForm()
    viewer = current_viewer()
    if not form.validate():
        return _refused(form.problems, 422)
    try:
        with transaction() as session:
            action = verb(session, form, form.to_decision(viewer))
            session.flush()  # the log needs the decision's id
            record(session, viewer, f"review_{action.kind.value}", action=action.id)
    except actions.NotDone as refusal:
        return _refused([_words(str(refusal))], 422)
    except StaleEdit:
        told = gettext("Någon annan har ändrat samma sak sedan du öppnade sidan. Inget är sparat.")
        return _refused([told], 409)
    code = form.topic.data or UNSORTED
    return redirect(url_for(".show_topic", code=code, klart=action.id), 303)


def _subject(session: Session, form: ReviewForm, decision: actions.Decision) -> Any:
    return actions.topic_or_cluster(session, decision.by, form.topic.data or "", form.cluster.data)


def _words(code: str) -> str:
    told = {
        "nothing_chosen": gettext("Välj minst en text, och vart den ska."),
        "too_few_examples": gettext("Välj minst tre texter. Av dem lär sig maskinen känna igen ämnet."),
        "bad_target": gettext("Välj ett annat ämne eller en annan grupp att slå ihop med."),
        "label_length": gettext("Skriv ett namn med 2–80 tecken."),
        "label_personal": gettext("Namnet får inte innehålla personuppgifter. Ta bort dem."),
    }  # fmt: skip
    return str(told[code])


def _refused(problems: list[str], code: int) -> ResponseReturnValue:
    """The page that says what to put right; what was written is shown again, so nothing is lost."""
    told = {"reason": request.form.get("reason", ""), "label": request.form.get("label", "")}
    topic = request.form.get("topic") or None
    page = render_template("scanning/refused.html", problems=problems, viewer=current_viewer(), told=told, topic=topic)
    return page, code
