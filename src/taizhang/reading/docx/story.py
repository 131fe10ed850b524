"""One story of a Word file (body, note, header) as parts in reading order: passages, and the grids of its tables."""

from collections.abc import Iterator, Mapping
from itertools import islice

from taizhang.reading.docx.book import Book
from taizhang.reading.docx.grids import Held, Rows, inside, is_deleted, joined, set_in
from taizhang.reading.docx.inline import ASCII_END, Said, Speech, chosen
from taizhang.reading.docx.markup import Node, child, name_of, number, switched, value
from taizhang.reading.layout import Grid, Part, Passage, Run
from taizhang.reading.limits import beyond

INDENTS = {"left": 1, "start": 1, "firstLine": 1, "hanging": -1}
MOST_NESTED = 20  # tables in cells, boxes in boxes
LONGEST_HEADING = 80  # characters; a heading style on a whole paragraph of prose makes no heading of it
CLOSED = frozenset({
    "w:sectPr", "w:tcPr", "w:tblPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:moveFrom", "w:del",
})  # fmt: skip


class Story:
    """Reads one story in order. `numbers` fills with those of the paragraphs of the body as they come."""

    def __init__(self, book: Book, numbers: Mapping[Node, int] | None = None, mark: str = "") -> None:
        self.book = book
        self._speech = Speech(book, numbers, mark)
        self._ahead: list[Run] = []  # words of a paragraph that the next one goes on
        self._depth = 0

    def parts(self, container: Node) -> Iterator[Part]:
        """The parts of an element that holds paragraphs and tables."""
        outer = self._enter()
        for block in blocks(container):
            yield from self.block(block)
        yield from self.rest()
        self._leave(outer)

    def rest(self) -> Iterator[Part]:
        """What is left to a next paragraph that does not come."""
        runs, self._ahead = self._ahead, []
        if any(run.text.strip() for run in runs):
            yield Passage(runs)

    def _enter(self) -> list[Run]:
        """Go into a cell or box; gives what the paragraph around it has left to the next, for the way out."""
        self._depth += 1
        if self._depth > MOST_NESTED:
            beyond(self.book.path, f"表格或文本框套了 {MOST_NESTED} 层以上", f"nested over {MOST_NESTED} deep")
        outer, self._ahead = self._ahead, []
        return outer

    def _leave(self, outer: list[Run]) -> None:
        self._depth -= 1
        self._ahead = outer

    def block(self, node: Node) -> Iterator[Part]:
        """The parts that a paragraph or a table makes."""
        name = name_of(node)
        if name == "w:p":
            yield from self._paragraph(node)
        elif name == "w:tbl":
            yield from self._table(node)
        elif name in {"w:altChunk", "w:subDoc"}:
            self.book.left_out["import"] += 1
        elif name == "mc:AlternateContent" and (one := chosen(node)) is not None:
            yield from self.parts(one)

    def _table(self, node: Node) -> Iterator[Part]:
        yield from self.rest()
        table = OpenTable(self)
        for row in inside(node, "w:tr"):
            table.add(row)
        yield from table.close()

    def _paragraph(self, node: Node) -> Iterator[Part]:
        said, runs = self._say(node)
        if not runs:  # empty ones take their time too
            self.book.count_part()
        if runs is not None:
            yield from self._passages(node, said, runs)
        for box in said.boxes:
            yield from self._box(box)

    def _say(self, node: Node) -> tuple[Said, list[Run] | None]:
        """What a paragraph says, with its mark in front and what was left to it; None where the next one goes on."""
        said = self._speech.read(node)
        properties = child(node, "w:pPr")
        if _goes_on(properties):
            self._ahead += said.runs
            return said, None
        runs, self._ahead = [*self._ahead, *said.runs], []
        unseen = not runs and switched(child(properties, "w:rPr", "w:vanish"))  # hidden whole, its mark as well
        if not unseen and (mark := self.book.numbering.mark(properties)):
            apart = runs and ASCII_END.search(mark) and ASCII_END.match(runs[0].text[:1])
            runs.insert(0, Run(mark + " " * bool(apart), self._speech.place(node)))
        return said, runs

    def _passages(self, node: Node, said: Said, runs: list[Run]) -> Iterator[Passage]:
        """The passages of a paragraph: one a line, where lines are broken by hand."""
        properties = child(node, "w:pPr")
        level = self.book.styles.level(properties)
        for line in _lines(runs, whole=level is not None):
            passage = Passage(line)
            text = passage.text.strip()
            if self.book.styles.is_contents(properties) or (said.contents and text[-1:].isdigit()):
                passage.kind = "furniture"
            elif level is not None and len(text) <= LONGEST_HEADING:
                passage.kind, passage.level = "heading", level
            if text:
                self.book.count_part()
                yield passage

    def _box(self, node: Node) -> Iterator[Part]:
        if name_of(node) == "v:textpath":
            if text := (value(node, "string") or "").strip():
                yield Passage([Run(text)])
        else:
            yield from self.parts(node)

    def cell(self, node: Node, behind: list[Part]) -> Held:
        """What a cell holds; tables in it come behind the table, words of boxes behind its own words."""
        self.book.count_part()
        paragraphs: list[list[Run]] = []
        indent = 0.0
        outer = self._enter()
        for block in blocks(node):
            if name_of(block) != "w:p":
                behind += self.block(block)
                continue
            said, runs = self._say(block)
            if runs is not None:
                if not paragraphs:
                    indent = self._indent(block)
                paragraphs += [runs] if runs else []
            for box in said.boxes:
                for part in self._box(box):
                    if isinstance(part, Grid):
                        behind.append(part)
                    else:
                        paragraphs.append(part.runs)
        paragraphs += [part.runs for part in self.rest() if isinstance(part, Passage)]
        self._leave(outer)
        runs, blank = set_in(joined(paragraphs))
        return Held(runs, round(max(indent, 0.0) + blank, 2) if runs else 0.0)

    def _indent(self, paragraph: Node) -> float:
        """How far the first line of a paragraph is set in, in characters of its size."""
        properties = child(paragraph, "w:pPr")
        styles = self.book.styles
        told = styles.indents(properties)
        if not told:
            return 0.0
        size = styles.size(child(paragraph, "w:r", "w:rPr"), properties) * 10  # twips
        wide = 0.0
        for name, sense in INDENTS.items():
            measures = (_measure(indent, name, size) for indent in told)
            wide += sense * next((measure for measure in measures if measure is not None), 0.0)
        return wide


