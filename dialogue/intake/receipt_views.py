"""The pages of a receipt: look up what is stored, take it back. The number is never in an address."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_percent, gettext

from dialogue import clock, gate, keys
from dialogue.extensions import db, transaction
from dialogue.intake import labels
from dialogue.intake.actions import withdraw_concern as withdraw
from dialogue.intake.forms import ReceiptForm, topic_name
from dialogue.intake.queries import StoredConcern, Withdrawn, answers_for, find_by_receipt
from dialogue.language import current_code, listed
from dialogue.municipality import current_municipality, settings
from dialogue.receipts import hash_receipt, in_groups
from dialogue.throttle import LOOK_UP


def look_up_receipt() -> ResponseReturnValue:
    """The field for the number; by POST, what is stored under it."""
    form = ReceiptForm(request.form)
    if request.method != "POST":
        return _ask(form)
    stop = _stopped(form)
    if stop is not None:
        return stop
    return _answer(form, hash_receipt(keys.receipt_key(settings()), form.receipt.data or ""))


def withdraw_concern() -> ResponseReturnValue:
    """Delete the text, once its sender has said yes to that."""
    form = ReceiptForm(request.form)
    stop = _stopped(form)
    if stop is not None:
        return stop
    receipt_hash = hash_receipt(keys.receipt_key(settings()), form.receipt.data or "")
    if not form.sure.data:
        why = gettext("Kryssa i rutan om du vill ta bort texten.")
        return _answer(form, receipt_hash, problem=why, status=422)
    municipality_id = current_municipality().id
    with transaction() as session:
        withdraw(session, municipality_id=municipality_id, receipt_hash=receipt_hash, today=clock.today())
    return _answer(form, receipt_hash)


def _stopped(form: ReceiptForm) -> ResponseReturnValue | None:
    refusal = gate.refusal(LOOK_UP)
    if refusal is not None:
        return _ask(form, refusal.why, refusal.status)
    return None if form.validate() else _ask(form, form.problem(), 422)


def _ask(form: ReceiptForm, problem: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template("intake/look_up_receipt.html", form=form, problem=problem), status


def _answer(form: ReceiptForm, receipt_hash: bytes, problem: str = "", status: int = 200) -> ResponseReturnValue:
    found = find_by_receipt(db.session, current_municipality().id, receipt_hash)
    receipt = in_groups(form.receipt.data or "")
    if isinstance(found, StoredConcern):
        return _stored(found, receipt, problem), status
    if isinstance(found, Withdrawn):
        return render_template("intake/withdrawn_concern.html", on=found.on)
    why = gettext("Vi hittar ingen text med det numret. Kanske gäller kvittot en annan kommun.")
    return _ask(form, why, 404)


def _stored(concern: StoredConcern, receipt: str, problem: str) -> str:
    language = current_code()
    about = (words for told, words in labels.ABOUT_YOU.items() if getattr(concern, told))
    return render_template(
        "intake/stored_concern.html",
        concern=concern,
        receipt=receipt,
        problem=problem,
        words=labels.WORDS,
        about=listed(about),
        said_topics=listed(topic_name(topic, language) for topic in concern.said_topics),
        guesses=listed(f"{topic_name(topic, language)} {format_percent(p)}" for topic, p in concern.guesses),
        topic_name=lambda topic: topic_name(topic, language),
        percent=format_percent,
        answers=answers_for(db.session, current_municipality().id, concern.id),
    )


def register(bp: Blueprint) -> None:
    """Add the pages to the blueprint of the form."""
    bp.get("/kvitto")(look_up_receipt)
    bp.post("/kvitto")(look_up_receipt)
    bp.post("/kvitto/ta-tillbaka")(withdraw_concern)
