"""The blueprint that the organiser's pages hang on, and what all of them ask for."""

from typing import Any

from flask import Blueprint, g
from sqlalchemy.orm import Session

from dialogue import audit, clock
from dialogue.access import Viewer
from dialogue.keys import audit_key
from dialogue.municipality import settings

bp = Blueprint("organising", __name__, url_prefix="/motesplanering")


def current_viewer() -> Viewer:
    """Who is signed in; the guard has put it there before any page of this blueprint runs."""
    viewer = g.viewer
    assert isinstance(viewer, Viewer)
    return viewer


def record(session: Session, viewer: Viewer, event: str, **subject: Any) -> None:
    """One event in the audit log, in the transaction of what it tells."""
    audit.record(
        session, municipality_id=viewer.municipality_id, staff_id=viewer.staff_id, event=event, subject=subject,
        at=clock.now(), key=audit_key(settings()),
    )  # fmt: skip
