"""Columns that no rule parts, told by how words and numbers stand under each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from taizhang.reading.pages.page import Glyph
from taizhang.reading.pages.pieces import Line, Piece, is_mark, is_number, piece_of

WIDE = 1.0  # a gap that parts columns, in sizes
MOST_COLUMNS = 60


@dataclass(slots=True)
class Column:
    """A column by the places its words reach from and to."""

    left: float
    right: float
    count: int = 1

    @property
    def centre(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2


def parts_of(line: Line) -> Line:
    """The line with pieces that only a small gap parts joined again: one piece a cell."""
    parts: Line = []
    for piece in line:
        gap = piece.left - parts[-1].right if parts else 0.0
        if parts and (gap <= _room(parts[-1], piece) or is_mark(piece.text)):
            parts.append(piece_of(parts.pop().glyphs + piece.glyphs))
        else:
            parts.append(piece)
    return parts


def _room(before: Piece, after: Piece) -> float:
    """How far apart two pieces of one cell may stand: signs that are only spread out further than words."""
    numbers = is_number(before.text) or is_number(after.text)
    spread = len(before.glyphs) == len(after.glyphs) == 1 and not numbers
    return (4.0 if spread else 0.9 if numbers else WIDE) * max(before.size, after.size)


def numbers_of(line: Line) -> list[Piece]:
    """The pieces of the line that are numbers."""
    return [piece for piece in line if is_number(piece.text)]


def columns_of(rows: Sequence[Line], size: float) -> list[Column]:
    """The columns of the rows: what stands under each other, narrow pieces first, since a wide one may cover two."""
    found: list[Column] = []
    for piece in sorted((piece for line in rows for piece in line), key=lambda piece: piece.right - piece.left):
        over = [column for column in found if shared(column, piece) > 0.2 * size]
        if not over:
            found.append(Column(piece.left, piece.right))
            if len(found) > 2 * MOST_COLUMNS:
                return []
        elif len(over) == 1:
            over[0].left, over[0].right = min(over[0].left, piece.left), max(over[0].right, piece.right)
            over[0].count += 1
    found.sort(key=lambda column: column.left)
    found = _joined(found, rows) if found else []
    return [column for column in found if column.count >= max(2, len(rows) // 20) or len(rows) < 6]


def shared(column: Column, piece: Piece) -> float:
    """How far the piece and the column overlap; less than 0 where they stand apart."""
    return min(column.right, piece.right) - max(column.left, piece.left)


def _joined(columns: Sequence[Column], rows: Sequence[Line]) -> list[Column]:
    """The columns, those of words joined that never hold words in one row: names and totals set in the middle."""
    held = [{place_of(columns, piece): is_number(piece.text) for piece in line} for line in rows]
    joined: list[Column] = []
    places: set[int] = set()
    for place, column in enumerate(columns):
        both = sum(place in row and not places.isdisjoint(row) for row in held)
        words = not any(row.get(at) for row in held for at in (place, *places))
        if joined and words and both <= 0.02 * len(rows):
            joined[-1].right = max(joined[-1].right, column.right)
            joined[-1].count += column.count
            places.add(place)
        else:
            joined.append(Column(column.left, column.right, column.count))
            places = {place}
    return joined


def stands_level(column: Column, piece: Piece) -> bool:
    """Whether a number stands at its column's right end, left end or middle."""
    near = 0.5 * piece.size
    return (
        abs(column.right - piece.right) <= 2 * near
        or abs(column.left - piece.left) <= near
        or abs(column.centre - piece.centre) <= near
    )


def place_of(columns: Sequence[Column], piece: Piece) -> int:
    """The column that the piece overlaps most, else the nearest."""
    return max(
        range(len(columns)),
        key=lambda place: min(columns[place].right, piece.right) - max(columns[place].left, piece.left),
    )


def cut(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """The piece parted where it holds the words of two columns that stand close side by side."""
    covered = [column for column in columns if shared(column, piece) > 0.5 * piece.size]
    gaps = [right.left - left.right for left, right in pairwise(piece.glyphs)]
    for before, after in pairwise(covered):
        low, high = before.right - 0.3 * piece.size, after.left + 0.3 * piece.size
        places = [
            place
            for place, (left, right) in enumerate(pairwise(piece.glyphs))
            if gaps[place] >= 0.15 * piece.size and left.right <= high and right.left >= low
        ]
        if not places:
            continue
        widest = max(places, key=lambda place: gaps[place])
        if sum(gap >= 0.7 * gaps[widest] for gap in gaps) > len(covered):
            continue  # signs spread out over a heading's width, not two headings
        parts = [[sign for sign in part if not sign.text.isspace()] for part in _halves(piece, widest + 1)]
        return [piece_of(parts[0]), *cut(piece_of(parts[1]), columns)] if all(parts) else [piece]
    return [piece]


def _halves(piece: Piece, place: int) -> tuple[Sequence[Glyph], Sequence[Glyph]]:
    return piece.glyphs[:place], piece.glyphs[place:]
