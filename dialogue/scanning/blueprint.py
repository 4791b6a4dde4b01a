"""The blueprint that the pages of scanning hang on, and what all of them ask for."""

from flask import Blueprint, g

from dialogue import audit, clock
from dialogue.access import Viewer
from dialogue.extensions import transaction
from dialogue.keys import audit_key
from dialogue.municipality import settings

bp = Blueprint("scanning", __name__)


def current_viewer() -> Viewer:
    """Who is signed in; the guard has put it there before any page of this blueprint runs."""
    viewer = g.viewer
    assert isinstance(viewer, Viewer)
    return viewer


def record_opening(viewer: Viewer, event: str, concern_ids: list[int], **where: str) -> None:
    """One event in the audit log for the texts that this page is about to show; nothing when it shows none."""
    if not concern_ids:
        return
    with transaction() as session:
        audit.record(
            session,
            municipality_id=viewer.municipality_id,
            staff_id=viewer.staff_id,
            event=event,
            subject={"concerns": concern_ids, **where},
            at=clock.now(),
            key=audit_key(settings()),
        )
