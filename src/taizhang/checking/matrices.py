"""Tables whose rows or columns hold a total: which lines are its parts, and where they do not sum to it.

Lines are taken for the parts of a total only where they sum to it elsewhere in the table; what comes out nowhere is
another kind of table than it seems, and no finding.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from taizhang.checking.arithmetic import counter_or_base, figure, said, within
from taizhang.checking.dividing import RATES
from taizhang.checking.sums import Sum
from taizhang.grammar.intervals import exactly, scale_of
from taizhang.linking import Entry
from taizhang.model import Document, Fact, Table

TOTAL = re.compile(r"(?:合计|总计|小计|共计)$")
TOP = re.compile(r"^[一二三四五六七八九十]+、")
BLANK = re.compile(r"\s+")
# The share of lines that must come out before one that does not is an error: where the file itself tells the cells,
# and where they were worked out from how the words stand.
EXACT, GUESSED = 0.5, 0.65
Key = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """The amounts of a table by row and column, and the names of its lines, first to last."""

    document: Document
    amounts: Mapping[Key, Fact]
    rows: Mapping[int, str]
    columns: Mapping[int, str]
    least: float


def table_sums(entry: Entry) -> Iterator[Sum]:
    """The broken sums of a document's tables."""
    document = entry.reading.document
    facts: dict[int, list[Fact]] = {}
    for fact in entry.reading.facts:
        if fact.place is not None and fact.role == "level" and fact.unit not in RATES:
            facts.setdefault(fact.place.table, []).append(fact)
    for table in document.tables:
        if found := facts.get(table.number):
            yield from _of_grid(_grid(document, table, found))


def _grid(document: Document, table: Table, facts: Sequence[Fact]) -> Grid:
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    amounts = {(fact.place.row, fact.place.column): fact for fact in facts if fact.place and fact.certainty == "sure"}
    rows: dict[int, str] = {}
    columns: dict[int, str] = {}
    for row, column in sorted(amounts):
        cell = cells.get((row, column))
        rows.setdefault(row, _name(cell.row_headings if cell else ()))
        columns.setdefault(column, _name(cell.column_headings if cell else ()))
    return Grid(document, amounts, rows, dict(sorted(columns.items())), EXACT if table.exact else GUESSED)


def _name(headings: tuple[str, ...]) -> str:
    return BLANK.sub("", headings[-1]) if headings else ""


def _of_grid(grid: Grid) -> Iterator[Sum]:
    rows, columns = list(grid.rows), list(grid.columns)
    for total, parts in _candidates(rows, grid.rows):
        yield from _broken(grid, [[(row, column) for row in (total, *parts)] for column in columns], len(columns))
    for total, parts in _following(columns, grid.columns):
        yield from _broken(grid, [[(row, column) for column in (total, *parts)] for row in rows], len(rows))


def _candidates(lines: list[int], names: Mapping[int, str]) -> Iterator[tuple[int, list[int]]]:
    """Each total row with the rows that may be its parts: those above it and below it, or the topmost of these."""
    totals = [at for at, line in enumerate(lines) if TOTAL.search(names[line])]
    for at in totals:
        above = lines[max((t + 1 for t in totals if t < at), default=0) : at]
        below = lines[at + 1 : min((t for t in totals if t > at), default=len(lines))]
        for parts in (above, below):
            for chosen in (parts, [line for line in parts if TOP.match(names[line])]):
                if len(chosen) > 1:
                    yield lines[at], chosen


def _following(lines: list[int], names: Mapping[int, str]) -> Iterator[tuple[int, list[int]]]:
    """Each total column with the columns to the next total."""
    totals = [at for at, line in enumerate(lines) if TOTAL.search(names[line])]
    for at, end in pairwise([*totals, len(lines)]):
        if end - at > 2:
            yield lines[at], lines[at + 1 : end]


def _broken(grid: Grid, lines: list[list[Key]], count: int) -> Iterator[Sum]:
    """The sums that do not come out, where most do."""
    sums = [one for keys in lines if (one := _sum(grid, keys)) is not None]
    wrong = [one for one in sums if not one.stands.meets(one.computed)]
    if len(sums) - len(wrong) >= max(grid.least * count, 1):
        yield from wrong


def _sum(grid: Grid, keys: list[Key]) -> Sum | None:
    """The sum of one line; None where a cell is blank or units differ."""
    facts = [grid.amounts.get(key) for key in keys]
    whole, *parts = facts
    full = [part for part in parts if part is not None]
    if whole is None or len(full) < len(parts) or len({counter_or_base(fact) for fact in (whole, *full)}) > 1:
        return None
    summed = exactly(0)
    for part in full:
        summed = summed.plus(figure(part))
    computed = summed.over(exactly(scale_of(whole.unit)))
    formula = " + ".join(said(part) for part in full[:4]) + (" + …" if len(full) > 4 else "")
    return Sum(grid.document, whole, tuple(full), within(whole), computed or summed, formula, whole.unit or "")
