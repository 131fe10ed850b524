"""Tables of a page: which hold data and which only set the page, where each cell stands, what it says.

Pages made by hand, by Word and by Excel set their frames, their menus and the article itself into tables. Such a
table is looked through: what stands in it is read as if it were not there.
"""

import re
from collections.abc import Callable, Iterator

from taizhang.reading.furniture import SPACED
from taizhang.reading.html.breaks import glue
from taizhang.reading.html.paragraphs import MARGIN, Bit, Piece, printed, runs_of
from taizhang.reading.html.styles import hidden, leading, set_in
from taizhang.reading.html.tree import BLOCKS, CELLS, SECTIONS, Element, Text, walked
from taizhang.reading.layout import Grid, GridCell, Passage, Run
from taizhang.reading.limits import MOST_CELLS, MOST_COLUMNS, MOST_PARTS, within

Places = dict[str, tuple[int, bool]]
Reader = Callable[[Element], tuple[list[Piece], Places]]  # reads what stands in a cell

MOST_SPAN = 1_000  # columns: what browsers allow a cell to cover
MOST_ROWS = 65_534
LONG_CELL, PARTS, FEW = 400, 3, 12  # a cell that holds an article, its blocks, and how many cells a frame may have
NUMBER = re.compile(r"\s*(\d{1,9})")
LABEL = re.compile(rf"[\s\u3000]*(?:{SPACED})[\s\u3000]*[：:]?[\s\u3000]*")
PROPERTY = re.compile(rf"[\s\u3000]*(?:{SPACED})[\s\u3000]*[：:]")
ORDER = {"thead": 0, "tfoot": 2}


def sizes_of(root: Element) -> dict[Element, int]:
    """How many signs each table holds, those of the tables inside it too."""
    sizes: dict[Element, int] = {}
    begun: list[tuple[Element, int]] = []
    count = 0
    for event, node in walked(root):
        if isinstance(node, Text):
            count += len(node.words.strip())
        elif node.tag == "table":
            if event == "open":
                begun.append((node, count))
            elif begun:
                table, before = begun.pop()
                sizes[table] = count - before
    return sizes


def looked_through(table: Element, sizes: dict[Element, int]) -> bool:
    """Whether the table only sets the page: one column, one filled cell, an article in a cell, tables inside it."""
    if table.attributes.get("role", "").lower() in ("presentation", "none"):
        return True
    total, nested, filled, widest, longest, parts, heads = max(sizes.get(table, 0), 1), 0, 0, 0, 0, 0, False
    for row, _ in rows_of(table):
        cells = [cell for cell in row.elements() if cell.tag in CELLS]
        widest = max(widest, len(cells))
        for cell in cells:
            size, blocks, inner = _measured(cell, sizes)
            heads = heads or cell.tag == "th"
            nested += inner
            filled += size + inner > 0
            if size > longest:
                longest, parts = size, blocks
    if filled <= 1 or widest <= 1 or nested * 2 >= total:
        return True
    article = longest >= LONG_CELL and longest * 10 >= total * 6 and parts >= PARTS
    return article and filled <= FEW and not heads


def _measured(cell: Element, sizes: dict[Element, int]) -> tuple[int, int, int]:
    """How many signs a cell holds itself, in how many blocks, and how many the tables in it hold."""
    size, blocks, inner = 0, 0, 0
    inside = [cell]
    while inside:
        for child in inside.pop().children:
            if isinstance(child, Text):
                size += len(child.words.strip())
            elif child.tag == "table":
                inner += sizes.get(child, 0)
            else:
                blocks += child.tag in BLOCKS or child.tag == "br"
                inside.append(child)
    return size, blocks, inner


def rows_of(table: Element) -> Iterator[tuple[Element, Element]]:
    """The rows that are shown, as printed: head first, foot last; each with its section or the table."""
    sections = sorted(table.elements(), key=lambda child: ORDER.get(child.tag, 1))
    for child in sections:
        if child.tag == "tr" and not hidden(child):
            yield child, table
        elif child.tag in SECTIONS and not hidden(child):
            yield from ((row, child) for row in child.elements() if row.tag == "tr" and not hidden(row))


def pieces_of_table(table: Element, read: Reader, path: str, *, kept: bool = False) -> tuple[list[Piece], Places]:
    """What a table of data gives: caption and stray words as passages, then the grid; and the places inside.

    `read` reads a cell, `kept` tells that line ends count. Raises `FileHostile` beyond the limits of cells and columns.
    """
    maker = _Maker(read, path, kept=kept)
    before = [piece for child in _strays(table) for piece in maker.pieces(child)]
    grid = maker.grid(table)
    pieces = [Piece(passage, table) for passage in _properties(grid)]
    if not pieces and grid.cells:
        pieces = [Piece(grid, table, maker.linked)]
    places = {name: (len(before), begins) for name, (_, begins) in maker.places.items()}
    return before + pieces, places


def _strays(table: Element) -> Iterator[Element]:
    """The caption, and words that stand in the table but in no cell: browsers print them above it."""
    loose: list[Element | Text] = []
    for owner in (table, *(child for child in table.elements() if child.tag in SECTIONS)):
        rows = [child for child in owner.elements() if child.tag == "tr"]
        for holder in (owner, *rows):
            loose += [child for child in holder.children if _is_loose(child)]
    if loose:
        yield Element("div", {}, table.line, table, table.depth + 1, loose)


def _is_loose(child: Element | Text) -> bool:
    if isinstance(child, Text):
        return bool(child.words.strip(MARGIN + "\r\n"))
    return child.tag == "caption" or child.tag not in CELLS | SECTIONS | {"tr", "colgroup", "col"}


