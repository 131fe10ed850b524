"""Tables with rules: the words of a page put into the cells that its rules enclose.

Rules tell rows and columns, whatever is printed: words that run over the edge of their cell stay whole and in it, rows
that no rule parts are told by their numbers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from taizhang.reading.pages.aligned import columns_within, framed_table
from taizhang.reading.pages.celled import Filled, PageTable, grid_of, packed
from taizhang.reading.pages.lattice import Area, Lattice, lattice_of
from taizhang.reading.pages.page import Box, Glyph
from taizhang.reading.pages.pieces import Line, Piece, is_number, lines_of, median, piece_of
from taizhang.reading.pages.splitting import ALL, Block, anchors_of, rows_in, spaced
from taizhang.reading.pages.strokes import Stroke

LEAST_FILLED = 0.08  # share of cells with words below which rules are a drawing's
Held = dict[int, list[Piece]]


def ruled_table(
    across: Sequence[Stroke], down: Sequence[Stroke], pieces: Sequence[Piece], size: float, page: int
) -> PageTable | None:
    """The table that strokes belonging together enclose; `pieces` are those of the page by their middle.

    None where they are no table: a frame, a box of words, a drawing.
    """
    lattice = lattice_of(across, down, size)
    if lattice is None:
        return None
    held, box = _words_in(lattice, pieces)
    if len(lattice.xs) == 2:
        return framed_table([piece for part in held.values() for piece in part], box, size, page)
    missing = _missing(lattice, held, size)
    if missing:
        lattice = lattice_of(across, sorted([*down, *missing]), size) or lattice
        held, box = _words_in(lattice, pieces)
    if len(held) < 2 or len(held) < LEAST_FILLED * len(lattice.areas):
        return None
    cells = _cells(lattice, held, size)
    columns = packed(cells, lattice.xs, 0.9 * size)
    if len(columns) < 3 or len({cell.column for cell in cells}) < 2:
        return None
    return PageTable(box, grid_of(cells, page, size), tuple(columns), size, page)


def _words_in(lattice: Lattice, pieces: Sequence[Piece]) -> tuple[Held, Box]:
    """The pieces of each cell by its place in the lattice, and the box that holds them and nothing else.

    Words that run out over the frame are the table's where most of them are inside, unless others stand there.
    """
    first = bisect_left(pieces, lattice.ys[0], key=lambda piece: piece.middle)
    last = bisect_right(pieces, lattice.ys[-1], key=lambda piece: piece.middle)
    left, right = lattice.xs[0], lattice.xs[-1]
    inner, outer = list[Piece](), list[Piece]()
    for piece in pieces[first:last]:
        within = [left <= (glyph.left + glyph.right) / 2 <= right for glyph in piece.glyphs]
        if 2 * sum(within) > len(within):
            inner.append(piece)
        else:
            outer.append(piece)
            inside = [glyph for glyph, held_in in zip(piece.glyphs, within, strict=True) if held_in]
            if inside:
                inner.append(piece_of(inside))
    held: Held = {}
    for piece in inner:
        for owner, part in _parted(lattice, piece):
            held.setdefault(owner, []).append(part)
    low, high = min([left, *(piece.left for piece in inner)]), max([right, *(piece.right for piece in inner)])
    if any(piece.right > low and piece.left < high for piece in outer):
        low, high = left, right
    return held, Box(low, lattice.ys[0], high, lattice.ys[-1])


def _missing(lattice: Lattice, held: Held, size: float) -> list[Stroke]:
    """Strokes that would part columns which only alignment tells: numbers side by side in one ruled column.

    They are drawn through each ruled row where they cross no words, so that a heading over several columns stays whole.
    """
    found: list[Stroke] = []
    by_column: dict[int, list[int]] = {}
    for place in held:
        if lattice.areas[place].columns == 1:
            by_column.setdefault(lattice.areas[place].column, []).append(place)
    for places in by_column.values():
        columns = columns_within([piece for place in places for piece in held[place]], size)
        for before, after in pairwise(columns):
            at = (before.right + after.left) / 2
            for place in places:
                if not any(piece.left < at < piece.right for piece in held[place]):
                    found.append(Stroke(at, *lattice.ends(lattice.areas[place])))
    return found


def _parted(lattice: Lattice, piece: Piece) -> list[tuple[int, Piece]]:
    """The piece cut where it passes from one cell into another, unless its words simply run on over the edge."""
    owners = lattice.owner[lattice.row_at(piece.middle)]
    owned = [owners[lattice.column_at((glyph.left + glyph.right) / 2)] for glyph in piece.glyphs]
    if owned[0] == owned[-1] and len(set(owned)) == 1:
        return [(owned[0], piece)]
    cuts = [0]
    for place in range(1, len(owned)):
        if owned[place] != owned[place - 1] and not _runs_on(piece.glyphs[place - 1], piece.glyphs[place]):
            cuts.append(place)
    parts: list[tuple[int, Piece]] = []
    for start, end in zip(cuts, [*cuts[1:], len(owned)], strict=True):
        glyphs = [glyph for glyph in piece.glyphs[start:end] if not glyph.text.isspace()]
        if glyphs:
            part = piece_of(glyphs)
            parts.append((_home(lattice, part, owned[start:end]), part))
    return parts


def _runs_on(before: Glyph, after: Glyph) -> bool:
    """Whether two signs on both sides of an edge are words that run over it: they touch, and are of one kind."""
    gap = after.left - before.right
    kinds = before.text.isascii() and not before.text.isspace(), after.text.isascii() and not after.text.isspace()
    return gap <= 0.12 * max(before.size, after.size) and kinds[0] == kinds[1]


def _home(lattice: Lattice, piece: Piece, owned: Sequence[int]) -> int:
    """The cell of words over several: that of most of them, else where they begin, for a number where it ends."""
    most = max(set(owned), key=owned.count)
    if owned.count(most) >= 0.75 * len(owned):
        return most
    for owner in dict.fromkeys(owned):
        left, right = lattice.sides(lattice.areas[owner])
        if abs(left + right - piece.left - piece.right) <= 1.0 * piece.size:
            return owner
    if is_number(piece.text):
        return owned[-1]
    return owned[0]


def _cells(lattice: Lattice, held: Held, size: float) -> list[Filled]:
    """The cells with words, rows that no rule parts told apart."""
    lined = {place: lines_of(pieces) for place, pieces in held.items()}
    bands: list[list[tuple[Area, Block]]] = [[] for _ in lattice.ys[1:]]
    for place, lines in lined.items():
        area = lattice.areas[place]
        if area.rows == 1:
            bands[area.row].append((area, Block(lines, *lattice.sides(area))))
    starts, made = [0], list[Filled]()
    for band, anchors in zip(bands, _anchors(bands, size), strict=True):
        count, cells = _split(band, anchors, size, starts[-1])
        starts.append(starts[-1] + count)
        made += cells
    for place, lines in lined.items():
        area = lattice.areas[place]
        if area.rows > 1:
            start, end = starts[area.row], starts[area.row + area.rows]
            made.append(_filled(area, Block(lines, *lattice.sides(area)), lines, start, end - start))
    return sorted(made, key=lambda cell: (cell.row, cell.column))


def _anchors(bands: Sequence[Sequence[tuple[Area, Block]]], size: float) -> list[list[float]]:
    """For each ruled row the heights of the rows in it; none where it is one.

    Where some hold rows that no rule parts, others below may hold rows of names alone, spaced as those are.
    """
    found = [anchors_of([block for _, block in band], size) for band in bands]
    pitches = [below - above for anchors in found if len(anchors) > 2 for above, below in pairwise(anchors)]
    if not pitches:
        return found
    pitch = median(pitches, size)
    first = next(place for place, anchors in enumerate(found) if len(anchors) > 2)
    for place in range(first + 1, len(bands)):
        if not found[place]:
            rows = spaced([block for _, block in bands[place]], pitch, size)
            found[place] = rows if len(rows) > 1 else []
    return found


def _split(
    band: Sequence[tuple[Area, Block]], anchors: Sequence[float], size: float, start: int
) -> tuple[int, list[Filled]]:
    """How many rows the cells of one ruled row make, and those cells, their rows counted from `start`."""
    if not anchors:
        return 1, [_filled(area, block, block.lines, start, 1) for area, block in band]
    count, rows = rows_in([block for _, block in band], anchors, size)
    cells: list[Filled] = []
    for (area, block), of_lines in zip(band, rows, strict=True):
        for at in dict.fromkeys(of_lines):
            lines = [line for line, own in zip(block.lines, of_lines, strict=True) if own == at]
            first, height = (start, count) if at == ALL else (start + at, 1)
            cells.append(_filled(area, block, lines, first, height))
    return count, cells


def _filled(area: Area, block: Block, lines: list[Line], row: int, rows: int) -> Filled:
    return Filled(row, area.column, rows, area.columns, lines, block.left, block.right)
