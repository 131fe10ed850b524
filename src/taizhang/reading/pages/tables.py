"""The tables of a printed page: those with rules first, then what only rules above and below or no rules set off."""

from collections.abc import Sequence

from taizhang.reading.pages.aligned import aligned_tables, between_strokes
from taizhang.reading.pages.celled import PageTable
from taizhang.reading.pages.page import Box, Page
from taizhang.reading.pages.pieces import Piece, pieces_of, size_of
from taizhang.reading.pages.ruled import ruled_table
from taizhang.reading.pages.strokes import groups, strokes_of

__all__ = ["PageTable", "tables_on"]

MOST_SIGNS = 200_000  # a page with more is no page to read


def tables_on(page: Page) -> list[PageTable]:
    """The tables of the page from top to bottom. Their titles, unit lines and notes stand outside, as lines."""
    if not page.glyphs or len(page.glyphs) > MOST_SIGNS:
        return []
    size = size_of(page)
    pieces = sorted(pieces_of(page.glyphs), key=lambda piece: piece.middle)
    across, down = strokes_of(page.rules, size)
    found: list[PageTable] = []
    single = []
    for level, upright in groups(across, down, min(max(0.5 * size, 3.0), 6.0)):
        if not upright:
            single += level
        elif level and (table := ruled_table(level, upright, pieces, size, page.number)) is not None:
            found.append(table)
    found = _apart(found)
    pieces = _outside(pieces, found)
    found += _apart(between_strokes(single, pieces, size, page.number))
    pieces = _outside(pieces, found)
    found += aligned_tables(pieces, size, page.number)
    return sorted(found, key=lambda table: (table.box.top, table.box.left))


def _outside(pieces: Sequence[Piece], tables: Sequence[PageTable]) -> list[Piece]:
    """The pieces whose middle lies in none of the tables."""
    boxes = [table.box for table in tables]
    return [piece for piece in pieces if not any(_holds(box, piece) for box in boxes)]


def _holds(box: Box, piece: Piece) -> bool:
    return box.left <= piece.centre <= box.right and box.top <= piece.middle <= box.bottom


def _apart(tables: Sequence[PageTable]) -> list[PageTable]:
    """Of tables that overlap only one: that whose rules tell its columns, else the one with more cells."""
    kept: list[PageTable] = []
    for table in sorted(tables, key=lambda table: (not table.grid.exact, -len(table.grid.cells))):
        if not any(_overlap(table.box, other.box) for other in kept):
            kept.append(table)
    return kept


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1.0 and down > 1.0
