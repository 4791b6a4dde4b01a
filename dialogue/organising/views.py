"""The organiser's pages, each group in a module of its own."""

# the pages hang themselves on the blueprint
from dialogue.organising import (  # noqa: F401
    closing_views,
    collection_views,
    coverage_views,
    guest_views,
    life_views,
    meeting_views,
    notes_views,
    paper_views,
    poster_views,
    text_views,
)
from dialogue.organising.blueprint import bp

__all__ = ["bp"]
