"""What every staff page asks for: who is signed in, and a line in the log."""

from typing import Any

from flask import g
from sqlalchemy.orm import Session

from dialogue import audit, clock
from dialogue.access import Viewer
from dialogue.keys import audit_key
from dialogue.municipality import settings


def current_viewer() -> Viewer:
    """Who is signed in; the guard has put it there before any staff page runs."""
    viewer = g.viewer
    assert isinstance(viewer, Viewer)
    return viewer


def record(session: Session, viewer: Viewer, event: str, **subject: Any) -> None:
    """One event in the audit log, in the transaction of what it tells."""
    audit.record(
        session, municipality_id=viewer.municipality_id, staff_id=viewer.staff_id, event=event, subject=subject,
        at=clock.now(), key=audit_key(settings()),
    )  # fmt: skip
