"""What the pages of this feature share: what the other one saved, and the words that templates ask for."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm

from dialogue.following import labels
from dialogue.following.blueprint import bp


@bp.app_template_global("following_words")
def following_words(group: str, value: str) -> str:
    """The word for a stored value."""
    groups: dict[str, Mapping[str, Any]] = {
        "kind": labels.KINDS, "better": labels.BETTER, "role": labels.ROLES, "fault": labels.FAULTS,
    }  # fmt: skip
    return str(groups[group].get(value, value))


def conflicts(form: FlaskForm, saved: Mapping[str, Any]) -> dict[str, str]:
    """Field → what the other one saved, where it differs from what this one wrote."""
    return {
        field.name: _shown(field, saved[field.name])
        for field in form
        if field.name in saved and _plain(field.data) != _plain(saved[field.name])
    }


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _shown(field: Any, value: Any) -> str:
    words = {choice.value: choice.label for choice in getattr(field, "choices", None) or []}
    return str(words.get(value, value)) or str(gettext("(tomt)"))
