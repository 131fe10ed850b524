"""The cells that strokes enclose: rectangles of a lattice, larger ones where strokes between them are missing."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.reading.pages.pieces import nearest
from taizhang.reading.pages.strokes import Stroke

MOST_FIELDS = 250_000  # smallest rectangles of one lattice: what has more is a drawing
COVERED = 0.6  # share of a rectangle's side that a stroke must cover to close it


class Area(NamedTuple):
    """A cell by its upper left corner in the lattice and how many rows and columns it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Lattice:
    """Cells between the column edges `xs` and the row edges `ys`, in points; `owner` by row and column their place."""

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    owner: list[list[int]]

    def row_at(self, y: float) -> int:
        """The row that the height lies in, the first or last where it lies outside."""
        return min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)

    def column_at(self, x: float) -> int:
        """The column that the place lies in, the first or last where it lies outside."""
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def sides(self, area: Area) -> tuple[float, float]:
        """Left and right edge of the cell."""
        return self.xs[area.column], self.xs[area.column + area.columns]

    def ends(self, area: Area) -> tuple[float, float]:
        """Upper and lower edge of the cell."""
        return self.ys[area.row], self.ys[area.row + area.rows]


def edges(places: Sequence[float], near: float) -> list[float]:
    """The places in order, those within `near` of the one before left out.

    >>> edges([50.0, 10.0, 11.0, 90.0], 3)
    [10.0, 50.0, 90.0]
    """
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > near:
            kept.append(place)
    return kept


def _framed(places: list[float], crossing: Sequence[Stroke], reach: float) -> list[float]:
    """The places with the ends of what crosses them, where at least two strokes reach out beyond the outermost."""
    if not places:
        starts, ends = sorted(stroke.start for stroke in crossing), sorted(stroke.end for stroke in crossing)
        return [starts[len(starts) // 2], ends[len(ends) // 2]] if starts else []
    before = sorted(stroke.start for stroke in crossing if stroke.start < places[0] - reach)
    after = sorted(stroke.end for stroke in crossing if stroke.end > places[-1] + reach)
    first = [before[len(before) // 2]] if len(before) > 1 else []
    last = [after[len(after) // 2]] if len(after) > 1 else []
    return [*first, *places, *last]


def _closed(strokes: Sequence[Stroke], at: list[float], along: list[float]) -> list[list[bool]]:
    """For each edge of `at` and each stretch between two of `along`: whether strokes close it."""
    closed = [[False] * (len(along) - 1) for _ in at]
    closed[0] = [True] * (len(along) - 1)
    closed[-1] = [True] * (len(along) - 1)
    for stroke in strokes:
        place = nearest(at, stroke.at)
        first = max(bisect_right(along, stroke.start) - 1, 0)
        for index in range(first, len(along) - 1):
            if along[index] >= stroke.end:
                break
            covered = min(stroke.end, along[index + 1]) - max(stroke.start, along[index])
            if covered >= COVERED * (along[index + 1] - along[index]):
                closed[place][index] = True
    return closed


def _stretches(row: int, width: int, split: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """The columns of a row that no stroke parts, as (first, last + 1)."""
    starts = [0] + [column for column in range(1, width) if split(row, column)]
    return list(zip(starts, [*starts[1:], width], strict=True))


def _areas(level: list[list[bool]], upright: list[list[bool]]) -> list[Area]:
    """The cells: stretches of one row, one under another where nothing parts them and they are equally wide.

    Where what is not parted is no rectangle, the parts of it that are become cells of their own.
    """
    height, width = len(level) - 1, len(upright) - 1
    areas: list[Area] = []
    open_: dict[tuple[int, int], int] = {}
    for row in range(height):
        above, open_ = open_, {}
        for first, last in _stretches(row, width, lambda row, column: upright[column][row]):
            place = above.get((first, last))
            if place is not None and not any(level[row][first:last]):
                areas[place] = areas[place]._replace(rows=areas[place].rows + 1)
                open_[first, last] = place
            else:
                open_[first, last] = len(areas)
                areas.append(Area(row, first, 1, last - first))
    return areas


def lattice_of(across: Sequence[Stroke], down: Sequence[Stroke], size: float) -> Lattice | None:
    """The lattice of strokes that belong together; None where they enclose nothing or are a drawing.

    Sides that are not drawn are put where at least two strokes end: tables are often open at left and right.

    >>> found = lattice_of([Stroke(0, 0, 90), Stroke(20, 0, 90), Stroke(40, 0, 90)], [Stroke(30, 20, 40)], 10)
    >>> found.areas
    [Area(row=0, column=0, rows=1, columns=2), Area(row=1, column=0, rows=1, columns=1), \
Area(row=1, column=1, rows=1, columns=1)]
    """
    near, reach = max(2.0, 0.3 * size), 0.6 * size
    xs = edges(_framed(edges([stroke.at for stroke in down], near), across, reach), near)
    ys = edges(_framed(edges([stroke.at for stroke in across], near), down, reach), near)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_FIELDS:
        return None
    areas = _areas(_closed(across, ys, xs), _closed(down, xs, ys))
    owner = [[0] * (len(xs) - 1) for _ in ys[1:]]
    for place, area in enumerate(areas):
        for row in range(area.row, area.row + area.rows):
            for column in range(area.column, area.column + area.columns):
                owner[row][column] = place
    return Lattice(xs, ys, areas, owner)
