"""The rows of tables: which paragraphs stand in which cell, and where on the page the borders of cells stand."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from taizhang.reading.doc.paragraphs import CELL, Paragraph
from taizhang.reading.doc.sprms import HEADING_ROW, MERGE, ROW, ROW_OLD, SPLIT, UPRIGHT, Prl

DEEPEST = 8  # tables in one another; what is deeper is read as if it were in this one
WIDE = 1_000  # twips of a cell whose border the file does not tell
HORIZONTAL, UPRIGHT_BIT, RESTART_BIT = 3, 0x20, 0x40


@dataclass(slots=True)
class CellForm:
    """How a cell joins others: 0 alone, 1 the first of several, 2 one of those that follow."""

    across: int = 0
    down: int = 0


@dataclass(slots=True)
class RowForm:
    """The borders of the cells of a row from left to right (twips), how they join, whether the row heads the table."""

    borders: list[int] = field(default_factory=list)
    cells: list[CellForm] = field(default_factory=list)
    heads: bool = False


@dataclass(slots=True)
class Row:
    """A row: what stands in each cell (paragraphs, and tables as lists of rows), and its form."""

    cells: list[list["Paragraph | list[Row]"]]
    form: RowForm


Content = list["Paragraph | list[Row]"]


def rows_of(paragraphs: Iterable[Paragraph], depth: int = 1) -> list[Row]:
    """The rows of the table that these paragraphs make, which all stand in `depth` tables or more."""
    rows: list[Row] = []
    cells: list[Content] = []
    open_: Content = []
    inside: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.form.depth > depth and depth < DEEPEST:
            inside.append(paragraph)
            continue
        if inside:
            open_.append(rows_of(inside, depth + 1))
            inside = []
        if _ends_row(paragraph, depth):
            if paragraph.text.strip():  # no program writes words there, but none are to be lost
                open_.append(paragraph)
            if open_:
                cells.append(open_)
            rows.append(Row(cells, row_form(paragraph.form.row)))
            cells, open_ = [], []
            continue
        open_.append(paragraph)
        if _ends_cell(paragraph, depth):
            cells.append(open_)
            open_ = []
    if inside:
        open_.append(rows_of(inside, depth + 1))
    if open_:
        cells.append(open_)
    if cells:
        rows.append(Row(cells, RowForm()))
    return rows


def _ends_row(paragraph: Paragraph, depth: int) -> bool:
    form = paragraph.form
    return form.row_end if depth == 1 else form.inner_row or (form.row_end and paragraph.mark == CELL)


def _ends_cell(paragraph: Paragraph, depth: int) -> bool:
    return paragraph.mark == CELL if depth == 1 else paragraph.form.inner_cell or paragraph.mark == CELL


def row_form(properties: Iterable[Prl]) -> RowForm:
    """The form of a row from its properties, in the order in which they change it."""
    form = RowForm()
    for sprm, operand in properties:
        if sprm in (ROW, ROW_OLD) and operand:
            _define(form, operand, 20 if sprm == ROW else 10)
        elif sprm == HEADING_ROW:
            form.heads = operand[0] != 0
        elif sprm == UPRIGHT and len(operand) >= 2 and operand[0] < len(form.cells):
            form.cells[operand[0]].down = {1: 2, 3: 1}.get(operand[1], 0)
        elif sprm in (MERGE, SPLIT) and len(operand) >= 2:
            for i in range(operand[0], min(operand[1], len(form.cells))):
                form.cells[i].across = 0 if sprm == SPLIT else 1 if i == operand[0] else 2
    return form


def _define(form: RowForm, operand: bytes, size: int) -> None:
    """The borders and cells of a row ([MS-DOC] 2.9.321); a cell that is not described is as any other."""
    count = min(operand[0], (len(operand) - 3) // 2)
    if count < 1:
        return
    form.borders = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    for i in range(count):
        form.borders[i + 1] = max(form.borders[i : i + 2])
    described = operand[1 + 2 * (count + 1) :]
    flags = [int.from_bytes(described[size * i : size * i + 2], "little") for i in range(count)]
    form.cells = [CellForm(0, _down(flag)) for flag in flags]
    first = next((flag & HORIZONTAL for flag in flags if flag & HORIZONTAL), 0)
    for cell, flag in zip(form.cells, flags, strict=True):  # programs differ in which of the two bits begins: the first
        cell.across = 0 if not flag & HORIZONTAL else 1 if flag & HORIZONTAL == first else 2


def _down(flag: int) -> int:
    return 1 if flag & RESTART_BIT else 2 if flag & UPRIGHT_BIT else 0
