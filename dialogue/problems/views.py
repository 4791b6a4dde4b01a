"""The pages of this feature, each group in a module of its own."""

from dialogue.problems.blueprint import bp

__all__ = ["bp"]
