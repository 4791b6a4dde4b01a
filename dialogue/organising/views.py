"""The organiser's pages, each group in a module of its own."""

from dialogue.organising import collection_views  # noqa: F401 — its pages hang themselves on the blueprint
from dialogue.organising.blueprint import bp

__all__ = ["bp"]
