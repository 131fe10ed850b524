"""Headings over columns that no rule parts: over one, or in the middle over several."""

from collections.abc import Sequence

from taizhang.reading.pages.celled import Filled
from taizhang.reading.pages.pieces import Line, Piece, piece_of
from taizhang.reading.pages.standing import Column, cut, place_of


def headings(lines: Sequence[Line], columns: Sequence[Column], size: float) -> list[Filled]:
    """The cells of the heading lines: what stands over one column or, in the middle over several, over all of them.

    A heading's row is told by how many headings stand under it, not by its height: one in the middle of two rows of
    others covers both.
    """
    cells: list[tuple[Filled, int]] = []
    under: dict[int, tuple[Filled, int]] = {}
    lines = [_by_column([part for piece in line for part in cut(piece, columns)], columns) for line in lines]
    for row in range(len(lines) - 1, -1, -1):
        for piece in lines[row]:
            first, count = _spanned(columns, piece, lines[row], lines[row + 1 :], size)
            below = under.get(first)
            if count == 1 and below is not None and below[0].columns == 1 and _wrapped(piece, below[0], size):
                below[0].lines.insert(0, [piece])
                continue
            level = max((under[at][1] + 1 for at in range(first, first + count) if at in under), default=0)
            cells.append((Filled(0, first, 1, count, [[piece]], 0.0, 0.0), level))
            for column in range(first, first + count):
                under[column] = cells[-1]
    height = max((level for _, level in cells), default=-1) + 1
    tops = {id(cell) for cell, _ in under.values()}
    for cell, level in cells:
        cell.row = 0 if id(cell) in tops else height - 1 - level
        cell.rows = height - level if id(cell) in tops else 1
    return [cell for cell, _ in cells]


def _by_column(line: Line, columns: Sequence[Column]) -> Line:
    """The line, signs that are spread out over one column joined."""
    joined: Line = []
    for piece in line:
        single = joined and len(joined[-1].glyphs) <= 2 and len(piece.glyphs) <= 2
        if single and place_of(columns, joined[-1]) == place_of(columns, piece):
            joined.append(piece_of(joined.pop().glyphs + piece.glyphs))
        else:
            joined.append(piece)
    return joined


def _wrapped(piece: Piece, below: Filled, size: float) -> bool:
    """Whether a heading goes on in the line under it: close above it and over its middle."""
    lower = below.lines[0]
    centre = (lower[0].left + lower[-1].right) / 2
    return lower[0].middle - piece.middle <= 1.5 * size and abs(centre - piece.centre) <= 1.0 * size


def _spanned(
    columns: Sequence[Column], piece: Piece, line: Line, below: Sequence[Line], size: float
) -> tuple[int, int]:
    """The first column a heading stands over and how many: those whose own headings lie around its middle."""
    own = place_of(columns, piece)
    lower = [other for held in below[:1] for other in held]
    if not lower:
        return own, 1
    place = line.index(piece)
    left = line[place - 1].right if place else -1e9
    right = line[place + 1].left if place + 1 < len(line) else 1e9
    under = sorted({place_of(columns, other) for other in lower if left < other.centre < right})
    best, off = (own, 1), abs(columns[own].centre - piece.centre)
    for first in range(len(under)):
        for last in range(first + 1, len(under)):
            middle = (columns[under[first]].left + columns[under[last]].right) / 2
            wide = columns[under[last]].right - columns[under[first]].left
            if abs(middle - piece.centre) < min(off, max(1.5 * size, 0.12 * wide)):
                best, off = (under[first], under[last] - under[first] + 1), abs(middle - piece.centre)
    return best
