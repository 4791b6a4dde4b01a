"""The pages of problems, each group in a module of its own."""

from dialogue.problems import card_views, response_views, sheet_views
from dialogue.problems.blueprint import bp

__all__ = ["bp", "card_views", "response_views", "sheet_views"]
