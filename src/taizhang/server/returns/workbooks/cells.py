"""Put a value into a cell of a workbook: words stay words, whatever they begin with."""

from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.server.returns.workbooks.base import plain

FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
MOST_WORDS = 32_000  # Excel holds 32,767 in a cell


def put(sheet: Worksheet, row: int, column: int, value: "str | Decimal | int | None", style: str) -> Cell:
    """Put a value there; words that look like a formula are marked as words, so that nothing reckons them."""
    cell = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, str):
        put_words(cell, value)
    elif value is not None:
        cell.value = value
    return cell


def put_words(cell: Cell, words: str) -> None:
    """Put words into a cell, as words."""
    kept = plain(words)[:MOST_WORDS]
    if kept:
        cell.value = kept
        cell.data_type = "s"
        if kept.startswith(FORMULA_SIGNS):
            cell.quotePrefix = 1


def number_format(places: int) -> str:
    """Shows as many digits after the point as were typed, and more where more are typed.

    >>> number_format(2), number_format(0)
    ('0.00######', 'General')
    """
    return f"0.{'0' * places}{'#' * (8 - places)}" if places else "General"
