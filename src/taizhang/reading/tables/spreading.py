"""Which columns the cells of a row cover, where merged cells were printed once."""

from collections.abc import Iterator
from itertools import groupby, product

from taizhang.reading.tables.heads import Headings
from taizhang.reading.tables.pieces import Piece

MOST_GROUPS = 6


class Spread:
    """Which columns each cell of a row covers: [(piece, first column, columns)]; `sure` where only one way is sound."""

    __slots__ = ("cells", "sure")

    def __init__(self, cells: list[tuple[Piece, int, int]], sure: bool) -> None:
        self.cells = cells
        self.sure = sure


def spread(data: list[Piece | None], columns: list[Headings]) -> Spread:
    """The cells of a row over the columns of its table.

    A row of fewer cells than columns has merged ones: one for a whole group of columns under an upper heading, most
    likely a cell in words or a dash.
    """
    width = len(columns)
    if len(data) >= width:
        return Spread([(piece, c, 1) for c, piece in enumerate(data) if piece is not None], len(data) == width)
    cells = [piece for piece in data if piece is not None]
    groups = [len(list(run)) for _, run in groupby(columns, key=lambda heads: heads[0] if len(heads) > 1 else heads)]
    if len(cells) == 1 and cells[0].kind in ("text", "aim"):
        return Spread([(cells[0], 0, width)], sure=False)
    best = _fitting(cells, groups)
    if best is None:
        return Spread([(piece, c, 1) for c, piece in enumerate(cells)], sure=False)
    return Spread(list(_covering(cells, groups, best)), sure=True)


def _fitting(cells: list[Piece], groups: list[int]) -> tuple[bool, ...] | None:
    """For each group of columns whether one cell covers it, so that all cells are used; numbers last to be merged."""
    if len(groups) > MOST_GROUPS:
        return None
    ways = [
        merged
        for merged in product((False, True), repeat=len(groups))
        if sum(1 if one else size for one, size in zip(merged, groups, strict=True)) == len(cells)
        and not any(one and size == 1 for one, size in zip(merged, groups, strict=True))
    ]
    return min(ways, key=lambda merged: _numbers_merged(cells, groups, merged), default=None)


def _numbers_merged(cells: list[Piece], groups: list[int], merged: tuple[bool, ...]) -> int:
    return sum(piece.kind == "value" for piece, _, columns in _covering(cells, groups, merged) if columns > 1)


def _covering(cells: list[Piece], groups: list[int], merged: tuple[bool, ...]) -> Iterator[tuple[Piece, int, int]]:
    rest, column = iter(cells), 0
    for one, size in zip(merged, groups, strict=True):
        if one:
            yield next(rest), column, size
        else:
            for c in range(size):
                yield next(rest), column + c, 1
        column += size
