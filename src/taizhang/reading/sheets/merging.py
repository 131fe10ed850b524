"""Cells put together with the ranges that they are merged over."""

from bisect import bisect_right, insort
from heapq import heappop, heappush
from typing import NamedTuple

from taizhang.reading.limits import MOST_CELLS, MOST_PARTS, within
from taizhang.reading.sheets.sheet import Range, Sheet, Shown

NOTHING = Shown("")


class Placed(NamedTuple):
    """A cell with its words (maybe none) and how many rows and columns it covers."""

    row: int
    column: int
    words: Shown
    rows: int = 1
    columns: int = 1


class _Open:
    """The merged ranges that cover the row at hand, which never share a column."""

    def __init__(self) -> None:
        self._by_left: list[tuple[int, Range]] = []
        self._ends: list[tuple[int, int]] = []

    def close(self, row: int) -> None:
        """Forget the ranges that end above the row."""
        while self._ends and self._ends[0][0] < row:
            _, left = heappop(self._ends)
            del self._by_left[bisect_right(self._by_left, left, key=lambda one: one[0]) - 1]

    def open(self, found: Range) -> bool:
        """Take a range, unless it lies over one that is open already."""
        at = bisect_right(self._by_left, found.right, key=lambda one: one[0]) - 1
        if at >= 0 and self._by_left[at][1].right >= found.left:
            return False
        insort(self._by_left, (found.left, found))
        heappush(self._ends, (found.bottom, found.left))
        return True

    def at(self, column: int) -> Range | None:
        """The range that covers the column."""
        at = bisect_right(self._by_left, column, key=lambda one: one[0]) - 1
        if at >= 0 and self._by_left[at][1].right >= column:
            return self._by_left[at][1]
        return None


def merged(sheet: Sheet, path: str) -> tuple[dict[int, list[Placed]], int]:
    """The cells of each row by column, empty merged ones among them, and how many lie unseen under merged ones."""
    rows: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        rows.setdefault(row, []).append(column)
    if not rows:
        return {}, 0
    ranges = _cut(sheet, max(rows), max(map(max, rows.values())))
    found: dict[int, list[Placed]] = {}
    held, under, count, number, at = _Open(), 0, 0, 0, 0
    for row in sorted(rows):
        held.close(row)
        starting: list[int] = []
        while at < len(ranges) and ranges[at].top <= row:
            if ranges[at].bottom >= row and held.open(ranges[at]) and ranges[at].top == row:
                starting.append(ranges[at].left)
            at += 1
        found[row] = []
        for column in sorted({*rows[row], *starting}):
            over = held.at(column)
            words = sheet.cells.get((row, column), NOTHING)
            if over and (over.top, over.left) != (row, column):
                under += bool(words.text)
                continue
            placed = Placed(row, column, words, *_size(over))
            count += placed.rows * placed.columns
            within(path, count, MOST_CELLS, "合并的格子", "places under merged cells")
            found[row].append(placed)
        number += len(found[row])
        within(path, number, MOST_PARTS, "单元格", "cells")
    return found, under


def _size(over: Range | None) -> tuple[int, int]:
    return (over.bottom - over.top + 1, over.right - over.left + 1) if over else (1, 1)


def _cut(sheet: Sheet, last_row: int, last_column: int) -> list[Range]:
    """The merged ranges in order, cut off where the sheet's words end."""
    return sorted(
        found._replace(bottom=min(found.bottom, last_row), right=min(found.right, last_column))
        for found in sheet.merged
        if found.top <= last_row and found.left <= last_column
    )
