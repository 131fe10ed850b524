"""A table before its cells are placed: headings, and rows of named pieces, whatever layout they were printed in."""

from dataclasses import dataclass, field

from taizhang.model import ColumnRole
from taizhang.reading.tables.pieces import Piece


@dataclass(slots=True)
class Row:
    """One row: the group headings printed above it, its name, its unit, its data in order, and other cells by role.

    `data` holds None for a cell left empty; it may be shorter than the table is wide where cells span columns.
    """

    groups: list[Piece] = field(default_factory=list)
    name: Piece | None = None
    unit: Piece | None = None
    data: list[Piece | None] = field(default_factory=list)
    others: list[tuple[ColumnRole, Piece]] = field(default_factory=list)
    displaced: bool = False

    def pieces(self) -> list[Piece]:
        """All pieces of the row in the order of the text."""
        own = [self.name, self.unit, *self.data, *(piece for _, piece in self.others), *self.groups]
        return sorted((piece for piece in own if piece is not None and piece.text), key=lambda piece: piece.start)


@dataclass(slots=True)
class Draft:
    """A table as found: title and unit line, heading pieces, the data columns' headings, and the rows.

    `stubs` are the roles of the columns left of the data in order; `columns` has one tuple of headings (outermost
    first) for each data column.
    """

    title: Piece | None
    unit: str | None
    heads: list[Piece]
    stubs: list[ColumnRole]
    columns: list[tuple[str, ...]]
    rows: list[Row]

    def span(self) -> tuple[int, int]:
        """From the title, or the first heading, to the last cell."""
        pieces = [piece for row in self.rows for piece in row.pieces()] + self.heads
        if self.title is not None:
            pieces.append(self.title)
        return min(piece.start for piece in pieces), max(piece.end for piece in pieces)
