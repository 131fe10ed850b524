"""A table of a grid becomes a Table: each cell with its span, and the headings that apply to it."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from taizhang.model import Cell, ColumnRole, Span, Table
from taizhang.reading.grids.lineage import FINE_STEP, STEP, Lineage
from taizhang.reading.grids.reading import Read
from taizhang.reading.grids.roles import heading_over
from taizhang.reading.layout import GridCell
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.heads import Headings
from taizhang.reading.tables.names import PLAIN, named
from taizhang.reading.tables.pieces import Piece
from taizhang.reading.tables.targets import targets_of

_ACCOUNTS = re.compile(
    "预算|决算|转移支付|债务|债券|收支"
)  # tables of accounts have plans too, but are no annex of targets
_ROW_NUMBER = re.compile(r"[栏行]次|序号?|编号|NO\.?|No\.?|№")  # counts rows, and is no part of their code
CellSpans = Mapping[int, Span]  # of each cell, by its id


def table_of(read: Read, number: int, spans: CellSpans, text: str) -> Table:
    """The table with its cells placed in `text`; rows and columns are those of the grid."""
    cells = tuple(sorted(_Tabling(read, spans, text).cells(), key=lambda cell: (cell.row, cell.column)))
    span = Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))
    caption = read.caption
    table = Table(number, caption.title, caption.unit, span, cells, exact=read.matrix.grid.exact)
    targets = () if _ACCOUNTS.search(caption.title or "") else targets_of(draft_of(table), table)
    return Table(number, caption.title, caption.unit, span, cells, targets, read.matrix.grid.exact)


class _Tabling:
    """The cells of one table."""

    def __init__(self, read: Read, spans: CellSpans, text: str) -> None:
        self.read, self.spans, self.text, self.matrix = read, spans, text, read.matrix
        self.heads = {column: tuple(heading_over(self.matrix, column, read.bands.heads)) for column in read.roles}
        measured = any(run.source.box is not None for cell in self.matrix.grid.cells[:1] for run in cell.runs[:1])
        self.step = FINE_STEP if measured else STEP
        self.panels: dict[int, list[int]] = {}
        for column, role in read.roles.items():
            self.panels.setdefault(role.panel, []).append(column)

    def cells(self) -> Iterator[Cell]:
        """All cells with words, and the empty ones among the values left out."""
        for row in self.read.bands.heads:
            for cell in self.matrix.begun(row):
                yield self._cell(cell, header=True)
        for panel in self.panels.values():
            yield from self._panel(panel)

    def _panel(self, columns: list[int]) -> Iterator[Cell]:
        names = [column for column in columns if self.read.roles[column].kind == "name"]
        paths, details = self._paths(names, columns)
        done: set[int] = set()
        for row in self.read.bands.body:
            for column in columns:
                cell = self.matrix.at(row, column)
                if cell is None or cell.row != row or id(cell) in done or not self.matrix.text(cell):
                    continue
                done.add(id(cell))
                if cell is details.get(row) or any(c in names for c in range(column, column + cell.columns)):
                    yield self._cell(cell, header=True)
                    continue
                over = [paths[r] for r in range(row, row + cell.rows) if r in paths]
                yield self._body_cell(cell, column, over[0] if len(over) == 1 else _shared(over))

    def _paths(self, names: list[int], columns: list[int]) -> tuple[dict[int, Headings], dict[int, GridCell]]:
        """The headings of each row, and the cells that name rows in place of an empty name."""
        lineage = Lineage(set_in=self._set_in(names), step=self.step)
        paths: dict[int, Headings] = {}
        details: dict[int, GridCell] = {}
        open_: Headings = ()
        last: GridCell | None = None
        for row in self.read.bands.body:
            name = self._name(row, names)
            if name is not None:
                open_ = open_ if name is last else self._path(name, row, names, lineage, columns)
                paths[row] = open_
            elif (detail := self._detail(row, columns)) is not None:
                details[row] = detail
                paths[row] = (*open_, self.matrix.text(detail))
            else:
                paths[row] = ()
            last = name
        return paths, details

    def _body_cell(self, cell: GridCell, column: int, path: Headings) -> Cell:
        over = self.heads[column]
        if cell.columns > 1:
            over = _shared([self.heads.get(c, ()) for c in range(column, column + cell.columns)]) or over[:1]
        return self._cell(cell, path=path, over=over, role=self.read.roles[column].kind)

    def _name(self, row: int, names: list[int]) -> GridCell | None:
        """The innermost name of a row."""
        for column in reversed(names):
            cell = self.matrix.at(row, column)
            if cell is not None and self.matrix.text(cell) and self.matrix.kind(cell) != "dash":
                return cell
        return None

    def _detail(self, row: int, columns: list[int]) -> GridCell | None:
        """What names a row whose own name is empty: its words in a column of notes, under the last row that has one."""
        for column in columns:
            cell = self.matrix.at(row, column)
            if cell is not None and self.read.roles[column].kind == "note" and self.matrix.kind(cell) == "text":
                return cell
        return None

    def _path(
        self, name: GridCell, row: int, names: list[int], lineage: Lineage, columns: list[int]
    ) -> tuple[str, ...]:
        """The headings of a row: groups left of the name, the rows it stands under, its own name."""
        groups: list[str] = []
        for column in names:
            cell = self.matrix.at(row, column)
            if cell is name or cell is None:
                break
            words = named(self.matrix.text(cell)).words
            if words and words not in groups and self.matrix.kind(cell) != "dash":
                groups.append(words)
        own = named(self.matrix.text(name))
        above = lineage.place(own, name.indent, self._code(row, columns))
        return (*groups, *(words for words in above if words not in groups), own.words)

    def _code(self, row: int, columns: list[int]) -> str:
        """The code of a row (201, 20101, 2010102), by which it stands under another."""
        code = ""
        for column in columns:
            if self.read.roles[column].kind != "ordinal" or _ROW_NUMBER.fullmatch("".join(self.heads[column][-1:])):
                continue
            cell = self.matrix.at(row, column)
            words = self.matrix.text(cell) if cell is not None else ""
            code = code + words if words.isdigit() and (len(words) > 1 or code) else code
        return code if len(code) > 2 else ""

    def _set_in(self, names: list[int]) -> bool:
        """Whether rows without marks are set in under marked ones: most that follow one at once are."""
        rows = [cell for row in self.read.bands.body if (cell := self._name(row, names)) is not None]
        levels = [named(self.matrix.text(cell)).level for cell in rows]
        pairs = [
            lower.indent > upper.indent + self.step
            for upper, lower, above, below in zip(rows, rows[1:], levels, levels[1:], strict=False)
            if above < PLAIN == below
        ]
        if pairs:
            return sum(pairs) * 2 >= len(pairs)
        return any(b.indent > a.indent + self.step for a, b in pairwise(rows))

    def _cell(
        self,
        cell: GridCell,
        *,
        header: bool = False,
        path: tuple[str, ...] = (),
        over: tuple[str, ...] = (),
        role: ColumnRole | None = None,
    ) -> Cell:
        span = self.spans[id(cell)]
        words = span.of(self.text)
        return Cell(cell.row, cell.column, span, words, header, path, over, cell.rows, cell.columns, cell.page, role)


def _shared(headings: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The upper headings that several columns have in common."""
    shared: list[str] = []
    for level in zip(*headings, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)


