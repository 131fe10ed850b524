"""A layout becomes a Document: its words in one text, tables placed in it, view, outline and metadata worked out."""

import re
from bisect import bisect_right
from dataclasses import replace
from hashlib import sha256

from taizhang.errors import NothingReadable, Words
from taizhang.model import Block, Document, Note, Source, Sources, Span, Table
from taizhang.reading.blocks import HEADING
from taizhang.reading.contents import without_contents
from taizhang.reading.front import LENGTH, Front, front_of
from taizhang.reading.furniture import furniture_of, is_contents
from taizhang.reading.grids import Read, read_grid, table_of
from taizhang.reading.layout import Grid, GridCell, Layout, Passage, Run
from taizhang.reading.limits import MOST_PARTS, within
from taizhang.reading.lines import lines_of
from taizhang.reading.mend import mended
from taizhang.reading.metadata import described
from taizhang.reading.outline import outlined
from taizhang.reading.tables import tabled
from taizhang.reading.tables.columns import title_year

# Whatever a program may print as the end of a line or a cell is a blank inside a passage.
_BREAKS = re.compile("[\n\r\t\f\v\x1c-\x1f\x85\u2028\u2029]")
# What stands below a table and belongs to it: 注：…, and what goes on from there with ② or 2.
_NOTE = re.compile(
    r"(?:附?注|备注|说明|数据来源|资料来源)[0-9一二三四五六七八九十]{0,2}[:：.、]|[①-⑳]|[*＊※]|[0-9]{1,2}[.．、](?![0-9])"
)
_PLANS = re.compile("计划|预算|目标|预期|草案|规划")
_DONE = re.compile("执行|决算|完成|实绩")
_NAMES_FILE = re.compile("(?:19|20)[0-9]{2}年.*(?:预算|决算|债务|债券|计划|目标|指标|公开|情况|报表|表)")
MOST_SENTENCES, MOST_LINES, LONGEST_TITLE = 3, 12, 50
_BODY = re.compile(r"\S")


def assembled(layout: Layout, data: bytes, path: str) -> Document:
    """The document of a file whose content is `data`. Raises `NothingReadable` where the layout has no words."""
    count = sum(1 if isinstance(part, Passage) else len(part.cells) for part in layout.parts)
    within(path, count, MOST_PARTS, "段落和单元格", "paragraphs and cells")
    laid = _Laid()
    for part in without_contents(layout).parts:
        laid.add(part)
    text = laid.text()
    if not _BODY.search(text):
        raise NothingReadable(path=path, detail=Words("没有一个字", "not a word"))
    tables = laid.tables(text, wrapped=layout.wrapped)
    blocks = laid.blocks(text, told=not layout.wrapped)
    inside = tuple(table.span for table in tables)
    view = mended(text, blocks, inside, wrapped=layout.wrapped, left_out=laid.marks())
    front = _front(_head(text, blocks), text, tables)
    noted = (block.span for block in blocks if block.kind == "note")
    outline = outlined(view, text, front, sorted([*inside, *noted]))
    return Document(
        path=path,
        sha256=sha256(data).hexdigest(),
        format=layout.format,
        text=text,
        view=view,
        blocks=blocks,
        outline=outline,
        tables=tables,
        metadata=described(view, text, front, outline),
        sources=Sources(tuple(laid.starts), tuple(laid.places)),
        notes=laid.notes(text),
        cautions=tuple(layout.cautions),
    )


def _head(text: str, blocks: tuple[Block, ...]) -> str:
    """The first lines of the text without menus, headers, page numbers and tables: what of a file's head is its own."""
    kept, size = [], 0
    for block in blocks:
        if size > LENGTH:
            break
        if block.kind not in ("furniture", "cell"):
            kept.append(block.span.of(text))
            size += len(kept[-1]) + 1
    return "\n".join(kept)


def _front(head: str, text: str, tables: tuple[Table, ...]) -> Front:
    """What the head tells; where it names no title, that of a file of tables is the first line that dates it, else the
    title of the first table.
    """
    front = front_of(head)
    stops = sum(text.count("。", *table.span) for table in tables)
    if front.titles.title is not None or not tables or text.count("。") > stops + MOST_SENTENCES:
        return front
    lines = [line.strip() for line in head.split("\n")[:MOST_LINES]]
    title = next((line for line in lines if _NAMES_FILE.search(line) and len(line) <= LONGEST_TITLE), None)
    title = title or next((table.title for table in tables if table.title), None)
    year = title_year(title)
    if title is None:
        return front
    plans = _PLANS.search(title) is not None and not _DONE.search(title)
    reviewed = year and (year - 1 if plans else year)
    kind = "table" if front.kind == "other" else front.kind
    titles = replace(front.titles, title=title)
    return replace(front, titles=titles, kind=kind, reviewed=reviewed, planned=year if plans else None)


