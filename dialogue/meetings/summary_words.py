"""The approved summary of a meeting in the words of the page's language."""

from typing import Any

from flask_babel import gettext

from dialogue import clock
from dialogue.attendance import attendance_table
from dialogue.extensions import db
from dialogue.language import current_code
from dialogue.meetings.summary_queries import PublicTheme, public_summary


def summary_context(meeting_id: int) -> dict[str, Any]:
    """What `meetings/_summary.html` shows; all of it empty while nothing is approved."""
    summary = public_summary(db.session, meeting_id, lang=current_code(), today=clock.today())
    return {
        "summary": summary,
        "attendance": attendance_table(summary.counted) if summary else None,
        "themes": [_theme_words(theme) for theme in summary.themes] if summary else [],
    }


def _theme_words(theme: PublicTheme) -> str:
    """The plain name in the page's language; English that came with the taxonomy at need."""
    told = str(gettext(theme.name))
    return theme.english if current_code() == "en" and told == theme.name and theme.english else told
