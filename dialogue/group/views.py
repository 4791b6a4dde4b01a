"""The pages of this feature, each group in a module of its own."""

from dialogue.group.blueprint import bp

__all__ = ["bp"]
