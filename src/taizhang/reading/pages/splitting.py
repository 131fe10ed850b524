"""Rows that no rule parts: the lines of a ruled row are dealt to rows by the numbers that stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from taizhang.reading.pages.pieces import Line, box_of, is_number, median, nearest, words_on

SAME = 0.7  # how far apart the middles of lines of one row may be, in sizes
TIGHT = 1.5  # a line no further than this below another, in sizes, may go on with it
_JOINING = tuple("、，,（(的和及与或—-")
ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十百零〇]+[)）、.．]|[（(]?\d+[)）、.．](?!\d)|[①-⒛]|其中|第[一二三四五六七八九十\d]+[章节条]"
)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one cell in a ruled row, from top to bottom, between the cell's left and right edge."""

    lines: list[Line]
    left: float
    right: float


def middle(line: Line) -> float:
    """Half way between top and bottom of the line."""
    box = box_of(line)
    return (box.top + box.bottom) / 2


def _numbers(block: Block, size: float) -> list[float]:
    """The heights of the block's numbers, each a row of its own; none where words stand between or under them."""
    kinds = [is_number(words_on(line)) for line in block.lines]
    first = kinds.index(True) if True in kinds else len(kinds)
    if not all(kinds[first:]) or (first and first == len(kinds) - 1):
        return []
    heights = [middle(line) for line in block.lines[first:]]
    return heights[:1] if _wraps(block, heights, size) else heights


def _wraps(block: Block, heights: Sequence[float], size: float) -> bool:
    """Whether the numbers are one that was too wide for its cell."""
    if len(heights) != 2 or heights[1] - heights[0] > TIGHT * size:
        return False
    box = box_of(block.lines[-2])
    return box.right - box.left >= 0.8 * (block.right - block.left) and len(words_on(block.lines[-1])) <= 3


def _clusters(heights: Sequence[float], near: float) -> list[float]:
    found: list[list[float]] = []
    for height in sorted(heights):
        if found and height - found[-1][0] <= near:
            found[-1].append(height)
        else:
            found.append([height])
    return [sum(held) / len(held) for held in found]


def _listed(blocks: Sequence[Block], size: float) -> list[float]:
    """The heights of rows of words only: at least two columns with as many lines, three or more, side by side, that
    did not have to break where they do.
    """
    held = [block for block in blocks if block.lines]
    count = len(held[0].lines) if held else 0
    if len(held) < 2 or count < 3 or any(len(block.lines) != count for block in held):
        return []
    heights = [middle(line) for line in held[0].lines]
    for block in held:
        if any(abs(middle(line) - height) > SAME * size for line, height in zip(block.lines, heights, strict=True)):
            return []
        room = [block.right - box_of(line).right for line in block.lines[:-1]]
        if median(room, 0.0) < 2.5 * size or heights[1] - heights[0] < 1.3 * size:
            return []
    return heights


def _over_all(block: Block, anchors: Sequence[float], size: float) -> bool:
    """Whether the block's words stand in the middle of all rows, as the name of a group of them does."""
    heights = [middle(line) for line in block.lines]
    if len(anchors) < 3 or not heights or len(heights) > len(anchors) / 2:
        return False
    if any(below - above > TIGHT * size for above, below in pairwise(heights)):
        return False
    off = abs(heights[0] + heights[-1] - anchors[0] - anchors[-1]) / 2
    return off <= SAME * size and not is_number(words_on(block.lines[0]))


def _dealt(block: Block, anchors: Sequence[float], size: float) -> list[int | None]:
    """For each line the row whose numbers it belongs to; None for one that is a row of its own."""
    pitch = median([below - above for above, below in pairwise(anchors)], 2 * size)
    heights = [middle(line) for line in block.lines]
    near = [nearest(anchors, height) for height in heights]
    rows: list[int | None] = [
        row if abs(anchors[row] - height) <= SAME * size else None for row, height in zip(near, heights, strict=True)
    ]
    level = {row for row in rows if row is not None}
    for place, height in enumerate(heights):
        if rows[place] is None and near[place] not in level and abs(anchors[near[place]] - height) <= 0.55 * pitch:
            rows[place] = near[place]
    for place in range(1, len(rows)):
        if rows[place] is None and _goes_on(block, place - 1, pitch, size):
            rows[place] = rows[place - 1]
    for place in range(len(rows) - 2, -1, -1):
        if rows[place] is None and _goes_on(block, place, pitch, size):
            rows[place] = rows[place + 1]
    return rows


