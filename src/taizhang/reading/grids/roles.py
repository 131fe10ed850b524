"""What each column of a table holds: names of rows, values, or something that is neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.model import ColumnRole
from taizhang.reading.grids.matrix import Matrix
from taizhang.reading.tables.words import is_heading, stub_role

_CODE_HEAD = re.compile(r"(?:.{0,8}(?:编码|代码|编号))|[类款项目节码]|[行栏]次|序号|序|NO\.?|No\.?|№")
_CODE = re.compile(r"[0-9]{1,9}")
_TIME_HEAD = re.compile(r"年份|年度|时间|时期|月份|季度|日期|期别|年")
_NOTE_HEAD = re.compile(
    r"备注|说明|依据|原因|(?:建设|主要|具体|工作|实施)?(?:内容|地点|地址|措施|规模|阶段|进度|性质)|.{0,6}(?:单位|部门|科室|领导|责任人|联系人|电话)|所在地|属地|级别"
)
_NAME = re.compile("[\u4e00-\u9fff]{2}")
LEAST_NAMES = 2
_FOLLOWED = re.compile(r"[0-9]{4}|计划|目标|预期|完成|实际|执行|预算|决算")


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds; `panel` counts the tables that stand side by side, each with names of its own."""

    kind: ColumnRole
    panel: int


def roles_of(matrix: Matrix, heads: list[int], body: list[int]) -> dict[int, Role]:
    """The role of each column of a table with these heading rows and body rows."""
    columns = [column for column in range(matrix.first, matrix.width) if _used(matrix, column, heads, body)]
    guesses = {column: _guess(matrix, column, heads, body) for column in columns}
    last_value = max((column for column in columns if guesses[column] == "data"), default=-1)
    roles: dict[int, Role] = {}
    panel, valued = 0, False
    for column in columns:
        kind = guesses[column]
        if kind == "name" and valued and not _may_open_panel(matrix, column, heads, body):
            kind = "data"
        if kind == "name" and valued:
            if column > last_value:
                kind = "note"
            else:
                panel, valued = panel + 1, False
        elif kind == "ordinal" and valued and _opens_panel(guesses, columns, column, last_value):
            panel, valued = panel + 1, False
        valued = valued or kind == "data"
        roles[column] = Role(kind, panel)
    return _with_names(matrix, heads, roles)


def _used(matrix: Matrix, column: int, heads: list[int], body: list[int]) -> bool:
    return any((cell := matrix.at(row, column)) and matrix.text(cell) for row in (*heads, *body))


def _may_open_panel(matrix: Matrix, column: int, heads: list[int], body: list[int]) -> bool:
    """Whether words right of values name rows of their own, rather than stand for values that are missing."""
    words = sum(_NAME.search(matrix.text(cell)) is not None for cell in matrix.column_cells(column, body))
    return words >= LEAST_NAMES or (words > 0 and _names_rows(matrix, column, heads))


def _opens_panel(guesses: dict[int, ColumnRole], columns: list[int], column: int, last: int) -> bool:
    """Whether a column of numbers of rows, after values, is followed by names and further values."""
    following = next((c for c in columns if c > column and guesses[c] != "ordinal"), None)
    return following is not None and guesses[following] == "name" and following < last


def heading_over(matrix: Matrix, column: int, heads: list[int]) -> list[str]:
    """The headings over a column from the top, each merged one once, without the numbers of columns."""
    found: list[str] = []
    last = None
    for row in heads:
        cell = matrix.at(row, column)
        if cell is None or cell is last or matrix.numbers_columns(row):
            continue
        last = cell
        if words := matrix.text(cell):
            found.append(words)
    return found


def _guess(matrix: Matrix, column: int, heads: list[int], body: list[int]) -> ColumnRole:
    head = heading_over(matrix, column, heads)
    own = head[-1] if head else ""
    said = stub_role(own) if own else "data"
    cells = list(matrix.column_cells(column, body))
    kinds = [matrix.kind(cell) for cell in cells]
    filled = len(kinds)
    values = sum(kind in ("value", "dash") for kind in kinds)
    if said == "ordinal" or _is_code(own, [matrix.text(cell) for cell in cells if matrix.kind(cell) != "dash"]):
        return "ordinal"
    if not filled:
        return said if said in ("note", "attribute", "name") else "data"
    if said == "unit":
        return "unit" if sum(kind in ("unit", "dash") for kind in kinds) * 2 >= filled else "name"
    if said in ("attribute", "note"):
        return said if values * 2 < filled else "data"
    if sum(kind == "year" for kind in kinds) * 2 > filled:
        return "name" if not own or _TIME_HEAD.fullmatch(own) or column == matrix.first else "data"
    if values * 2 >= filled:
        return "data"
    if kinds.count("unit") * 2 > filled and "unit" not in own:
        return "unit"
    return _of_words(own, said, kinds)


def _is_code(own: str, texts: list[str]) -> bool:
    """Whether a column holds codes or numbers of rows: by its heading, or since no amount begins with a nought.

    >>> _is_code("科目编码", ["201", "20101"]), _is_code("领域", ["0605", "1201"]), _is_code("金额", ["201", "0.5"])
    (True, True, False)
    """
    if not texts or not all(map(_CODE.fullmatch, texts)):
        return False
    return _CODE_HEAD.fullmatch(own) is not None or any(len(text) > 2 and text[0] == "0" for text in texts)


def _of_words(own: str, said: ColumnRole, kinds: Sequence[str]) -> ColumnRole:
    """The role of a column of words: names of rows, notes, or results and targets in words."""
    if said == "name":
        return "name"
    if "aim" in kinds or ("value" in kinds and is_heading(own) and _FOLLOWED.search(own)):
        return "data"
    return "note" if _NOTE_HEAD.fullmatch(own) else "name"


def _with_names(matrix: Matrix, heads: list[int], roles: dict[int, Role]) -> dict[int, Role]:
    """The roles with one thing settled: of several columns of words before the values, which name the rows.

    Where a heading says 名称, 指标 or 项目, words right of it are notes; those left of it are groups of rows.
    """
    for panel in {role.panel for role in roles.values()}:
        names = [column for column, role in roles.items() if role.panel == panel and role.kind == "name"]
        told = [column for column in names if _names_rows(matrix, column, heads)]
        if told and len(names) > 1:
            for column in names:
                if column > max(told):
                    roles[column] = Role("note", panel)
        elif not names and panel == 0:
            _name_by_number(roles)
    return roles


def _names_rows(matrix: Matrix, column: int, heads: list[int]) -> bool:
    head = heading_over(matrix, column, heads)
    return bool(head) and stub_role(head[-1]) == "name"


def _name_by_number(roles: dict[int, Role]) -> None:
    """Where nothing names the rows, a column of codes left of the values does."""
    first = next(iter(roles), None)
    if first is not None and roles[first].kind == "ordinal":
        roles[first] = Role("name", 0)
