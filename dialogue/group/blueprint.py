"""The blueprint that this feature's pages hang on."""

from flask import Blueprint

from dialogue.desk import current_viewer, record

__all__ = ["bp", "current_viewer", "record"]

bp = Blueprint("group", __name__, url_prefix="/gruppen")