def _goes_on(block: Block, place: int, pitch: float, size: float) -> bool:
    """Whether the line at `place` fills its cell and the next stands close under it, neither set in nor an item.

    Where rows stand no further apart than lines, only words that are plainly cut go on.
    """
    line, below = block.lines[place], block.lines[place + 1]
    gap = middle(below) - middle(line)
    full = block.right - box_of(line).right <= 1.7 * size and below[0].left - line[0].left <= 0.7 * size
    if not full or gap > TIGHT * size or ITEM.match(words_on(below)):
        return False
    return gap < 0.85 * pitch or _cut_off(words_on(line), words_on(below))


def _cut_off(words: str, rest: str) -> bool:
    """Whether words cannot end where they do: an open bracket, a word that joins, or a rest too short for a name.

    >>> _cut_off("社会保险基金（含", "预备费）"), _cut_off("社会救助", "其他生活救助")
    (True, False)
    """
    brackets = words.count("（") + words.count("(") > words.count("）") + words.count(")")
    return brackets or words[-1:] in _JOINING or len(rest) <= 3


def _own_rows(loose: Sequence[float], first: float, size: float) -> list[float]:
    """The heights of the lines that no number stands by, as rows; lines of a heading above the first are one row."""
    above = _chains([height for height in loose if height < first], TIGHT * size)
    return above + _clusters([height for height in loose if height >= first], SAME * size)


def _chains(heights: Sequence[float], near: float) -> list[float]:
    found: list[list[float]] = []
    for height in sorted(heights):
        if found and height - found[-1][-1] <= near:
            found[-1].append(height)
        else:
            found.append([height])
    return [sum(held) / len(held) for held in found]


ALL = -1  # the row of a block's lines that stand for all rows


def anchors_of(blocks: Sequence[Block], size: float) -> list[float]:
    """The heights of the rows that numbers side by side tell, or words side by side; none where all is one row."""
    anchors = _clusters([height for block in blocks for height in _numbers(block, size)], SAME * size)
    if len(anchors) < 2:
        anchors = _listed(blocks, size)
    return anchors if len(anchors) > 1 else []


def spaced(blocks: Sequence[Block], pitch: float, size: float) -> list[float]:
    """The heights of lines that stand as far apart as the table's rows elsewhere and need not have broken: rows.

    Lines that fill their cell count where a number stands by one that is not in the middle: beside one name broken
    into lines it would stand in their middle.
    """
    numbers = [height for block in blocks for height in _numbers(block, size)]
    heights: list[float] = []
    for block in blocks:
        own = [middle(line) for line in block.lines]
        if not all(0.8 * pitch <= below - above <= 1.25 * pitch for above, below in pairwise(own)):
            continue
        off = any(abs(number - (own[0] + own[-1]) / 2) > SAME * size for number in numbers)
        words = [words_on(line) for line in block.lines]
        room = min((block.right - box_of(line).right for line in block.lines[:-1]), default=0.0)
        if room > 1.7 * size or (off and not any(_cut_off(above, below) for above, below in pairwise(words))):
            heights += own
    return _clusters(heights, SAME * size)


def rows_in(blocks: Sequence[Block], anchors: Sequence[float], size: float) -> tuple[int, list[list[int]]]:
    """How many rows the blocks side by side hold, and for each block the row of each of its lines, or `ALL`.

    `anchors` are the heights of at least two rows; lines of none of them may be rows of their own.
    """
    dealt = [[] if _over_all(block, anchors, size) else _dealt(block, anchors, size) for block in blocks]
    loose = [
        middle(block.lines[place])
        for block, rows in zip(blocks, dealt, strict=True)
        for place, row in enumerate(rows)
        if row is None
    ]
    places = sorted([*anchors, *_own_rows(loose, anchors[0], size)])
    return len(places), [
        _placed(block, rows, anchors, places) if rows else [ALL] * len(block.lines)
        for block, rows in zip(blocks, dealt, strict=True)
    ]


def _placed(block: Block, rows: Sequence[int | None], anchors: Sequence[float], places: Sequence[float]) -> list[int]:
    heights = [middle(line) if row is None else anchors[row] for line, row in zip(block.lines, rows, strict=True)]
    return [nearest(places, height) for height in heights]
