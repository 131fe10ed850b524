"""Tables whose columns no rule parts: told by numbers that stand under each other, names at their left.

Such a table is a run of lines most of which begin with a name and hold numbers in the same few columns, under a line
or two of headings. Prose has no such gaps, a table of contents no more than one column of small numbers that rise.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from taizhang.reading.pages.celled import Filled, PageTable, grid_of
from taizhang.reading.pages.headed import headings
from taizhang.reading.pages.page import Box
from taizhang.reading.pages.pieces import Line, Piece, box_of, is_number, lines_of
from taizhang.reading.pages.splitting import Block, anchors_of, rows_in
from taizhang.reading.pages.standing import (
    MOST_COLUMNS,
    Column,
    columns_of,
    cut,
    numbers_of,
    parts_of,
    place_of,
    stands_level,
)
from taizhang.reading.pages.strokes import Stroke

_LEADERS = re.compile(r"[.…·．‧・•]{2,}|[-—_]{5,}")
LEAST_ROWS = 3
MOST_HEADING_LINES = 10
APART = 3.2  # lines further below each other than this, in sizes, belong to no one table


def aligned_tables(pieces: Sequence[Piece], size: float, page: int) -> list[PageTable]:
    """The tables among pieces that no ruled table holds."""
    lines = [parts_of(line) for line in lines_of(pieces)]
    tables: list[PageTable] = []
    for run in _runs(lines, size):
        table = table_from(run, size, page)
        if table is not None and _alone(table.box, run, lines):
            tables.append(table)
    return tables


def _alone(box: Box, run: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether no sign of another line lies in the box: it would be lost."""
    own = {id(line) for line in run}
    return not any(
        box.left <= (glyph.left + glyph.right) / 2 <= box.right
        and box.top <= (glyph.top + glyph.bottom) / 2 <= box.bottom
        for line in lines
        if id(line) not in own and line[0].bottom > box.top and line[0].top < box.bottom
        for piece in line
        for glyph in piece.glyphs
    )


def _named(line: Line) -> bool:
    """Whether a line is a row: a name, a code before it or not, and numbers after; or a number and at least three."""
    numbers = len(numbers_of(line[1:]))
    if not numbers:
        return False
    if is_number(line[0].text):
        return numbers < len(line) - 1 or numbers > 2
    return 2 * numbers >= len(line) - 1


def _runs(lines: Sequence[Line], size: float) -> list[list[Line]]:
    """Stretches of lines from a first row to a last, with names alone between them and headings over the first."""
    rows = [place for place, line in enumerate(lines) if _named(line)]
    held: list[list[int]] = []
    for place in rows:
        if held and place - held[-1][-1] <= 9 and _close_by(lines[held[-1][-1] : place + 1], size):
            held[-1].append(place)
        else:
            held.append([place])
    runs: list[list[Line]] = []
    before = 0
    for row in held:
        if len(row) >= LEAST_ROWS:
            first = max(_over(lines, row[0], size), before)
            runs.append(list(lines[first : row[-1] + 1]))
            before = row[-1] + 1
    return runs


def _close_by(lines: Sequence[Line], size: float) -> bool:
    """Whether the lines stand close enough for one table, and what stands between its rows is no prose."""
    heights = [box_of(line) for line in lines]
    near = all(below.top - above.bottom <= APART * size for above, below in pairwise(heights))
    return near and not any(len(line) == 1 and line[0].right - line[0].left > 25 * size for line in lines[1:-1])


def _over(lines: Sequence[Line], first: int, size: float) -> int:
    """The first of the heading lines over the first row: down from the highest with several pieces, close above."""
    place = highest = first
    while place and first - place < MOST_HEADING_LINES:
        above = lines[place - 1]
        gap = box_of(lines[place]).top - box_of(above).bottom
        if gap > APART * size or any("单位" in piece.text or piece.size > 1.3 * size for piece in above):
            break
        place -= 1
        if len(above) > 1 or (highest < first and box_of(above).bottom > box_of(lines[highest]).top + 0.1 * size):
            highest = place
        elif above[0].right - above[0].left > 16 * size:
            break
    return highest


def table_from(lines: Sequence[Line], size: float, page: int, frame: Box | None = None) -> PageTable | None:
    """The lines as a table; None where their numbers stand in no columns. `frame` is what rules at top and bottom tell.

    Every line with a number is a row; those without belong to a name that needs more room, or are rows of their own.
    """
    rows = [line for line in lines if _named(line)]
    columns = columns_of(rows, size)
    if len(rows) < LEAST_ROWS or not 1 < len(columns) <= MOST_COLUMNS or not _sound(rows, columns, lines, frame):
        return None
    start = next(place for place, line in enumerate(lines) if _named(line))
    cells = headings(lines[:start], columns, size)
    body = _body(lines[start:], columns, size, max((cell.row + cell.rows for cell in cells), default=0))
    if not body:
        return None
    cells += body
    edges = _edges(columns, lines)
    for cell in cells:
        cell.left, cell.right = edges[cell.column], edges[cell.column + cell.columns]
    boxes = [box_of(line) for line in lines]
    box = Box(
        min(held.left for held in boxes),
        min(held.top for held in boxes),
        max(held.right for held in boxes),
        max(held.bottom for held in boxes),
    )
    return PageTable(frame or box, grid_of(cells, page, size, exact=False), tuple(edges), size, page)


