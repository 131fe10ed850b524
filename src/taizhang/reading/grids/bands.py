"""The rows of a grid told apart: what announces the table, its headings, its body, and what is said below it."""

import re
from dataclasses import dataclass

from taizhang.catalogue.units import unit_named
from taizhang.reading.grids.matrix import Matrix
from taizhang.reading.layout import GridCell
from taizhang.reading.tables.words import NUMBERED, UNIT_LINE, is_heading, is_title, stub_role

# What stands beside the unit above a table: who made it, on which form, when.
_BESIDE_UNIT = re.compile(
    r"(?:编制|填报|填制|制表|公开|报送|部门|单位名称|预算).{0,6}(?:单位|部门|机构|地区)?(?:名称)?[:：].*|(?:日期|时间|表号|编号|截至).{0,20}|"
    r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|续表.{0,8}|[（(]?续[)）]?"
)
_INDEX_BASE = re.compile(
    r"[（(]?以?(?:上年|去年|上期|[0-9]{4}年)(?:同期|同月|[0-9]{1,2}月)?(?:价格)?(?:[=＝]|为|作)100[%％]?[)）]?"
)
_NOTE = re.compile(r"(?:附?注|备注|说明|数据来源|资料来源|\*|＊|※|[①-⑳])(?:[0-9一二三四五六七八九十]{0,2})[:：、.．]?")
_UNIT_AT_END = re.compile(r"[（(【\[]?(?:金额|计量|数据|货币)?单位[:：](?P<unit>[^：:（）()]{1,20})[）)】\]]?$")
MOST_HEADS = 6
LONGEST_HEAD = 60


@dataclass(slots=True)
class Bands:
    """The rows of one table in a grid, each band in order."""

    captions: list[int]
    heads: list[int]
    body: list[int]
    notes: list[int]


def banded(matrix: Matrix) -> list[tuple[Matrix, Bands]]:
    """The tables that stand one under the other in a grid: each with its own columns, parted into its bands."""
    found = []
    for rows in _stacked(matrix):
        captions = _captions(matrix, rows)
        own = matrix.narrowed(rows, captions)
        found.append((own, _bands(own, own.rows, [row for row in captions if row in own.rows])))
    return found


def _stacked(matrix: Matrix) -> list[list[int]]:
    """The rows of the grid cut where, below values, a caption and headings of another table begin."""
    parts: list[list[int]] = [[]]
    valued = False
    for i, row in enumerate(matrix.rows):
        if valued and _announces(matrix, row) and _heads_follow(matrix, matrix.rows[i + 1 : i + 5]):
            parts.append([])
            valued = False
        parts[-1].append(row)
        valued = valued or any(matrix.numeric(cell) for cell in matrix.begun(row))
    return [part for part in parts if part]


def _announces(matrix: Matrix, row: int) -> bool:
    """Whether a row is a caption by its words: a title across the table, or its unit line."""
    cells = matrix.begun(row)
    if len(cells) != 1 or not _wide(matrix, cells[0]):
        return False
    return is_title(matrix.text(cells[0])) or unit_line(matrix.text(cells[0])) is not None


def _heads_follow(matrix: Matrix, rows: list[int]) -> bool:
    """Whether within these rows headings come before any value."""
    for row in rows:
        cells = matrix.begun(row)
        if any(matrix.numeric(cell) for cell in cells):
            return False
        if sum(is_heading(matrix.text(cell)) for cell in cells) >= 2:
            return True
    return False


def _wide(matrix: Matrix, cell: GridCell) -> bool:
    """Whether a cell runs over most of the table, or stands alone in its row."""
    return cell.columns * 2 > matrix.width - matrix.first or len(matrix.begun(cell.row)) == 1


def unit_line(words: str) -> str | None:
    """The unit that a caption names, alone or after other words.

    >>> unit_line("单位：万元"), unit_line("表一单位：亿元、%"), unit_line("编制单位：云澜市财政局")
    ('万元', '亿元、%', None)
    """
    if match := UNIT_LINE.fullmatch(words):
        return match["unit"].rstrip("、，,")
    match = _UNIT_AT_END.search(words)
    return match["unit"] if match and any(map(_named_unit, re.split("[、，,/]", match["unit"]))) else None


def _named_unit(words: str) -> bool:
    return unit_named(words.replace("％", "%")) is not None


def parted(words: str) -> list[str]:
    """The captions that stand in one line: a number or a title, and the unit behind it.

    >>> parted("表一单位：万元"), parted("2026年收入预算表")
    (['表一', '单位：万元'], ['2026年收入预算表'])
    """
    match = _UNIT_AT_END.search(words) if unit_line(words) else None
    return [words] if match is None or not match.start() else [words[: match.start()], words[match.start() :]]


def is_beside(words: str) -> bool:
    """Whether a caption says how a table is to be read rather than what it is: its unit, who made it, 上年=100.

    >>> [is_beside(words) for words in ("单位：万元", "（以上年为100）", "编制单位：云澜市财政局", "2026年收入预算表")]
    [True, True, True, False]
    """
    return bool(unit_line(words) or _INDEX_BASE.fullmatch(words) or _BESIDE_UNIT.fullmatch(words))


