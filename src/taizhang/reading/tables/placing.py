"""A draft becomes a table: each piece a cell with its row, column and headings, spans of merged cells worked out."""

import re
from collections.abc import Iterator

from taizhang.model import Cell, ColumnRole, Span, Table
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.heads import Headings
from taizhang.reading.tables.names import Ancestry, named
from taizhang.reading.tables.pieces import Piece
from taizhang.reading.tables.spreading import spread
from taizhang.reading.tables.targets import targets_of
from taizhang.reading.tables.words import stub_role

# 表2 and 2025年 run together where blanks are dropped.
_NUMBER_AND_YEAR = re.compile(r"^((?:附?表|附件)[0-9]{1,2}?)((?:19|20)[0-9]{2}年)")


_USUAL: dict[ColumnRole, str] = {
    "ordinal": "序号",
    "name": "指标",
    "unit": "单位",
    "attribute": "属性",
    "note": "备注",
    "data": "",
}


def placed(draft: Draft, number: int, text: str) -> Table:
    """The table of a draft."""
    placing = _Placing(draft, text)
    cells = tuple(sorted([*placing.heads(), *placing.body()], key=lambda cell: (cell.row, cell.column)))
    span = Span(*draft.span())
    title = _NUMBER_AND_YEAR.sub(r"\1 \2", draft.title.text) if draft.title else None
    table = Table(number, title, draft.unit, span, cells)
    return Table(number, title, draft.unit, span, cells, targets_of(draft, table))


class _Placing:
    """Rows and columns of one draft."""

    def __init__(self, draft: Draft, text: str) -> None:
        self.draft, self.text = draft, text
        self.levels = max((len(heads) for heads in draft.columns), default=0) if draft.heads else 0
        stubs = draft.stubs if "name" in draft.stubs else ["name", *draft.stubs]
        before = stubs.index("data") if "data" in stubs else len(stubs)
        self.first = before
        after = [role for role in stubs[before:] if role != "data"]
        self.at: dict[ColumnRole, int] = {role: c for c, role in enumerate(stubs[:before])}
        for c, role in enumerate(after):
            self.at.setdefault(role, before + len(draft.columns) + c)

    def heads(self) -> Iterator[Cell]:
        taken: set[tuple[int, int]] = set()
        for piece in self.draft.heads:
            role = stub_role(piece.text)
            if role != "data":
                yield self._cell(piece, 0, self.at.get(role, 0), rows=max(self.levels, 1), header=True)
                continue
            level, column, columns = self._head_place(piece.text, taken)
            yield self._cell(piece, level, self.first + column, columns=columns, header=True)

    def _stub(self, role: ColumnRole) -> Headings:
        printed = next((head.text for head in self.draft.heads if stub_role(head.text) == role), None)
        return (printed or _USUAL[role],)

    def _head_place(self, words: str, taken: set[tuple[int, int]]) -> tuple[int, int, int]:
        for level in range(self.levels):
            for c, heads in enumerate(self.draft.columns):
                if level < len(heads) and heads[level] == words and (level, c) not in taken:
                    prefix = heads[: level + 1]
                    size = 1
                    while c + size < len(self.draft.columns) and self.draft.columns[c + size][: level + 1] == prefix:
                        size += 1
                    size = size if level + 1 < self.levels else 1
                    taken.update((level, c + i) for i in range(size))
                    return level, c, size
        return 0, 0, 1

    def body(self) -> Iterator[Cell]:
        ancestry = Ancestry()
        at = max(self.levels, 1 if self.draft.heads else 0)
        for row in self.draft.rows:
            for group in row.groups:
                ancestry.place(named(group.text))
                yield self._cell(group, at, self.at.get("name", 0), header=True)
                at += 1
            yield from self._row(row, at, ancestry)
            at += 1

    def _row(self, row: Row, at: int, ancestry: Ancestry) -> Iterator[Cell]:
        heads: tuple[str, ...] = ()
        if row.name is not None:
            name = named(row.name.text)
            heads = (*ancestry.place(name), name.words)
            yield self._cell(row.name, at, self.at.get("name", 0), header=True)
        if row.unit is not None:
            yield self._cell(
                row.unit, at, self.at.get("unit", self.first), row_heads=heads, column_heads=self._stub("unit")
            )
        for role, piece in row.others:
            yield self._cell(piece, at, self.at.get(role, 0), row_heads=heads, column_heads=self._stub(role))
        for piece, column, columns in spread(row.data, self.draft.columns).cells:
            over = self.draft.columns[column] if column < len(self.draft.columns) else ()
            over = over[:1] if columns > 1 else over
            yield self._cell(piece, at, self.first + column, columns=columns, row_heads=heads, column_heads=over)

    def _cell(
        self,
        piece: Piece,
        row: int,
        column: int,
        *,
        rows: int = 1,
        columns: int = 1,
        header: bool = False,
        row_heads: tuple[str, ...] = (),
        column_heads: tuple[str, ...] = (),
    ) -> Cell:
        span = Span(piece.start, piece.end)
        return Cell(row, column, span, span.of(self.text), header, row_heads, column_heads, rows, columns)
