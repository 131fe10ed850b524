"""What a reader makes of a file: the text unchanged, its mended view, and its structure."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from taizhang.errors import Words
from taizhang.model.span import Span

BlockKind = Literal["paragraph", "heading", "cell", "note", "furniture"]
SectionStatus = Literal["actual", "target", "other"]
ColumnRole = Literal["ordinal", "name", "unit", "attribute", "note", "data"]
DocumentKind = Literal[
    "execution_and_draft_plan",
    "issued_plan",
    "progress_report",
    "work_report",
    "communique",
    "budget_report",
    "final_account",
    "table",
    "other",
]


@dataclass(frozen=True, slots=True)
class View:
    """The text as it reads once mended, with the way back to the document's own offsets.

    Hard wraps inside a paragraph, blanks inside numbers and between Chinese characters, Markdown marks and HTML
    entities are gone, full-width digits, letters and per cent signs are half-width. A paragraph stands on one line.
    The view is a list of runs: run `i` begins at view offset `starts[i]` and copies the document from `origins[i]`
    on, character by character; `starts` is ascending and begins with 0.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The document offset of the view's character at `offset`."""
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + offset - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """The document span of the view's characters from `start` to `end` (exclusive)."""
        if end <= start:
            at = self.origin(start)
            return Span(at, at)
        run = bisect_right(self.starts, start) - 1
        moved = self.origins[run] - self.starts[run]
        if run + 1 < len(self.starts) and self.starts[run + 1] < end:
            return Span(start + moved, self.origin(end - 1) + 1)
        return Span(start + moved, end + moved)

    def index(self, offset: int) -> int:
        """The view offset of the first kept character at or after `offset` of the document."""
        run = max(bisect_right(self.origins, offset) - 1, 0)
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(max(self.starts[run] + offset - self.origins[run], 0), end)


class Source(NamedTuple):
    """Where a stretch of a document's text stands in its file; what the format does not have is None.

    `page` counts from 1, as a viewer shows it; `box` is left, top, right, bottom in points from the upper left corner
    of the page. `paragraph` and `run` count from 0 through the body of a Word file. `sheet` and `cell` (B7) are those
    of a workbook, `row` and `line` of a text from 1.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    run: int | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The way from the text back to the file: from offset `starts[i]` on, the text stands at `places[i]`."""

    starts: tuple[int, ...] = ()
    places: tuple[Source, ...] = ()

    def at(self, offset: int) -> Source | None:
        """Where the character at `offset` stands; None in plain text, whose offsets are the file's own."""
        index = bisect_right(self.starts, offset) - 1
        return self.places[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its mark as printed, where the mark stands in the text, and the note's own words.

    `at` is None where no mark was found for the note.
    """

    mark: str
    at: Span | None
    body: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order. Furniture is navigation, headers, page numbers, counters."""

    kind: BlockKind
    span: Span
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or numbered item and all that stands under it, down to the next of its level or above.

    `level` 1 一、 2 （一） 3 一是 or a named item, 4 a named item inside 一是; 0 is a paragraph without a heading
    that is neither result nor task (shortcomings, overall requirement, closing) and cuts no section. `mark` is
    as printed, empty for a named item; `path` is the marks from the top, such as 一、（一）一是. `status` is what a
    number in it speaks of unless its clause says otherwise: actual or target.
    """

    level: int
    mark: str
    title: str
    span: Span
    status: SectionStatus
    path: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: 0-based row and column of its upper left corner, the words, and what heads it.

    `row_headings` and `column_headings` are the header texts that apply to it, outermost first; both are empty
    for a header cell (`header` true). `page` is None where the format has none; `role` is what the column holds
    where that is known otherwise than by its heading.
    """

    row: int
    column: int
    span: Span
    text: str
    header: bool = False
    row_headings: tuple[str, ...] = ()
    column_headings: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    page: int | None = None
    role: ColumnRole | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row of a target annex: an indicator's result and target, each as value and growth, as printed."""

    name: str
    unit: str | None
    actual_value: str | None
    actual_growth: str | None
    planned_value: str | None
    planned_growth: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text: its number in the document from 1, title, unit printed above it, and cells by row.

    `exact` where the file itself tells rows and columns (cells of a Word file, ruled lines of a page, a sheet);
    otherwise they were worked out from how the words stand.
    """

    number: int
    title: str | None
    unit: str | None
    span: Span
    cells: tuple[Cell, ...]
    targets: tuple[TargetRow, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. Dates are ISO; periods as in Fact.period; what is not printed is None."""

    title: str | None = None
    notice_title: str | None = None
    kind: DocumentKind = "other"
    region: str | None = None
    region_code: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    date_issued: str | None = None
    date_written: str | None = None
    date_published: str | None = None
    reviewed_period: str | None = None
    planned_period: str | None = None
    addressees: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    approval: str | None = None
    secrecy: str | None = None
    openness: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    r"""A file as read.

    `text` of a text file is the decoded file unchanged (newlines as \n, BOM dropped), of any other format the text as
    its reader laid it out: a paragraph a line, a row of a table a line with tabs between its cells. `sources` leads
    from there back to page, run or cell. `cautions` are what a person should know of how it was read (pages that were
    recognised from pictures, parts left out), Chinese and English.
    """

    path: str
    sha256: str
    format: str
    text: str
    view: View = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    outline: tuple[Section, ...] = field(repr=False)
    tables: tuple[Table, ...] = field(repr=False)
    metadata: Metadata
    sources: Sources = field(default=Sources(), repr=False)
    notes: tuple[Note, ...] = field(default=(), repr=False)
    cautions: tuple[Words, ...] = ()
