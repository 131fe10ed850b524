"""What a reader of any format but plain text makes of a file, before it becomes a Document.

A reader's whole work is to put what it finds in reading order: passages (paragraphs, headings, notes, and the furniture
of the page) and grids (tables whose cells the file itself tells). Offsets, the view, outline, tables, metadata and the
way back to the file are worked out from that in one place (`assembling`), the same for every format.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from taizhang.errors import Words
from taizhang.model import Source

PassageKind = Literal["paragraph", "heading", "note", "furniture"]


class Run(NamedTuple):
    """Words that stand together in one place of the file. `note` is the key of the note whose mark these words are."""

    text: str
    source: Source = Source()
    note: str | None = None


@dataclass(slots=True)
class Passage:
    """One paragraph, heading, note or piece of furniture, whole: what wraps and pages broke is joined again.

    `level` is that of a heading, from 1, where the file tells it. `note` is the key of a note's own mark: runs that
    bear the same key are where it is called; the words begin with the mark where it is printed.
    Furniture that interrupts a paragraph (a page number between two pages) comes behind it.
    """

    runs: list[Run]
    kind: PassageKind = "paragraph"
    level: int | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class GridCell:
    """One cell of a grid: 0-based row and column of its upper left corner, how many rows and columns it covers.

    `indent` is how far its words are set in, in Chinese characters. A cell that is empty may be given or left out.
    """

    row: int
    column: int
    runs: list[Run]
    rows: int = 1
    columns: int = 1
    header: bool = False
    indent: float = 0.0
    page: int | None = None

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Grid:
    """A table as the file tells it: cells by row and column, over as many pages as it runs.

    Title, unit line and notes may stand inside as rows of merged cells or outside as passages: that is told apart
    later. `exact` where rows and columns are the file's own, not guessed from how the words stand.
    """

    cells: list[GridCell]
    exact: bool = True
    page: int | None = None

    def rows(self) -> Iterator[list[GridCell]]:
        """The cells that begin in each row, by column; rows without any are passed over."""
        held: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            held.setdefault(cell.row, []).append(cell)
        for row in sorted(held):
            yield sorted(held[row], key=lambda cell: cell.column)


Part = Passage | Grid


@dataclass(slots=True)
class Layout:
    """A file laid out: its parts in reading order.

    `wrapped` where the words are as somebody typed them: paragraphs may still be broken by hard line ends, menus and
    page numbers may stand among them, tables may be made of tabs and blanks. A reader that has seen the page knows.
    """

    format: str
    parts: list[Part] = field(default_factory=list)
    wrapped: bool = True
    cautions: list[Words] = field(default_factory=list)


def plain(text: str, source: Source | None = None, kind: PassageKind = "paragraph") -> Passage:
    """A passage of one run.

    >>> plain("全年完成524亿元。").text
    '全年完成524亿元。'
    """
    return Passage([Run(text, source or Source())], kind)


def words_of(parts: Iterable[Part]) -> str:
    """All words of the parts, a passage or a row of a grid a line: for tests and for a look at what was laid out."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Passage):
            lines.append(part.text)
        else:
            lines += ["\t".join(cell.text for cell in row) for row in part.rows()]
    return "\n".join(lines)
