"""The pages of this feature, each group in a module of its own."""

from dialogue.following import (
    activity_views,
    commitment_views,
    import_views,
    indicator_views,
    pages,
    pledge_views,
    triangulation_views,
)
from dialogue.following.blueprint import bp

__all__ = [
    "activity_views", "bp", "commitment_views", "import_views", "indicator_views", "pages", "pledge_views",
    "triangulation_views",
]  # fmt: skip
