"""The table in a sheet that came back: its columns by the hidden keys or by their titles, and its lines."""

import re
import unicodedata
from dataclasses import dataclass, field

from taizhang.server.returns.columns import COLUMNS
from taizhang.server.returns.workbooks import base
from taizhang.server.returns.workbooks.base import Base
from taizhang.server.returns.workbooks.identity import Identity, identity_in
from taizhang.server.returns.workbooks.layout import FIXED, MARK, NAME, NUMBER, PART, RESULT, SIDES, UNIT, Side
from taizhang.server.returns.workbooks.opening import Held, Page

HEAD_ROWS, MARK_COLUMNS = 40, 12
TITLES = {
    NUMBER: {"序号", "no."},
    NAME: {"指标", "指标名称", "项目", "indicator"},
    UNIT: {"计量单位", "单位", "unitofmeasure"},
}
BRACKETED = re.compile(r"\((.*)\)$")
Key = tuple[str, Side]  # column of the form, side of its value


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line: its row in Excel, the row of the form that its hidden cell names, and what stood there before."""

    at: int
    row: int | None
    bases: dict[str, Base]
    name: str
    unit: str
    cells: dict[int, Held]


@dataclass
class Table:
    """A table: where its header stands, what each column is, and its lines. `keyed`: the hidden keys were there."""

    page: Page
    header: int
    columns: dict[Key, int]
    fixed: dict[str, int]
    keyed: bool
    identity: Identity | None = None
    marked: bool = False
    result: int | None = None
    lines: list[TableLine] = field(default_factory=list)


def table_in(page: Page) -> Table | None:
    """The table of a sheet, or None where it has none that can be told."""
    mark = _mark(page)
    table = _keyed(page, mark) or _titled(page)
    if table is None:
        return None
    if mark is not None:
        table.identity, table.marked = identity_in(page.at(*mark).words), True
    table.result = _result(page, table.header)
    table.lines = _lines(page, table, mark[1] if mark else None)
    return table


def folded(words: str) -> str:
    """Words as they are compared: without blanks and with one width.

    >>> folded(" 同比 增速（％）")
    '同比增速(%)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).lower()


def _mark(page: Page) -> tuple[int, int] | None:
    """Where the hidden cell stands that tells of which return the sheet is."""
    for row in sorted(page.rows):
        if row > HEAD_ROWS:
            return None
        for column, held in page.rows[row].items():
            if column <= MARK_COLUMNS and held.words.startswith(f"{MARK}{{"):
                return row, column
    return None


def _keyed(page: Page, mark: tuple[int, int] | None) -> Table | None:
    """The table by the hidden row of keys; the header is the row below it."""
    if mark is None:
        return None
    columns: dict[Key, int] = {}
    fixed: dict[str, int] = {}
    for column, held in page.rows[mark[0]].items():
        key, _, side = held.words.partition(":")
        if key in COLUMNS and (side in SIDES or not side):
            columns.setdefault((key, side), column)
        elif held.words in FIXED:
            fixed.setdefault(held.words, column)
    return Table(page, mark[0] + 1, columns, fixed, keyed=True) if columns else None


def _titled(page: Page) -> Table | None:
    """The table by the titles of its columns."""
    for row in sorted(page.rows)[:HEAD_ROWS]:
        said = {column: folded(held.words) for column, held in page.rows[row].items()}
        fixed = {key: column for column, words in said.items() for key in FIXED if words in TITLES[key]}
        columns: dict[Key, int] = {}
        for column, words in said.items():
            for key, side in _meant(words):
                columns.setdefault((key, side), column)
        if NAME in fixed and any(not side for _, side in columns):
            return Table(page, row, _alone(columns), fixed, keyed=False)
    return None


def _meant(words: str) -> list[tuple[str, Side]]:
    """Which columns a title may mean; 备注 without a column that of whichever is asked alone."""
    name = BRACKETED.sub("", words)
    for key, column in COLUMNS.items():
        if folded(column.name.zh) in {words, name}:
            return [(key, "")]
    inside = BRACKETED.search(words)
    for side in ("comment", "reason"):
        if name == folded(SIDES[side].zh):
            of = [key for key, column in COLUMNS.items() if inside and folded(column.name.zh) == inside[1]]
            return [(of[0] if of else "*", side)]
    return []


def _alone(columns: dict[Key, int]) -> dict[Key, int]:
    """Comments and reasons without a column belong to the one column of numbers, where there is but one."""
    numbers = [key for key, side in columns if not side and COLUMNS[key].kind != "text"]
    found = {key: column for key, column in columns.items() if key[0] != "*"}
    if len(numbers) == 1:
        for (key, side), column in columns.items():
            if key == "*":
                found.setdefault((numbers[0], side), column)
    return found


def _result(page: Page, header: int) -> int | None:
    """The column of an earlier import's results, which a marked file brings along."""
    for column, held in page.rows.get(header, {}).items():
        if held.words == RESULT.zh:
            return column
    return None


def _lines(page: Page, table: Table, hidden: int | None) -> list[TableLine]:
    lines = []
    for at in sorted(page.rows):
        cells = page.rows[at]
        if at <= table.header:
            continue
        known = base.read(cells[hidden].words) if hidden in cells else None
        name, unit = (cells.get(table.fixed.get(key, 0), Held()).words for key in (NAME, UNIT))
        filled = any(not held.blank for (_, side), column in table.columns.items() if (held := cells.get(column)))
        if known is not None or (name and filled):
            row, bases = known or (None, {})
            lines.append(TableLine(at, row, bases, bare_name(name), unit, cells))
    return lines


def bare_name(name: str) -> str:
    """The name of a row without what tells that it is a part.

    >>> bare_name("  其中：工业投资")
    '工业投资'
    """
    found = name.strip()
    return found.removeprefix(PART).removeprefix("其中:").strip()
