"""A report as data: sections of sentences and tables. What is locked is this, and page and paper are made from it."""

from collections.abc import Sequence
from typing import Any

Cell = dict[str, Any]


def cell(text: object, href: str = "") -> Cell:
    """A figure or a word; `href` leads to where it comes from."""
    return {"text": str(text), "href": href}


def count(number: int | None, words: str, href: str = "") -> Cell:
    """A count for a column of numbers; `words` stands where it is hidden. `bar` lets the page draw its length."""
    return {"text": words if number is None else str(number), "href": href, "number": True, "bar": number or 0}


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], *, bar: int | None = None
) -> dict[str, Any]:
    """A table; the first cell of each row is its heading. `bar`: the column whose counts are drawn beside."""
    return {"caption": caption, "head": list(head), "rows": [list(row) for row in rows], "bar": bar}


def section(
    title: str, *, lines: Sequence[str] = (), tables: Sequence[dict[str, Any]] = (), mark: str = "",
    is_annex: bool = False, is_inward: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """A part of the report. `mark`: which paragraph of the law it is material for.

    `is_inward`: between the house and its council; the public reads it only where somebody says so.
    """
    kept = [line.replace(" §", "\u00a0§") for line in (*lines, mark)]  # a section sign stays by its number
    return {
        "title": title, "lines": kept[:-1], "tables": list(tables), "mark": kept[-1], "annex": is_annex,
        "inward": is_inward,
    }  # fmt: skip


def document(title: str, subtitle: str, sections: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The whole report."""
    return {"title": title, "subtitle": subtitle, "sections": list(sections)}