class OpenTable:
    """A table of a story, row by row. A row that only frames other tables is read as if its content stood outside."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._done: list[Part] = []
        self._begin()

    def add(self, row: Node) -> None:
        """Add a row, unless it is deleted."""
        if is_deleted(row):
            self._story.book.left_out["deleted"] += 1
        elif (frame := _frame(row)) is not None:
            self._end()
            self._done += self._story.parts(frame)
        else:
            self._rows.add(row)

    def close(self) -> list[Part]:
        """What the table came to: a grid, what stood in its cells besides words, and what stood in frames."""
        self._end()
        return self._done

    def _begin(self) -> None:
        self._behind: list[Part] = []
        self._rows = Rows(self._story.book, lambda cell: self._story.cell(cell, self._behind))

    def _end(self) -> None:
        if self._rows.cells:
            self._done.append(Grid(self._rows.cells))
        self._done += self._behind
        self._begin()


def _frame(row: Node) -> Node | None:
    """The only cell of a row, where there are tables in it."""
    cells = list(islice(inside(row, "w:tc"), 2))
    framed = len(cells) == 1 and any(name_of(block) == "w:tbl" for block in blocks(cells[0]))
    return cells[0] if framed else None


def blocks(container: Node) -> Iterator[Node]:
    """Paragraphs, tables, choices and imports in a container, also those in a wrapper."""
    stack = list(reversed(list(container)))
    while stack:
        node = stack.pop()
        name = name_of(node)
        if name in {"w:p", "w:tbl", "w:altChunk", "w:subDoc", "mc:AlternateContent"}:
            yield node
        elif name not in CLOSED:
            stack += reversed(list(node))


def _lines(runs: list[Run], *, whole: bool) -> list[list[Run]]:
    """The runs by lines; a heading keeps its lines together."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, text in enumerate(run.text.split("\n")):
            if at and not whole:
                lines.append([])
            if text:
                lines[-1].append(run._replace(text=text))
    return lines


def _goes_on(properties: Node | None) -> bool:
    """Whether the next paragraph goes on with this one: its end is deleted, or it is a capital set by itself."""
    mark = child(properties, "w:rPr")
    if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
        return True
    return (value(child(properties, "w:framePr"), "w:dropCap") or "none") != "none"


def _measure(indent: Node, name: str, size: int) -> float | None:
    """An indent in characters: given in hundredths of one, or in twips; what is beyond all reason counts as none."""
    hundredths = number(indent, f"w:{name}Chars")
    if hundredths:
        return min(max(hundredths / 100, -100.0), 100.0)
    twips = number(indent, f"w:{name}")
    return None if twips is None else min(max(twips / size, -100.0), 100.0)
