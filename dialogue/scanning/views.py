"""Pages of scanning."""

from flask import Blueprint

bp = Blueprint("scanning", __name__)
