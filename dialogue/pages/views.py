"""The start page, and what the site says about itself."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("pages", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    """Three ways on: tell, meet us, see what came of it."""
    return render_template("pages/start.html")


@bp.get("/om")
def about() -> ResponseReturnValue:
    """Who reads, and what happens then."""
    return render_template("pages/about.html")


@bp.get("/tillganglighet")
def accessibility() -> ResponseReturnValue:
    """The statement that lag (2018:1937) asks for."""
    return render_template("pages/accessibility.html")


@bp.get("/integritet")
def privacy() -> ResponseReturnValue:
    """What is stored, what never is, and whose right is what (GDPR art. 13)."""
    return render_template("pages/privacy.html")
