"""Rows become grids: columns are told by where the borders of all rows stand, cells that were merged become one."""

from collections.abc import Iterator

from taizhang.reading.doc.paragraphs import Left, Paragraph
from taizhang.reading.doc.rows import WIDE, Content, Row
from taizhang.reading.docx.grids import joined
from taizhang.reading.layout import Grid, GridCell, Run

NEAR = 30  # twips between borders that are meant to be one


class Columns:
    """The columns that the borders of all rows of a table make.

    >>> columns = Columns([[0, 1000, 2000], [0, 2005], [0, 500, 1010, 2000]])
    >>> columns.span(0, 1000), columns.span(0, 2005), columns.span(1010, 2000)
    ((0, 2), (0, 3), (2, 1))
    """

    def __init__(self, rows: list[list[int]]) -> None:
        self._number: dict[int, int] = {}
        begun, number = None, -1
        for border in sorted({border for row in rows for border in row}):
            if begun is None or border - begun > NEAR:
                begun, number = border, number + 1
            self._number[border] = number

    def span(self, left: int, right: int) -> tuple[int, int]:
        """The first column between two borders, and how many there are."""
        return self._number[left], self._number[right] - self._number[left]


def grid_of(rows: list[Row], left: Left) -> Grid:
    """The grid of a table. What stands in the hidden part of cells merged downward is counted as left out."""
    borders = [_borders(row) for row in rows]
    columns = Columns(borders)
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}  # cells that may go on downward, by column
    for number, (row, own) in enumerate(zip(rows, borders, strict=True)):
        below: dict[int, GridCell] = {}
        for content, start, end, down in _joined(row, own):
            column, width = columns.span(start, end)
            runs = runs_of(content)
            if width < 1 and not runs:
                continue
            going = above.get(column)
            if down == 2 and going is not None and going.columns == max(width, 1):
                going.rows = number - going.row + 1
                below[column] = going
                left.count(deleted=False, words=bool(runs))
                continue
            cell = GridCell(number, column, runs, 1, max(width, 1), row.form.heads, _indent(content))
            cells.append(cell)
            if down:
                below[column] = cell
        above = below
    return Grid(cells)


def _borders(row: Row) -> list[int]:
    """The borders of a row, one more than it has cells: those that the file does not tell are set wide apart."""
    known = row.form.borders[: len(row.cells) + 1] or [0]
    return known + [known[-1] + WIDE * i for i in range(1, len(row.cells) + 2 - len(known))]


def _joined(row: Row, borders: list[int]) -> Iterator[tuple[Content, int, int, int]]:
    """The cells of a row, merged ones as one: content, borders, and how it goes down."""
    forms = row.form.cells
    i = 0
    while i < len(row.cells):
        last = i
        content = list(row.cells[i])
        while last + 1 < min(len(row.cells), len(forms)) and forms[i].across == 1 and forms[last + 1].across == 2:
            last += 1
            content += row.cells[last]
        yield content, borders[i], borders[last + 1], forms[i].down if i < len(forms) else 0
        i = last + 1


def runs_of(content: Content) -> list[Run]:
    """The words of a cell: its paragraphs, and the rows of tables inside it, joined."""
    lines: list[list[Run]] = []
    for piece in content:
        lines += [piece.runs] if isinstance(piece, Paragraph) else [_line(row) for row in piece]
    return joined([line for line in lines if any(run.text.strip() for run in line)])


def _line(row: Row) -> list[Run]:
    line: list[Run] = []
    for cell in row.cells:
        runs = runs_of(cell)
        line += [Run(" ", runs[0].source), *runs] if line and runs else runs
    return line


def _indent(content: Content) -> float:
    """How far the first words of a cell are set in."""
    first = (piece.indent for piece in content if isinstance(piece, Paragraph) and piece.text.strip())
    return round(max(next(first, 0.0), 0.0), 2)
