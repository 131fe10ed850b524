"""Tables that run over pages: joined into one grid where columns, words between and headings show that they go on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.reading.layout import Grid, GridCell, Passage, Run
from taizhang.reading.pages.celled import PageTable
from taizhang.reading.pages.pieces import is_number
from taizhang.reading.pages.splitting import ITEM

Row = dict[int, GridCell]
_TOTAL = re.compile(r"[（(]?[合小总共]\s*计")
INSET, FARTHEST = 0.3, 12.0  # signs: less is no indent, more is no level
_AGAIN = re.compile(r"[（(]?续[表)）]*[一二三四五六七八九十\d]*[)）]?|[（(](第?\d+页|\d+/\d+)[)）]")
_UNIT = re.compile(r"[（(]?(金额|计量|数量)?单位[:：].{1,20}")
_NUMBER_OF_PAGE = re.compile(r"[-—–－―─·•~～第共/页\divx]{1,16}", re.IGNORECASE)


@dataclass(slots=True)
class Held:
    """A table that may go on: its grid so far, `head` its leading rows down to the first with a value, `valued` the
    columns that held numbers on its first page, `tail` the cells of its last page, `height` its rows so far. `last` is
    that page's table and `titles` are the lines over the first.
    """

    grid: Grid
    head: list[Row]
    valued: set[int]
    tail: list[GridCell]
    height: int
    last: PageTable
    titles: set[str]


def held(table: PageTable, titles: Sequence[str] = ()) -> Held:
    """The table as one that begins, with the words of the lines over it."""
    rows = by_row(table.grid)
    head: list[Row] = []
    while (row := rows.get(len(head))) and not _has_value(row):
        head.append(row)
    cells = table.grid.cells
    return Held(table.grid, head, _valued(cells), list(cells), _height(cells), table, {_bare(line) for line in titles})


def goes_on(above: Held, below: PageTable, between: Sequence[str]) -> bool:
    """Whether `below` is `above` carried on over the page.

    `between` are the words of the lines that stand between them, with or without running heads and page numbers: a
    title that comes again, a unit or 续表 does not part them.
    """
    if below.page != above.last.page + 1 or not below.grid.cells:
        return False
    if any(_bare(line) not in above.titles and not _passing(line) for line in between):
        return False
    if repeated_rows(above, below.grid):
        return len(above.last.columns) == len(below.columns)
    return _same_columns(above.last, below) and not _heads_anew(above, below.grid)


def _bare(words: str) -> str:
    return _AGAIN.sub("", re.sub(r"\s+", "", words))


def _passing(words: str) -> bool:
    """Whether a line may stand between two parts of a table: its unit, 续表, a page number."""
    bare = re.sub(r"\s+", "", words)
    return not _bare(words) or any(kind.fullmatch(bare) for kind in (_UNIT, _NUMBER_OF_PAGE))


def _same_columns(above: PageTable, below: PageTable) -> bool:
    """Whether both have columns of nearly the same widths, wherever on the page the table begins."""
    if len(above.columns) != len(below.columns):
        return False
    near = max(3.0, 0.6 * max(above.size, below.size))
    shift = below.columns[0] - above.columns[0]
    pairs = zip(above.columns, below.columns, strict=True)
    return all(abs(right - shift - left) <= near for left, right in pairs)


def by_row(grid: Grid) -> dict[int, Row]:
    """The cells that begin in each row, by column."""
    rows: dict[int, Row] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def _has_value(row: Row) -> bool:
    return any(is_number(cell.text) and not _column_number(cell.text) for cell in row.values())


def _column_number(words: str) -> bool:
    """Whether a number may only number the columns, as 栏次 does."""
    return len(words) <= 2 and words.isdigit()


def _valued(cells: Sequence[GridCell]) -> set[int]:
    """The columns but the first in which numbers are more than words."""
    numbers, words = dict[int, int](), dict[int, int]()
    for cell in cells:
        counts = numbers if is_number(cell.text) else words
        counts[cell.column] = counts.get(cell.column, 0) + 1
    return {column for column, count in numbers.items() if column and count > words.get(column, 0)}


def _height(cells: Sequence[GridCell]) -> int:
    return max((cell.row + cell.rows for cell in cells), default=0)


def repeated_rows(above: Held, below: Grid) -> int:
    """How many rows at the top of `below` are the heading rows of `above` again, word by word in the same columns."""
    rows = by_row(below)
    for count, row in enumerate(above.head):
        words = {column: cell.text for column, cell in row.items()}
        if words != {column: cell.text for column, cell in rows.get(count, {}).items()}:
            return count
    return len(above.head)


def _heads_anew(above: Held, below: Grid) -> bool:
    """Whether `below` begins with headings of its own: words alone in columns that held numbers above."""
    first = min(cell.row for cell in below.cells)
    row = [cell for cell in below.cells if cell.row == first and cell.column in above.valued]
    return bool(row) and not any(is_number(cell.text) for cell in row)


def extend(above: Held, below: PageTable) -> list[Passage]:
    """Adds the rows of `below` to the grid of `above`, which then ends where `below` does.

    Heading rows that come again are left out of the grid and given back as furniture, a passage a row. A name that the
    page broke is made whole.
    """
    again = repeated_rows(above, below.grid)
    dropped = [cell for cell in below.grid.cells if cell.row < again]
    for row in above.head[:again]:
        for cell in row.values():
            cell.header = True
    rows = [cell for cell in below.grid.cells if cell.row >= again]
    name = _broken_name(above, rows, again)
    if name is not None:
        name.runs += next(cell.runs for cell in rows if cell.row == again)
        rows = [cell for cell in rows if cell.row != again]
        again += 1
    groups = _carried(above, rows, again)
    _levelled(above, rows, below)
    for cell in rows:
        cell.row += above.height - again
    above.grid.cells += rows
    above.height = max(above.height, _height(rows))
    above.tail, above.last = groups + rows, below
    return _furniture(dropped)


def _levelled(above: Held, rows: Sequence[GridCell], below: PageTable) -> None:
    """Indents of a further page told from where those of the pages before are: its own leftmost may be set in."""
    shift = below.columns[0] - above.last.columns[0]
    bases, own = _leftmost(above.tail, above.last.size), _leftmost(rows, below.size)
    for column in bases.keys() & own.keys():
        further = (own[column] - shift - bases[column]) / max(below.size, 1.0)
        moved = rows if further > 0 else above.grid.cells
        if INSET < abs(further) < FARTHEST:
            for cell in moved:
                if cell.column == column and not is_number(cell.text):
                    cell.indent = round(cell.indent + abs(further), 1)


def _leftmost(cells: Sequence[GridCell], size: float) -> dict[int, float]:
    """For each column that has words, where those begin that are not set in."""
    found: dict[int, float] = {}
    for cell in cells:
        box = cell.runs[0].source.box if cell.runs else None
        if box is not None and not is_number(cell.text):
            begins = box[0] - cell.indent * size
            found[cell.column] = min(found.get(cell.column, begins), begins)
    return found


def _furniture(cells: Sequence[GridCell]) -> list[Passage]:
    rows: dict[int, list[Run]] = {}
    for cell in cells:
        runs = rows.setdefault(cell.row, [])
        runs += ([Run(" ")] if runs and cell.runs else []) + cell.runs
    return [Passage(runs, "furniture") for runs in rows.values() if runs]


def _broken_name(above: Held, rows: Sequence[GridCell], first: int) -> GridCell | None:
    """The last name on the page before where the first row on the new one is the rest of it and nothing else."""
    begun = [cell for cell in rows if cell.row == first]
    if len(begun) != 1 or begun[0].rows > 1 or is_number(begun[0].text) or _begins(begun[0].text):
        return None
    ends = [cell for cell in above.tail if cell.row + cell.rows == above.height]
    name = next((cell for cell in ends if cell.column == begun[0].column and cell.runs), None)
    if name is None or len(ends) < 2 or name.columns != begun[0].columns:
        return None
    box = name.runs[-1].source.box
    edges = above.last.columns
    right = edges[min(name.column + name.columns, len(edges) - 1)]
    return name if box is not None and right - box[2] <= 1.7 * above.last.size else None


def _begins(words: str) -> bool:
    """Whether the words begin an item or a total, not the rest of a name."""
    return ITEM.match(words) is not None or _TOTAL.match(words) is not None


def _carried(above: Held, rows: Sequence[GridCell], first: int) -> list[GridCell]:
    """The cells that stand for several rows down to the page's end; they now stand for those under them as well."""
    groups = [cell for cell in above.tail if cell.rows > 1 and cell.row + cell.rows == above.height]
    end = _height(rows)
    for group in groups:
        last = group.column + group.columns
        under = (cell.row for cell in rows if cell.column < last and cell.column + cell.columns > group.column)
        group.rows += max(min(under, default=end) - first, 0)
    return groups


class Joiner:
    """Joins tables as their pages come, so that no more than one is held.

    `add` tells what the next table is: carried on from the one before, whose grid then grows, or the beginning of
    another. A grid is whole once another table has begun or no page follows.
    """

    def __init__(self) -> None:
        self.held: Held | None = None

    def add(self, table: PageTable, between: Sequence[str]) -> list[Passage] | None:
        """The heading rows that came again, as furniture, where the table carries on the one before; else None.

        `between` are the words of the lines since the table before: those over a table that begins are its titles.
        """
        if self.held is not None and goes_on(self.held, table, between):
            return extend(self.held, table)
        self.held = held(table, between[-8:])
        return None


def joined_over_pages(tables: Sequence[tuple[PageTable, Sequence[str]]]) -> list[Grid]:
    """The grids of tables in reading order, each with the words of the lines between it and the one before."""
    joiner = Joiner()
    return [table.grid for table, between in tables if joiner.add(table, between) is None]
