"""The blueprint that the pages of scanning hang on, and what all of them ask for."""

from flask import Blueprint

from dialogue.access import Viewer
from dialogue.desk import current_viewer, record
from dialogue.extensions import transaction

__all__ = ["bp", "current_viewer", "record_opening"]

bp = Blueprint("scanning", __name__)


def record_opening(viewer: Viewer, event: str, concern_ids: list[int], **where: str) -> None:
    """One event in the audit log for the texts that this page is about to show; nothing when it shows none."""
    if not concern_ids:
        return
    with transaction() as session:
        record(session, viewer, event, concerns=concern_ids, **where)