def draft_of(table: Table) -> Draft:
    """The table as a draft, for what is worked out from drafts: rows with name, unit and data by column."""
    body = [cell for cell in table.cells if not cell.header]
    data = [cell for cell in body if cell.role == "data"]
    columns = sorted({cell.column for cell in data if cell.columns == 1})
    place_of = {column: place for place, column in enumerate(columns)}
    heads = {cell.column: cell.column_headings for cell in reversed(data) if cell.columns == 1}
    rows: dict[int, Row] = {}
    for cell in table.cells:
        row = rows.setdefault(cell.row, Row(data=[None] * len(columns)))
        piece = Piece(cell.span.start, cell.span.end, cell.text, "text", cell.row)
        if cell.header:
            row.name = piece
        elif cell.role == "unit":
            row.unit = piece
        elif cell.column in place_of:
            row.data[place_of[cell.column]] = piece
    first = min((cell.row for cell in body), default=0)
    kept = [row for at, row in sorted(rows.items()) if at >= first and row.name is not None]
    return Draft(None, table.unit, [], [], [heads[column] for column in columns], [*_grouped(kept)])


def _grouped(rows: list[Row]) -> Iterator[Row]:
    """The rows; one that has a name only is a group of its own."""
    for row in rows:
        if row.name is not None and not any(row.data):
            yield Row(groups=[row.name])
        else:
            yield row
