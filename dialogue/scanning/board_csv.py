"""The board as a file for a spreadsheet."""

import csv
import io

from dialogue.scanning.board import Board

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def board_csv(board: Board, heading: list[str]) -> bytes:
    """UTF-8 with a byte order mark, semicolons; a name that could be read as a formula gets an apostrophe."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([*map(safe_cell, heading), *(safe_cell(column.name) for column in board.columns)])
    for row in (*board.rows, board.total):
        numbers = [row.now, row.before, row.new, *(cell.now for cell in row.cells)]
        writer.writerow([safe_cell(row.name), *numbers])
    return sheet.getvalue().encode("utf-8-sig")


def safe_cell(told: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{told}" if told.lstrip().startswith(FORMULA) or told.startswith(FORMULA) else told
