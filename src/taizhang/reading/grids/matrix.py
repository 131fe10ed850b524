"""A grid to be looked into by row and column, with what each cell's words look like."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from taizhang.reading.layout import Grid, GridCell
from taizhang.reading.tables.pieces import Kind, kind_of, squeezed

# 1 2 3, A B C=A+B, 栏次 and 甲 乙: the numbers of columns, printed under their headings.
_COLUMN_NUMBER = re.compile(
    r"[（(]?(?:[0-9]{1,2}|[A-Za-z]|[甲乙丙丁])[）)]?(?:\s*[=＝].{1,60})?|[栏行]次|列次|.{0,3}栏次"
)
_NUMBER_OF_COLUMN = re.compile(r"[（(]?([0-9]{1,2})[）)]?(?=$|[=＝])")


class Matrix:
    """The cells of a grid by place; a cell that covers several places is found at each of them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.words: dict[int, str] = {}
        self.kinds: dict[int, Kind] = {}
        self._at: dict[tuple[int, int], GridCell] = {}
        self._begun: dict[int, list[GridCell]] = {}
        for cell in grid.cells:
            words = squeezed(cell.text)
            self.words[id(cell)] = words
            self.kinds[id(cell)] = kind_of(words)
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
            self._begun.setdefault(cell.row, []).append(cell)
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self._at.setdefault((row, column), cell)
        self.rows = sorted({row for row, _ in self._at})
        self.width = 1 + max((column for _, column in self._at), default=-1)
        self.first = min((column for _, column in self._at), default=0)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place."""
        return self._at.get((row, column))

    def begun(self, row: int) -> list[GridCell]:
        """The cells that begin in a row and hold words, by column."""
        return [cell for cell in self._begun.get(row, ()) if self.words[id(cell)]]

    def covering(self, row: int) -> list[GridCell]:
        """The cells with words that cover a row, each once, by column."""
        found: list[GridCell] = []
        for column in range(self.first, self.width):
            cell = self._at.get((row, column))
            if cell is not None and self.words[id(cell)] and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    def text(self, cell: GridCell) -> str:
        """The words of a cell without blanks."""
        return self.words[id(cell)]

    def kind(self, cell: GridCell) -> Kind:
        """What the words of a cell look like."""
        return self.kinds[id(cell)]

    def numeric(self, cell: GridCell) -> bool:
        """Whether a cell holds a value, rather than a heading, a name or a year."""
        return self.kind(cell) == "value"

    def column_cells(self, column: int, rows: list[int]) -> Iterator[GridCell]:
        """The cells with words of one column that cover it alone and begin in these rows."""
        for row in rows:
            cell = self._at.get((row, column))
            if cell is not None and cell.columns == 1 and cell.row == row and self.words[id(cell)]:
                yield cell

    def narrowed(self, rows: list[int], but: list[int]) -> "Matrix":
        """These rows alone, without the columns that every cell with words runs over and none begins at.

        Tables that stand one under the other in one grid divide it differently; merged cells leave such columns.
        Rows in `but` (captions) have no say in what a column is.
        """
        said = [cell for row in rows if row not in but for cell in self.begun(row)]
        begins = {cell.column for cell in said}
        crossed = {c for cell in said for c in range(cell.column + 1, cell.column + cell.columns)}
        gone = sorted(crossed - begins)
        last = rows[-1]
        kept = [
            replace(
                cell,
                column=cell.column - bisect_left(gone, cell.column),
                columns=max(
                    1, cell.columns - (bisect_left(gone, cell.column + cell.columns) - bisect_left(gone, cell.column))
                ),
                rows=min(cell.rows, last - cell.row + 1),
            )
            for row in rows
            for cell in self.begun(row)
        ]
        return Matrix(replace(self.grid, cells=kept))

    def numbers_columns(self, row: int) -> bool:
        """Whether a row prints the numbers of the columns (1 2 3, A B C=A+B), ascending from the left."""
        cells = self.begun(row)
        texts = [self.text(cell) for cell in cells]
        if len(texts) < 2 or not all(_COLUMN_NUMBER.fullmatch(words) for words in texts):
            return False
        digits = [int(match[1]) for words in texts if (match := _NUMBER_OF_COLUMN.match(words))]
        return all(b == a + 1 for a, b in pairwise(digits)) and (len(digits) != len(texts) or digits[0] <= 2)
