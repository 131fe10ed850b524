"""What a return still lacks: required values, and answers to what was asked about others."""

from collections.abc import Mapping, Sequence

from taizhang.errors import Words
from taizhang.server.returns.asking import Ask
from taizhang.server.returns.columns import Column
from taizhang.server.returns.models import Cell, FormRow
from taizhang.server.returns.sheet import Key, Sheet, cell_name


def is_blank(cell: Cell | None) -> bool:
    """Whether nothing is reported in a cell. Nought is something."""
    return cell is None or (cell.value is None and not cell.text)


def is_required(sheet: Sheet, row: FormRow, column: Column) -> bool:
    """Whether a cell must be filled in: figures of required rows, and the words to a proposal that was made."""
    if column.kind == "text":
        return (row.pk, Cell.Column.PROPOSED.value) in sheet.figures
    return row.required


def is_complete(sheet: Sheet) -> bool:
    """Whether no required value is missing, explained or not."""
    return not any(
        is_required(sheet, row, column) and is_blank(sheet.cells.get((row.pk, column.key)))
        for row, column in sheet.places()
    )


def lacking(sheet: Sheet, asked: Mapping[Key, Sequence[Ask]]) -> dict[str, Words]:
    """What keeps a return from being submitted, by cell: a blank without reason, a question without answer."""
    wrong: dict[str, Words] = {}
    for row, column in sheet.places():
        words = _lacking(sheet, row, column, asked.get((row.pk, column.key), ()))
        if words is not None:
            wrong[cell_name(row, column).zh] = words
    return wrong


def _lacking(sheet: Sheet, row: FormRow, column: Column, asks: Sequence[Ask]) -> Words | None:
    cell = sheet.cells.get((row.pk, column.key))
    if is_blank(cell):
        explained = cell is not None and cell.reason
        if explained or not is_required(sheet, row, column):
            return None
        return Words("必填，未填也未说明原因", "required: neither a value nor a reason")
    open_asks = unanswered(cell, asks)
    if not open_asks:
        return None
    zh, en = ("；".join(ask.words.zh for ask in open_asks), "; ".join(ask.words.en for ask in open_asks))
    return Words(f"{zh}（请更正，或填写原因）", f"{en} (correct it, or give a reason)")


def unanswered(cell: Cell | None, asks: Sequence[Ask]) -> list[Ask]:
    """The questions that the reason of a cell does not answer: all without one, else those that came up after it."""
    if cell is None or not cell.reason:
        return list(asks)
    answered = {warning["code"] for warning in cell.warnings}
    return [ask for ask in asks if ask.code not in answered]