def columns_within(pieces: Sequence[Piece], size: float) -> list[Column]:
    """The columns that numbers stand in, one beside the other, among pieces that no rule parts; none where in one."""
    lines = [parts_of(line) for line in lines_of(pieces)]
    rows = [line for line in lines if len(line) > 1 and numbers_of(line[1:])]
    if len(rows) < LEAST_ROWS or 2 * len(rows) < len(lines):
        return []
    columns = columns_of(rows, size)
    numbers = [piece for line in rows for piece in numbers_of(line)]
    level = sum(stands_level(columns[place_of(columns, piece)], piece) for piece in numbers) if columns else 0
    return columns if 1 < len(columns) <= MOST_COLUMNS and level >= 0.8 * len(numbers) else []


def _sound(rows: Sequence[Line], columns: Sequence[Column], lines: Sequence[Line], frame: Box | None) -> bool:
    """Whether lines are a table: names at the left, numbers in columns, and neither prose nor a table of contents."""
    if any(_LEADERS.search(piece.text) for line in rows for piece in line):
        return False
    named = sum(place_of(columns, line[0]) == 0 for line in rows)
    numbers = [piece for line in rows for piece in numbers_of(line[1:])]
    level = sum(stands_level(columns[place_of(columns, piece)], piece) for piece in numbers)
    if named < 0.8 * len(rows) or level < 0.8 * len(numbers):
        return False
    if frame is not None:
        wide = sum(line[-1].right - line[0].left > 0.6 * (frame.right - frame.left) for line in lines if len(line) == 1)
        return wide <= 0.15 * len(lines)
    valued = {place_of(columns, piece) for piece in numbers}
    return len(valued) > 1 or (not _named(lines[0]) and not _rising(rows))


def _rising(rows: Sequence[Line]) -> bool:
    """Whether the only numbers are whole, small and never fall, as page numbers."""
    words = [line[-1].text for line in rows]
    if not all(word.isdigit() and len(word) <= 4 for word in words):
        return False
    return all(int(above) <= int(below) for above, below in pairwise(words))


def _edges(columns: Sequence[Column], lines: Sequence[Line]) -> list[float]:
    """Where columns begin and end: half way between their words."""
    left = min(piece.left for line in lines for piece in line)
    right = max(piece.right for line in lines for piece in line)
    return [left, *((before.right + after.left) / 2 for before, after in pairwise(columns)), right]


def _body(lines: Sequence[Line], columns: Sequence[Column], size: float, first: int) -> list[Filled]:
    """The cells under the headings, their rows counted from `first`: rows are told by their numbers, as in a frame."""
    held: list[Line] = [[] for _ in columns]
    for line in lines:
        for piece in line:
            for part in cut(piece, columns):
                held[place_of(columns, part)].append(part)
    blocks = [Block(lines_of(pieces), column.left, column.right) for column, pieces in zip(columns, held, strict=True)]
    anchors = anchors_of(blocks, size)
    if not anchors:
        return []
    cells: dict[tuple[int, int], Filled] = {}
    for column, (block, rows) in enumerate(zip(blocks, rows_in(blocks, anchors, size)[1], strict=True)):
        for line, row in zip(block.lines, rows, strict=True):
            at = (first + max(row, 0), column)
            if at in cells:
                cells[at].lines.append(line)
            else:
                cells[at] = Filled(*at, 1, 1, [line], 0.0, 0.0)
    return list(cells.values())


def between_strokes(across: Sequence[Stroke], pieces: Sequence[Piece], size: float, page: int) -> list[PageTable]:
    """Tables that only horizontal strokes of one width set off: at top and bottom, under the headings or each row."""
    tables: list[PageTable] = []
    for strokes in _equal(across, size):
        for part in (strokes, strokes[1:], strokes[:-1], strokes[1:-1]):
            table = _within(part, pieces, size, page) if len(part) > 1 else None
            if table is not None:
                tables.append(table)
                break
    return tables


def _within(strokes: Sequence[Stroke], pieces: Sequence[Piece], size: float, page: int) -> PageTable | None:
    """The table between the first and the last of the strokes, where what stands between them is one."""
    frame = Box(strokes[0].start, strokes[0].at, strokes[0].end, strokes[-1].at)
    first = bisect_left(pieces, frame.top, key=lambda piece: piece.middle)
    last = bisect_left(pieces, frame.bottom, key=lambda piece: piece.middle)
    held = [piece for piece in pieces[first:last] if frame.left - size <= piece.centre <= frame.right + size]
    return framed_table(held, frame, size, page)


def framed_table(pieces: Sequence[Piece], frame: Box, size: float, page: int) -> PageTable | None:
    """The table that the pieces inside a frame without columns of its own are, if they are one."""
    lines = [parts_of(line) for line in lines_of(pieces)]
    return table_from(lines, size, page, frame) if len(lines) > LEAST_ROWS else None


def _equal(across: Sequence[Stroke], size: float) -> list[list[Stroke]]:
    """The strokes of one left and right end, two or more, from top to bottom."""
    held: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in across:
        held.setdefault((round(stroke.start / size), round(stroke.end / size)), []).append(stroke)
    return [sorted(strokes) for strokes in held.values() if len(strokes) > 1]
