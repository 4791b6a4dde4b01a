"""Collection mode from the organiser's desk: open it, hand out its codes once, see how many texts came, end it."""

import secrets
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from dialogue import clock
from dialogue.collecting import collection_key, exit_code, hash_exit, hash_start, in_halves, start_code
from dialogue.extensions import db, transaction
from dialogue.municipality import settings
from dialogue.organising import collection_actions
from dialogue.organising.blueprint import bp, current_viewer, record
from dialogue.organising.collection_forms import OpenCollectionForm
from dialogue.organising.collection_queries import collections_of
from dialogue.organising.heads import Head, head_of
from dialogue.organising.poster_queries import municipality_code
from dialogue.public_address import public_root
from dialogue.qr import qr_svg


@bp.route("/<code>/insamling", methods=["GET", "POST"])
def open_collection(code: str) -> ResponseReturnValue:
    """The meeting's collections by number of texts; by POST a new one, whose codes are shown this once."""
    head = head_of(db.session, current_viewer(), code)
    form = OpenCollectionForm().offer()
    if request.method != "POST":
        return _page(head, form)
    if not head.collects:
        return _page(head, form, _("Mötet är inte publicerat. Publicera det först.")), 409
    if not form.validate_on_submit():
        return _page(head, form, _("Välj en tid i listan.")), 422
    return _opened(head, form)


@bp.post("/<code>/insamling/<int:collection_id>/avsluta")
def close_collection(code: str, collection_id: int) -> ResponseReturnValue:
    """End a collection without its exit code, from the desk."""
    viewer = current_viewer()
    head = head_of(db.session, viewer, code)
    with transaction() as session:
        if collection_actions.close_collection(session, head.id, collection_id, now=clock.now()):
            record(session, viewer, "collection.closed", meeting=head.code)
    return redirect(url_for(".open_collection", code=code), 303)


def _opened(head: Head, form: OpenCollectionForm) -> ResponseReturnValue:
    viewer, key, word = current_viewer(), collection_key(settings()), (form.word.data or "")[:64]
    start, exit_word = start_code(key, word), exit_code(key, word)
    token_hash, exit_hash = hash_start(key, start), hash_exit(key, exit_word)
    ends_at = clock.now() + timedelta(hours=form.hours.data)
    with transaction() as session:
        is_new = collection_actions.open_collection(
            session, viewer, head.id, token_hash=token_hash, exit_hash=exit_hash, ends_at=ends_at
        )
        if is_new:
            record(session, viewer, "collection.opened", meeting=head.code, hours=form.hours.data)
    start_page = f"{public_root(municipality_code(db.session, viewer))}insamling"
    return render_template(
        "organising/opened_collection.html",
        head=head,
        start=in_halves(start),
        exit_code=in_halves(exit_word),
        start_page=start_page,
        qr=Markup(qr_svg(f"{start_page}/{start}")),  # noqa: S704 — drawn by us
        ends_at=ends_at.astimezone(clock.SWEDEN),
    )


def _page(head: Head, form: OpenCollectionForm, problem: str = "") -> str:
    return render_template(
        "organising/open_collection.html",
        head=head,
        form=form,
        problem=problem,
        word=secrets.token_hex(16),
        collections=collections_of(db.session, head.id, now=clock.now()),
        here=clock.SWEDEN,
    )
