"""Pages laid out: their tables as grids, the rest as passages, in the order in which they are read.

Pages come one by one and are let go once laid out; no more than five are held, for what furniture is shows only where
pages are compared.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from taizhang.reading.layout import Grid, Layout, Passage, Run
from taizhang.reading.pages.celled import PageTable
from taizhang.reading.pages.columns import in_columns
from taizhang.reading.pages.lines import line_of, lines_of, parts_of
from taizhang.reading.pages.margins import Sheet, sheet_of, with_furniture
from taizhang.reading.pages.notes import NOTE, foot_of, marks_in, plain_mark
from taizhang.reading.pages.page import Box, Glyph, Page, TextLine
from taizhang.reading.pages.paragraphs import Paragraphs, Placed, passage_of
from taizhang.reading.pages.places import source_of
from taizhang.reading.pages.recognised import evened
from taizhang.reading.pages.setting import Setting, setting_of
from taizhang.reading.pages.spanning import Joiner
from taizhang.reading.pages.tables import tables_on

CELL_MARK = re.compile(r"(?P<words>.*[^\s\d])(?P<mark>[\[［〔【]\d{1,3}[\]］〕】])")

__all__ = ["lay_out"]


def lay_out(pages: Iterable[Page], format: str) -> Layout:  # noqa: A002 - the field of the layout it fills
    """The pages, in order, as passages and grids.

    >>> lay_out([], "pdf").parts
    []
    """
    laying = _Laying()
    held: dict[int, list[PageTable]] = {}
    for sheet, furniture in with_furniture(_sheets(pages, held)):
        laying.take(sheet, furniture, held.pop(sheet.page.number))
    return Layout(format, laying.done(), wrapped=False)


def _sheets(pages: Iterable[Page], held: dict[int, list[PageTable]]) -> Iterator[Sheet]:
    """The pages in lines; their tables are put into `held` under the number of the page."""
    for page in pages:
        tables = tables_on(page)
        held[page.number] = tables
        boxes = [table.box for table in tables]
        rest = _outside(page.glyphs, boxes)
        if page.recognised:
            rest = evened(rest)
        yield sheet_of(page, lines_of(rest), boxes)


def _outside(glyphs: Sequence[Glyph], boxes: Sequence[Box]) -> list[Glyph]:
    """The signs whose middle lies in none of the boxes."""
    if not boxes:
        return list(glyphs)
    found: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if not any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes):
            found.append(glyph)
    return found


class _Laying:
    """The layout as it grows page by page."""

    def __init__(self) -> None:
        self._text = Paragraphs()
        self._joiner = Joiner()
        self._between: list[str] = []
        self._after = 0
        self._width = 0.0
        self._setting: Setting | None = None
        self._stretch = 0
        self._keyed = _Keys()

    def take(self, sheet: Sheet, furniture: set[int], tables: list[PageTable]) -> None:
        """Lay out a page."""
        page = sheet.page
        inner = [line for place, line in enumerate(sheet.lines) if place not in furniture]
        away = [line for place, line in enumerate(sheet.lines) if place in furniture]
        foot = foot_of(page, inner, sheet.size)
        notes = [line for place, line in enumerate(inner) if place in foot]
        body = [line for place, line in enumerate(inner) if place not in foot]
        middle = page.height / 2
        for line in away:
            if line.box.top < middle:
                self._text.aside(passage_of(line, page.number, "furniture"))
        self._body(page, body, tables, sheet.size)
        self._notes(page.number, notes)
        for line in away:
            if line.box.top >= middle:
                self._text.aside(passage_of(line, page.number, "furniture"))

    def _body(self, page: Page, lines: list[TextLine], tables: list[PageTable], size: float) -> None:
        """The lines and tables of a page in reading order."""
        left = sorted(tables, key=lambda table: table.box.top)
        if abs(page.width - self._width) > 1:
            self._setting, self._width = None, page.width
        for block in in_columns(lines, line_of):
            setting = setting_of(block, self._setting, size, [table.box for table in tables])
            if len(block) > 3:
                self._setting = setting
            self._stretch += 1
            for line in block:
                while left and left[0].box.top < line.box.top and _beside(left[0].box, block):
                    self._table(left.pop(0))
                for part in parts_of(line):
                    self._between.append(part.text)
                    self._text.take(Placed(part, page.number, setting, self._stretch, page.recognised), marks_in(part))
        for table in left:
            self._table(table)

    def _table(self, table: PageTable) -> None:
        between = self._text.since(self._after)
        again = self._joiner.add(table, self._between)
        if again is None:
            self._text.grid(table.grid)
        else:  # what stands between two parts of one table, its title again or its unit, only interrupts it
            for passage in between:
                passage.kind, passage.note = "furniture", None
            for passage in again:
                self._text.aside(passage)
        self._between, self._after = [], len(self._text.parts)
        self._stretch += 1

    def _notes(self, number: int, lines: Sequence[TextLine]) -> None:
        """The notes at the foot of a page, each whole."""
        note: Passage | None = None
        for line in lines:
            found = NOTE.match(line.text)
            run = Run(line.text, source_of(number, line.box))
            if note is None or found:
                note = Passage([run], "note", note=plain_mark(found["mark"]) if found else None)
                self._text.aside(note)
                self._keyed.note(number, note)
            else:
                note.runs.append(run)

    def done(self) -> list[Passage | Grid]:
        """All parts, the notes tied to their marks."""
        self._text.close()
        self._keyed.tie(self._text.parts)
        return self._text.parts


class _Keys:
    """Which note a mark calls: the one at the foot of its page, or else the one at the end of the document."""

    def __init__(self) -> None:
        self._feet: dict[tuple[int, str], Passage] = {}

    def note(self, page: int, passage: Passage) -> None:
        """A note at the foot of a page."""
        if passage.note is not None:
            self._feet.setdefault((page, passage.note), passage)
            passage.note = f"{page}-{passage.note}"

    def tie(self, parts: Sequence[Passage | Grid]) -> None:
        """Give marks and notes the same key; a mark that calls no note is none."""
        passages = [part for part in parts if isinstance(part, Passage) and part.kind not in {"furniture", "note"}]
        called = {plain_mark(run.note) for passage in passages for run in passage.runs if run.note}
        ends = self._endnotes(passages, called)
        for passage in passages:
            passage.runs = [self._tied(run, ends) for run in passage.runs]
        for cell in (cell for part in parts if isinstance(part, Grid) for cell in part.cells):
            if cell.runs and (parted := _parted(cell.runs[-1], ends)):
                cell.runs = [*cell.runs[:-1], *parted]

    def _endnotes(self, passages: Sequence[Passage], called: set[str]) -> set[str]:
        """The marks of the notes at the end of the document, which become notes once one of them is called."""
        heads = [(passage, NOTE.match(passage.text)) for passage in passages if not passage.runs[0].note]
        headed = [
            (passage, plain_mark(head["mark"])) for passage, head in heads if head and head["mark"][0] in "[［〔【"
        ]
        if not any(mark in called for _, mark in headed):
            return set()
        found: set[str] = set()
        for passage, mark in headed:
            if mark not in found:
                found.add(mark)
                passage.kind, passage.note = "note", mark
        return found

    def _tied(self, run: Run, ends: set[str]) -> Run:
        if run.note is None:
            return run
        mark = plain_mark(run.note)
        if (run.source.page or 0, mark) in self._feet:
            return run._replace(note=f"{run.source.page}-{mark}")
        return run._replace(note=mark if mark in ends else None)


def _parted(run: Run, ends: set[str]) -> list[Run]:
    """The words of a cell and the mark of a note behind them; nothing where there is none."""
    found = CELL_MARK.fullmatch(run.text)
    if found is None or plain_mark(found["mark"]) not in ends:
        return []
    return [run._replace(text=found["words"]), run._replace(text=found["mark"], note=plain_mark(found["mark"]))]


def _beside(box: Box, block: Sequence[TextLine]) -> bool:
    """Whether a table stands in the column of these lines, or over all columns."""
    left, right = min(line.box.left for line in block), max(line.box.right for line in block)
    return box.left < right and box.right > left
