"""The organiser's pages, each group in a module of its own."""

from dialogue.organising.blueprint import bp

__all__ = ["bp"]
