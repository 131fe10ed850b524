"""A table found on a page: its cells with their lines, made into a grid with indents and the way back to the page."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.reading.layout import Grid, GridCell
from taizhang.reading.pages.page import Box
from taizhang.reading.pages.pieces import Line, is_mark, is_number, runs_of, words_on


@dataclass(slots=True)
class PageTable:
    """A table of one page: the signs whose middle lies in `box` are its own. `columns` are its edges from left to
    right in points, one more than the grid has columns; `size` is that of its signs, `page` the last it
    stands on.
    """

    box: Box
    grid: Grid
    columns: tuple[float, ...]
    size: float = 10.0
    page: int = 1


@dataclass(slots=True)
class Filled:
    """A cell with words: 0-based row and column, how many it covers, its lines and its left and right edge."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[Line]
    left: float
    right: float

    @property
    def text(self) -> str:
        """The words of all lines, nothing between them."""
        return "".join(words_on(line) for line in self.lines)

    @property
    def start(self) -> float:
        """Where its leftmost sign begins."""
        return min(line[0].left for line in self.lines)

    @property
    def end(self) -> float:
        """Where its rightmost sign ends."""
        return max(piece.right for line in self.lines for piece in line)


def _words(cell: Filled) -> bool:
    text = cell.text
    return cell.columns == 1 and not is_number(text) and not is_mark(text)


def _centred(cell: Filled, size: float) -> bool:
    before, after = cell.start - cell.left, cell.right - cell.end
    return abs(before - after) <= 0.7 * size and before > 0.5 * size


def indents(cells: Sequence[Filled], size: float) -> dict[int, float]:
    """For cells of one column, how far those with words are set in against the leftmost, in signs, by place in `cells`.

    The first line tells: blanks before it do not come again before the next. Words in the middle of their cell are not
    set in, unless others that are not in the middle begin at the same place.
    """
    words = [place for place, cell in enumerate(cells) if _words(cell)]
    set_ = [place for place in words if not _centred(cells[place], size)]
    starts = sorted(cells[place].start for place in set_)
    if not starts:
        return {}
    found: dict[int, float] = {}
    for place in words:
        cell = cells[place]
        start = cell.lines[0][0].left
        near = bisect_right(starts, start + 0.15 * size) - bisect_right(starts, start - 0.15 * size)
        if near or not _centred(cell, size):
            found[place] = round(max(start - starts[0], 0.0) / max(cell.lines[0][0].size, 1.0), 1)
    return found


def grid_of(cells: Sequence[Filled], page: int, size: float, *, exact: bool = True) -> Grid:
    """The cells as a grid; rows and columns that hold no words any more are closed up by `packed` before."""
    held: dict[int, list[Filled]] = {}
    for cell in cells:
        held.setdefault(cell.column, []).append(cell)
    made: list[GridCell] = []
    for column in held.values():
        inset = indents(column, size)
        for place, cell in enumerate(column):
            runs = runs_of(cell.lines, page)
            indent = inset.get(place, 0.0)
            made.append(GridCell(cell.row, cell.column, runs, cell.rows, cell.columns, indent=indent, page=page))
    made.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(made, exact, page)


def packed(cells: Sequence[Filled], xs: Sequence[float], least: float) -> list[float]:
    """Takes out columns that no cell begins in, or that are narrower than `least` and hold no cell of their own.

    Changes the cells and gives the edges that remain; rows are closed up as well.
    """
    begins = {cell.column for cell in cells}
    kept = [column for column in range(len(xs) - 1) if column in begins or _own(column, begins, xs, least)]
    column_of = {column: place for place, column in enumerate(kept)}
    rows = sorted({cell.row for cell in cells})
    row_of = {row: place for place, row in enumerate(rows)}
    for cell in cells:
        last = cell.column + cell.columns
        cell.columns = sum(column in column_of for column in range(cell.column, last))
        cell.rows = sum(row in row_of for row in range(cell.row, cell.row + cell.rows))
        cell.column, cell.row = column_of[cell.column], row_of[cell.row]
    return [xs[column] for column in kept] + [xs[-1]]


def _own(column: int, begins: set[int], xs: Sequence[float], least: float) -> bool:
    """Whether a column without words is one all the same: wide enough to have held some, or the first of all."""
    return xs[column + 1] - xs[column] >= least and column not in begins
