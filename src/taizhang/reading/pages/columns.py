"""Pages in two or more columns: the gutter between them found, and the lines put in the order in which they are read.

A gutter is told from a table's blank space by what stands on both sides: lines of some length, most of which end where
the others end, as running text does and columns of names or figures do not.
"""

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from taizhang.reading.pages.page import Glyph, TextLine

Making = Callable[[Sequence[Glyph]], TextLine]
GUTTER = 1.2  # narrowest gap between columns, in sizes
FEWEST = 6  # lines that stand beside each other before a page counts as one of columns
SHORTEST = 8  # sizes that a column is wide
FILLED = 0.6  # of the lines of a column end at its edge
DEPTH = 3  # columns within columns


class Gap(NamedTuple):
    """A gap in a line: its edges, and the place in the line of the sign behind it."""

    left: float
    right: float
    place: int


def in_columns(lines: Sequence[TextLine], made: Making, depth: int = 0) -> list[list[TextLine]]:
    """The lines in reading order, a block for each stretch of a column; `made` makes a line of signs."""
    gutter = _gutter(lines) if depth < DEPTH and len(lines) >= FEWEST else None
    if gutter is None:
        return [list(lines)] if lines else []
    blocks: list[list[TextLine]] = []
    left: list[TextLine] = []
    right: list[TextLine] = []
    whole: list[TextLine] = []

    def close() -> None:
        blocks.extend(in_columns(left, made, depth + 1))
        blocks.extend(in_columns(right, made, depth + 1))
        if whole:
            blocks.append(list(whole))
        for held in (left, right, whole):
            held.clear()

    for line in lines:
        sides = _sides(line, gutter, made)
        if sides is None:
            if left or right:
                close()
            whole.append(line)
            continue
        if whole:
            close()
        left += sides[0]
        right += sides[1]
    close()
    return blocks


def _sides(line: TextLine, gutter: float, made: Making) -> tuple[list[TextLine], list[TextLine]] | None:
    """What of a line stands left and right of the gutter; None where it runs across."""
    if line.box.right <= gutter:
        return [line], []
    if line.box.left >= gutter:
        return [], [line]
    for gap in _gaps(line):
        if gap.left <= gutter <= gap.right:
            return [made(line.glyphs[: gap.place])], [made(line.glyphs[gap.place :])]
    return None


def _gaps(line: TextLine) -> list[Gap]:
    pairs = zip(line.glyphs, line.glyphs[1:], strict=False)
    least = GUTTER * line.size
    return [Gap(a.right, b.left, place) for place, (a, b) in enumerate(pairs, 1) if b.left - a.right >= least]


def _gutter(lines: Sequence[TextLine]) -> float | None:
    """Where a gutter runs through lines that stand beside each other; None where there is none."""
    gaps = [(gap, line) for line in lines for gap in _gaps(line)]
    if len(gaps) < FEWEST:
        return None
    edges = sorted(
        [(gap.left, 1) for gap, _ in gaps] + [(gap.right, -1) for gap, _ in gaps], key=lambda e: (e[0], -e[1])
    )
    open_now, most, at = 0, 0, 0.0
    for index, (x, step) in enumerate(edges):
        open_now += step
        if open_now > most and index + 1 < len(edges):
            most, at = open_now, (x + edges[index + 1][0]) / 2
    beside = [(gap, line) for gap, line in gaps if gap.left <= at <= gap.right]
    return at if most >= FEWEST and _are_columns(beside) else None


def _are_columns(beside: Sequence[tuple[Gap, TextLine]]) -> bool:
    """Whether running text stands on both sides."""
    size = median(line.size for _, line in beside)
    ends = [gap.left for gap, _ in beside], [line.box.right for _, line in beside]
    starts = [line.box.left for _, line in beside], [gap.right for gap, _ in beside]
    for left, right in zip(starts, ends, strict=True):
        edge = sorted(right)[(3 * len(right)) // 4]
        full = sum(abs(edge - x) <= 1.1 * size for x in right)
        wide = sum(b - a >= SHORTEST * size for a, b in zip(left, right, strict=True))
        if full < FILLED * len(right) or wide < FILLED * len(right):
            return False
    return True
