"""The token of a page whose form holds long texts: an old one is a word on the page, and nothing is lost."""

from flask import current_app, request
from flask_babel import gettext
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

TOKEN = "csrf_token"  # noqa: S105 — the field's name


def check_token(errors: dict[str, str]) -> bool:
    """Whether the form came from a page of this session, lately; else says so in `errors`.

    For views that are exempt from the check before them, which would answer with an empty page.
    """
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return True
    try:
        validate_csrf(request.form.get(TOKEN))
    except ValidationError:
        errors[TOKEN] = gettext("Du har varit borta en stund. Allt du skrev står kvar: tryck på knappen en gång till.")
        return False
    return True