class _Laid:
    """The text as it grows, a part after the other, with what stands where."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self.starts: list[int] = []
        self.places: list[Source] = []
        self._passages: list[tuple[Passage, Span]] = []
        self._spans: dict[int, Span] = {}
        self._cells: list[tuple[GridCell, Span]] = []
        self._reads: list[Read] = []
        self._called: dict[str, Span] = {}
        self._below_table = False

    def add(self, part: Passage | Grid) -> None:
        """Lay out one part behind the others."""
        if isinstance(part, Passage):
            self._add_passage(part)
        else:
            self._add_grid(part)

    def text(self) -> str:
        """All that was laid out."""
        return "".join(self._pieces)

    def _write(self, runs: list[Run]) -> Span:
        """Write the runs, blanks at both ends left away, and remember where each stands in the file."""
        words = [_BREAKS.sub(" ", run.text) for run in runs]
        whole = "".join(words)
        lead = len(whole) - len(whole.lstrip())
        end = len(whole.rstrip())
        start, at = self._size, 0
        for run, text in zip(runs, words, strict=True):
            first, last = max(at, lead), min(at + len(text), end)
            if first < last:
                self._place(start + first - lead, run.source)
                if run.note is not None:
                    self._called.setdefault(run.note, Span(start + first - lead, start + last - lead))
            at += len(text)
        self._append(whole[lead:end])
        return Span(start, self._size)

    def _place(self, at: int, source: Source) -> None:
        if not self.places or self.places[-1] != source:
            self.starts.append(at)
            self.places.append(source)

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._size += len(words)

    def _add_passage(self, passage: Passage) -> None:
        if passage.kind != "furniture":
            noting = self._below_table and _NOTE.match(passage.text.strip()) is not None
            passage = replace(passage, kind="note") if noting and passage.kind == "paragraph" else passage
            self._below_table = noting
        span = self._write(passage.runs)
        if span.start < span.end:
            self._append("\n")
            self._passages.append((passage, span))

    def _add_grid(self, grid: Grid) -> None:
        above = [passage for passage, _ in self._passages[-5:]]
        for read in read_grid(grid, above):
            for row in read.bands.captions:
                self._add_words(read, row)
            if read.sound:
                self._reads.append(read)
                for row in (*read.bands.heads, *read.bands.body):
                    self._add_row(read, row)
            else:
                for row in (*read.bands.heads, *read.bands.body):
                    self._add_words(read, row)
            self._below_table = read.sound
            for row in read.bands.notes:
                self._add_words(read, row)

    def _add_words(self, read: Read, row: int) -> None:
        """A row that is no part of a table: each cell a paragraph."""
        for cell in read.matrix.begun(row):
            self._add_passage(Passage(cell.runs))

    def _add_row(self, read: Read, row: int) -> None:
        """A row of a table: a line, with tabs between its cells, empty ones included."""
        matrix = read.matrix
        begun = False
        for column in range(matrix.first, matrix.width):
            cell = matrix.at(row, column)
            if column > matrix.first:
                self._append("\t")
            if cell is None or (cell.row, cell.column) != (row, column) or not matrix.text(cell):
                continue
            span = self._write(cell.runs)
            self._spans[id(cell)] = span
            self._cells.append((cell, span))
            begun = True
        if begun or matrix.width:
            self._append("\n")

    def tables(self, text: str, *, wrapped: bool) -> tuple[Table, ...]:
        """The tables in order: those of grids, and where the format may hide some in words, those found in them."""
        found = [table_of(read, 0, self._spans, text) for read in self._reads]
        if wrapped:
            found += _in_words(text, found)
        found.sort(key=lambda table: table.span)
        return tuple(replace(table, number=number) for number, table in enumerate(found, 1))

    def blocks(self, text: str, *, told: bool) -> tuple[Block, ...]:
        """The blocks in order: furniture as the reader told it, else what the words themselves show to be such."""
        found = [Block("cell", span, cell.page) for cell, span in self._cells]
        away = {
            span.start for passage, span in self._passages if passage.kind == "furniture" or is_contents(passage.text)
        }
        if not told:
            lines = lines_of(text)
            away |= {lines[i].start for i in furniture_of(lines)}
        for passage, span in self._passages:
            kind = "furniture" if span.start in away else passage.kind
            if kind == "paragraph" and HEADING.match(text, span.start, span.end):
                kind = "heading"
            found.append(Block(kind, span, self._page(span.start)))
        return tuple(sorted(found, key=lambda block: block.span))

    def _page(self, at: int) -> int | None:
        index = bisect_right(self.starts, at) - 1
        return self.places[index].page if index >= 0 else None

    def marks(self) -> tuple[Span, ...]:
        """Where marks of notes stand in the text."""
        return tuple(sorted(self._called.values()))

    def notes(self, text: str) -> tuple[Note, ...]:
        """The notes with the marks that call them."""
        keyed = [(passage.note, span) for passage, span in self._passages if passage.note is not None]
        called = [(key, self._called.get(key), span) for key, span in keyed]
        return tuple(Note(at.of(text) if at else key, at, span) for key, at, span in called)


def _in_words(text: str, known: list[Table]) -> list[Table]:
    """Tables that stand in the words between the known ones, told by tabs, bars or blanks."""
    pieces, at = [], 0
    for table in sorted(known, key=lambda table: table.span):
        pieces += [text[at : table.span.start], "。" * (table.span.end - table.span.start)]
        at = table.span.end
    hidden = "".join([*pieces, text[at:]])
    return list(tabled(hidden, ()))