class _Maker:
    """Makes the grid of one table."""

    def __init__(self, read: Reader, path: str, *, kept: bool) -> None:
        self.read, self.path, self.kept = read, path, kept
        self.linked = 0
        self.width = 0  # columns in which a cell begins
        self.places: Places = {}

    def pieces(self, element: Element) -> list[Piece]:
        pieces, places = self.read(element)
        self.places.update(places)
        return [piece for piece in pieces if not piece.hidden]

    def grid(self, table: Element) -> Grid:
        rows = list(rows_of(table))
        left = _left_in_section(rows)
        busy: list[int] = []  # for each column the first row that is free
        cells: list[GridCell] = []
        covered = 0
        for index, (row, section) in enumerate(rows):
            column = 0
            for cell in row.elements():
                if cell.tag not in CELLS or hidden(cell):
                    continue
                start = column
                while column < len(busy) and busy[column] > index:
                    column += 1
                width = min(max(_number(cell, "colspan"), 1), MOST_SPAN)
                height = _height(cell, left[index])
                covered += column - start + width
                self.width = max(self.width, column + 1)
                within(self.path, covered, MOST_CELLS, "单元格", "cells")
                within(self.path, self.width, MOST_COLUMNS, "一张表的列", "columns in one table")
                busy += [0] * (column + width - len(busy))
                busy[column : column + width] = [index + height] * width
                made = self._cell(cell, index, column, height, width)
                if made is not None:
                    made.header = cell.tag == "th" or section.tag == "thead"
                    cells.append(made)
                    within(self.path, len(cells), MOST_PARTS, "单元格", "cells")
                column += width
        within(self.path, self.width * len(rows), MOST_CELLS, "行列围成的格子", "places between rows and columns")
        return Grid(_clipped(cells, self.width))

    def _cell(self, cell: Element, row: int, column: int, height: int, width: int) -> GridCell | None:
        runs, lead = self._runs(cell)
        if not runs:
            return None
        return GridCell(row, column, runs, height, width, indent=round(lead, 2))

    def _runs(self, cell: Element) -> tuple[list[Run], float]:
        """The words of a cell on one line, and how far they are set in."""
        children = cell.children
        if not children:
            return [], 0.0
        far = set_in(cell)
        if len(children) == 1 and isinstance(children[0], Text) and not self.kept:  # most are
            words = printed(children[0].words)
            kept = words.strip(MARGIN)
            return (runs_of([Bit(kept, children[0].line)]) if kept else []), far + leading(words.lstrip(" "))
        pieces = self.pieces(cell)
        runs: list[Run] = []
        for piece in pieces:
            self.linked += piece.linked
            if isinstance(piece.part, Passage):
                _append(runs, piece.part.runs)
        if pieces:
            far += pieces[0].lead + sum(set_in(each) for each in pieces[0].holder.ancestors() if _inside(each, cell))
        return runs, far


def _inside(element: Element, cell: Element) -> bool:
    return element.depth > cell.depth


def _append(runs: list[Run], more: list[Run]) -> None:
    """Put the next paragraph of a cell behind those before it."""
    if runs and more:
        last = runs[-1]
        runs[-1] = last._replace(text=last.text + glue(last.text, more[0].text))
    runs += more


def _left_in_section(rows: list[tuple[Element, Element]]) -> list[int]:
    """How many rows each row's section still has, itself counted: no cell reaches further down."""
    left = [1] * len(rows)
    for index in range(len(rows) - 2, -1, -1):
        if rows[index][1] is rows[index + 1][1]:
            left[index] = left[index + 1] + 1
    return left


def _height(cell: Element, left: int) -> int:
    """How many rows a cell covers; 0 means to the end of its section."""
    if "rowspan" not in cell.attributes:
        return 1
    asked = _number(cell, "rowspan", 1)
    return left if asked == 0 else max(min(asked, MOST_ROWS, left), 1)


def _number(element: Element, name: str, otherwise: int = 1) -> int:
    match = NUMBER.match(element.attributes.get(name, ""))
    return int(match[1]) if match else otherwise


def _clipped(cells: list[GridCell], wide: int) -> list[GridCell]:
    """Cells that reach to the right of every other cell's begin end there: a width of 1000 is an editor's error."""
    for cell in cells:
        cell.columns = max(min(cell.columns, wide - cell.column), 1)
    return cells


def _properties(grid: Grid) -> list[Passage]:
    """The lines of a table that holds the properties of a document (索引号, 发文机关), empty for any other."""
    labelled = sum(
        LABEL.fullmatch(cell.text) is not None or PROPERTY.match(cell.text) is not None for cell in grid.cells
    )
    if labelled < 2 or labelled * 3 < len(grid.cells):
        return []
    lines: list[Passage] = []
    waiting: list[Run] = []
    for row in grid.rows():
        for cell in row:
            if waiting:
                lines.append(Passage(waiting + ([] if LABEL.fullmatch(cell.text) else cell.runs)))
                waiting = []
                if not LABEL.fullmatch(cell.text):
                    continue
            if LABEL.fullmatch(cell.text):
                waiting = _with_colon(cell.runs)
            else:
                lines.append(Passage(cell.runs))
        if waiting:
            lines.append(Passage(waiting))
            waiting = []
    return lines


def _with_colon(runs: list[Run]) -> list[Run]:
    """A label with its colon; the sign is what a reader sees in the line between the two cells."""
    last = runs[-1]
    colon = "" if last.text.rstrip(MARGIN).endswith(("：", ":")) else "："
    return [*runs[:-1], last._replace(text=last.text.rstrip(MARGIN) + colon)] if colon else runs
