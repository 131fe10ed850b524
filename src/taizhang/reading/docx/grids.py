"""Tables of Word as grids: cells by row and column, spans in both directions, headers, how far words are set in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.docx.book import Book
from taizhang.reading.docx.markup import Node, child, name_of, number, switched, value
from taizhang.reading.layout import GridCell, Run
from taizhang.reading.limits import MOST_COLUMNS, within

MOST_SPAN = 1_000  # columns that one cell may cover; Word makes 63 at most
CLOSED = frozenset({
    "w:del", "w:moveFrom", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:tblPrEx", "w:sdtPr", "w:p", "w:tbl",
})  # fmt: skip
LEADING = re.compile("[ \t\u00a0\u2002\u2003\u3000]+")
WIDTHS = {" ": 0.5, "\u00a0": 0.5, "\u2002": 0.5, "\u2003": 1.0, "\u3000": 1.0, "\t": 2.0}
LATIN = re.compile("[0-9A-Za-z]")
BREAKS = re.compile("[\t\n]+")


class Held(NamedTuple):
    """What a cell holds: its words, and how far they are set in, in characters."""

    runs: list[Run]
    indent: float


@dataclass(slots=True)
class Rows:
    """A table as it grows by rows. `read` gives what a cell holds."""

    book: Book
    read: Callable[[Node], Held]
    cells: list[GridCell] = field(default_factory=list)
    count: int = 0
    wide: int = 0
    _open: dict[int, GridCell] = field(default_factory=dict)
    _headed: bool = True

    def add(self, row: Node) -> None:
        """Add one row. Raises `FileHostile` where the table has far too many columns or places."""
        properties = child(row, "w:trPr")
        self._headed = self._headed and bool(switched(child(properties, "w:tblHeader")))
        column = _span(child(properties, "w:gridBefore"), 0)
        going: dict[int, GridCell] = {}
        last: GridCell | None = None
        for node in inside(row, "w:tc"):
            form = child(node, "w:tcPr")
            span = _span(child(form, "w:gridSpan"), 1)
            if last is not None and _continues(child(form, "w:hMerge")):
                self._widen(last, node, span)
            else:
                last = self._cell(node, form, column, span, going)
            column += span
            within(self.book.path, column, MOST_COLUMNS, "一张表的列", "columns in one table")
        self._open = going
        self._grow(column)

    def _grow(self, wide: int) -> None:
        """Count the places that the table covers with one more row, so many columns wide."""
        before = self.wide * self.count
        self.count += 1
        self.wide = max(self.wide, wide)
        self.book.count_places(self.wide * self.count - before)

    def _cell(self, node: Node, form: Node | None, column: int, span: int, going: dict[int, GridCell]) -> GridCell:
        """A cell of its own, or the one above that goes on."""
        held = self.read(node)
        merged = child(form, "w:vMerge")
        above = self._open.get(column)
        if merged is not None and _continues(merged) and above is not None:
            above.rows = self.count - above.row + 1
            if held.runs:  # Word shows them no more; there are none unless another program left them
                above.runs += [Run(" "), *held.runs]
            going[column] = above
            return above
        cell = GridCell(self.count, column, held.runs, columns=span, header=self._headed, indent=held.indent)
        if merged is not None:
            going[column] = cell
        self.cells.append(cell)
        return cell

    def _widen(self, cell: GridCell, node: Node, span: int) -> None:
        cell.columns += span
        cell.runs += self.read(node).runs


def inside(node: Node, name: str) -> Iterator[Node]:
    """The rows of a table or cells of a row, also those that stand in a wrapper (a control, a marked part)."""
    stack = list(reversed(list(node)))
    while stack:
        each = stack.pop()
        found = name_of(each)
        if found == name:
            yield each
        elif found not in CLOSED:
            stack += reversed(list(each))


def is_deleted(row: Node) -> bool:
    """Whether a row is deleted in tracked changes."""
    return child(row, "w:trPr", "w:del") is not None


def joined(paragraphs: list[list[Run]]) -> list[Run]:
    """The words of several paragraphs or lines in one cell as one; a blank only where two Latin words would meet.

    >>> "".join(run.text for run in joined([[Run("地区生产")], [Run("总值")], [Run("GDP")], [Run("2024")]]))
    '地区生产总值GDP 2024'
    """
    found: list[Run] = []
    for runs in paragraphs:
        for run in runs:
            parts = BREAKS.split(run.text)
            for at, text in enumerate(parts):
                if text:
                    if found and (at or run is runs[0]) and LATIN.match(found[-1].text[-1]) and LATIN.match(text):
                        found.append(run._replace(text=" ", note=None))
                    found.append(run._replace(text=text))
    return found


def set_in(runs: list[Run]) -> tuple[list[Run], float]:
    """The words without the blanks in front, and how wide these are, in characters.

    >>> runs, wide = set_in([Run("　　"), Run(" 其中：税收收入")])
    >>> runs[0].text, wide
    ('其中：税收收入', 2.5)
    """
    wide = 0.0
    for at, run in enumerate(runs):
        blank = LEADING.match(run.text)
        if blank is None:
            return runs[at:], wide
        wide += sum(WIDTHS[letter] for letter in blank[0])
        if rest := run.text[blank.end() :]:
            return [run._replace(text=rest), *runs[at + 1 :]], wide
    return [], 0.0


def _span(node: Node | None, usual: int) -> int:
    return min(max(number(node, default=usual) or usual, usual), MOST_SPAN)


def _continues(node: Node | None) -> bool:
    """Whether a merged cell goes on from the one before; one that is merged without saying how goes on."""
    return node is not None and (value(node) or "continue") != "restart"
