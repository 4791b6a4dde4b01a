"""The pages of this feature, each group in a module of its own."""

from dialogue.following import commitment_views, pages, pledge_views
from dialogue.following.blueprint import bp

__all__ = ["bp", "commitment_views", "pages", "pledge_views"]