def _bands(matrix: Matrix, rows: list[int], captions: list[int]) -> Bands:
    rest = rows[len(captions) :]
    notes = _notes(matrix, rest)
    rest = rest[: len(rest) - len(notes)]
    heads = _heads(matrix, rest)
    return Bands(captions, heads, rest[len(heads) :], notes)


def _captions(matrix: Matrix, rows: list[int]) -> list[int]:
    """The first rows that only announce: a title across all columns, a unit line, a number of the table."""
    taken: list[int] = []
    for row in rows[:8]:
        cells = matrix.begun(row)
        if any(cell.header for cell in cells) and len(cells) > 1:
            break
        if not cells or _all_captions(matrix, cells):
            taken.append(row)
            continue
        alone = len(cells) == 1 and cells[0].rows == 1
        if alone and _wide(matrix, cells[0]) and not matrix.numeric(cells[0]) and not _is_group(matrix, row, rows):
            taken.append(row)
            continue
        break
    while taken and not matrix.begun(taken[-1]):
        taken.pop()
    return taken if len(taken) < len(rows) else []


def _is_group(matrix: Matrix, row: int, rows: list[int]) -> bool:
    """Whether a lone wide cell at the top is a group of body rows rather than a caption: values follow at once."""
    at = rows.index(row)
    following = next((r for r in rows[at + 1 :] if matrix.begun(r)), None)
    if following is None:
        return True
    return any(matrix.numeric(cell) for cell in matrix.begun(following)) and not matrix.numbers_columns(following)


def _all_captions(matrix: Matrix, cells: list[GridCell]) -> bool:
    words = [matrix.text(cell) for cell in cells]
    if not any(is_beside(text) or NUMBERED.match(text) for text in words):
        return False
    return all(is_beside(text) or is_title(text) or stub_role(text) == "unit" for text in words)


def _notes(matrix: Matrix, rows: list[int]) -> list[int]:
    """The last rows that say something about the table: 注：…, or a sentence across all columns."""
    taken: list[int] = []
    for row in reversed(rows[1:]):
        cells = matrix.begun(row)
        if not cells:
            taken.append(row)
            continue
        words = matrix.text(cells[0])
        wide = len(cells) == 1 and not matrix.numeric(cells[0])
        if wide and (_NOTE.match(words) or (len(words) > LONGEST_HEAD and _wide(matrix, cells[0]))):
            taken.append(row)
            continue
        break
    return taken[::-1]


def _heads(matrix: Matrix, rows: list[int]) -> list[int]:
    """The heading rows: those that the file marks as such, else those above the first value that look like it."""
    marked = 0
    while marked < len(rows) and (cells := matrix.begun(rows[marked])) and all(cell.header for cell in cells):
        marked += 1
    count = marked if 0 < marked < len(rows) else _by_looks(matrix, rows)
    if count < len(rows) and matrix.numbers_columns(rows[count]):
        count += 1
    return rows[:count]


def _by_looks(matrix: Matrix, rows: list[int]) -> int:
    """How many of the rows are headings, told by merged cells and by their words."""
    first = next((i for i, row in enumerate(rows) if _has_values(matrix, row)), len(rows))
    if first == 0:
        return 0
    reach = 1
    count = 0
    for i, row in enumerate(rows[: min(first, MOST_HEADS)]):
        cells = matrix.begun(row)
        if i >= reach and not _is_head_row(matrix, row):
            break
        if i and len(cells) == 1 and not _under_group(matrix, cells[0], rows[:i]):
            break
        count = i + 1
        # a heading over several rows tells how deep the headings go
        deep = max((cell.row + cell.rows - row for cell in cells if cell.rows < len(rows)), default=1)
        reach = max(reach, i + deep, i + 2 if _parts_columns(matrix, row) else 0)
    return min(count, first)


def _has_values(matrix: Matrix, row: int) -> bool:
    return any(matrix.numeric(cell) for cell in matrix.begun(row)) and not matrix.numbers_columns(row)


def _is_head_row(matrix: Matrix, row: int) -> bool:
    """Whether a row further down has the look of headings: units in brackets, years, or words that head columns."""
    cells = matrix.begun(row)
    if matrix.numbers_columns(row):
        return True
    named = [cell for cell in cells if cell.column > matrix.first]
    return len(named) > 1 and all(
        matrix.kind(cell) in ("unit", "year") or is_heading(matrix.text(cell)) for cell in named
    )


def _under_group(matrix: Matrix, cell: GridCell, above: list[int]) -> bool:
    """Whether a lone cell stands under a heading that covers more than it: the only lower heading of its row."""
    upper = next((found for row in reversed(above) if (found := matrix.at(row, cell.column))), None)
    return upper is not None and upper is not cell and cell.column > matrix.first and upper.columns >= cell.columns


def _parts_columns(matrix: Matrix, row: int) -> bool:
    """Whether headings of a row cover several columns each, so that a lower row tells these apart."""
    cells = matrix.begun(row)
    return len(cells) > 1 and any(1 < cell.columns < matrix.width - matrix.first for cell in cells)
