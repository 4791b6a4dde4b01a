"""The pages of this feature, each group in a module of its own."""

from dialogue.following.blueprint import bp

__all__ = ["bp"]
