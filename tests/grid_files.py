"""Grids written as rows of words, for the tests."""

from collections.abc import Sequence

from taizhang.model import Source
from taizhang.reading.layout import Grid, GridCell, Layout, Passage, Run, plain

BLANKS = "\u3000 "


def grid(rows: Sequence[Sequence[str | None]], merges: Sequence[Sequence[int]] = ()) -> Grid:
    """The grid of these rows; None is covered by a merged cell, each given as row, column, rows, columns."""
    sizes = {(row, column): (down, across) for row, column, down, across in merges}
    cells = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words is not None:
                down, across = sizes.get((r, c), (1, 1))
                indent = len(words) - len(words.lstrip(BLANKS))
                cells.append(
                    GridCell(r, c, [Run(words.strip(BLANKS), Source(page=1))], down, across, indent=indent, page=1)
                )
    return Grid(cells, page=1)


def layout(case: dict) -> Layout:
    """The layout of a case: the title of a document, the words above a grid, the grid, and a sentence behind it."""
    above: list[Passage] = [plain("关于云澜市2025年计划执行情况与2026年计划草案的报告"), *map(plain, case["above"])]
    return Layout("docx", [*above, grid(case["rows"], case["merges"]), plain("以上报告，请予审议。")], wrapped=False)
