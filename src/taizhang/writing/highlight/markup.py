"""The document's text as HTML: paragraphs, tables and furniture, with every number marked and every section findable.

Nothing of the text is left out but line breaks inside a paragraph, which are those of the file and not of the words.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter

from taizhang.extracting import Reading
from taizhang.model import Cell, Document, Fact, Section, Span, Table

# A heading is set as one only where it is no whole paragraph.
LONGEST_HEADING = 60
# What may stand between the cells of a table without being words, and how far from its first and last cell.
RULES_IN_LINE = "|+-—=:·\t \u3000┌┐└┘├┤┬┴┼─│━┃"
RULES = RULES_IN_LINE + "\n"
WIDEST_RULE = 40


def marked_up(reading: Reading) -> str:
    """The whole text as HTML."""
    marker = Marker(reading.document, reading.facts)
    return "\n".join(pieces(reading.document, marker))


class Marker:
    """Sets the numbers and section starts of a stretch of text."""

    def __init__(self, document: Document, facts: Sequence[Fact]) -> None:
        self.text = document.text
        self.anchors = [(section.span.start, f"s{i}") for i, section in enumerate(document.outline)]
        self.facts = list(apart(facts))
        self.starts = [fact.span.start for _, fact in self.facts]
        self.anchors.sort()

    def html(self, start: int, end: int) -> str:
        """The text from `start` to `end` with its numbers marked; numbers that reach over the end stay plain."""
        out, at = [self.anchored(start)], start
        for place in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            number, fact = self.facts[place]
            if fact.span.end <= end:
                out += self.plain(at, fact.span.start), self.mark(number, fact)
                at = fact.span.end
        return "".join([*out, self.plain(at, end)])

    def mark(self, number: int, fact: Fact) -> str:
        """One number."""
        classes = " ".join(filter(None, ("n", fact.label, fact.status, fact.certainty)))
        words = self.plain(fact.span.start, fact.span.end)
        return f'<mark id="f{number}" class="{classes}" tabindex="-1">{words}</mark>'

    def plain(self, start: int, end: int) -> str:
        """Text without numbers, with the sections that start after its first character."""
        low, high = bisect_left(self.anchors, (start + 1,)), bisect_left(self.anchors, (end,))
        out = []
        for at, name in self.anchors[low:high]:
            out.append(escape(self.text[start:at]) + f'<a id="{name}"></a>')
            start = at
        return "".join([*out, escape(self.text[start:end])]).replace("\n", "")

    def anchored(self, at: int) -> str:
        """The sections that start right here."""
        low, high = bisect_left(self.anchors, (at,)), bisect_left(self.anchors, (at + 1,))
        return "".join(f'<a id="{name}"></a>' for _, name in self.anchors[low:high])


def apart(facts: Sequence[Fact]) -> Iterator[tuple[int, Fact]]:
    """The facts with their numbers, without those that overlap one before them."""
    end = 0
    for number, fact in enumerate(facts):
        if fact.span.start >= end:
            yield number, fact
            end = fact.span.end


def pieces(document: Document, marker: Marker) -> Iterator[str]:
    """The blocks of the text in order; what no block covers stands between them as it is."""
    levels = {section.span.start: section for section in document.outline if section.level in (1, 2)}
    at = 0
    for span, piece in sorted(laid_out(document, marker, levels)):
        if span.start < at:
            continue
        if document.text[at : span.start].strip():
            yield f"<p>{marker.html(at, span.start)}</p>"
        yield piece
        at = span.end
    if document.text[at:].strip():
        yield f"<p>{marker.html(at, len(document.text))}</p>"


def laid_out(document: Document, marker: Marker, levels: dict[int, Section]) -> Iterator[tuple[Span, str]]:
    """Each table that can be set as one, and each block beside them, with its span."""
    grids = {grid_span(table, document.text): table for table in document.tables if covered(table, document.text)}
    spans = sorted(grids)
    for span, table in grids.items():
        yield span, grid(table, marker)
    for block in document.blocks:
        near = bisect_left(spans, (block.span.end,)) - 1
        if near < 0 or spans[near].end <= block.span.start:
            yield block.span, paragraph(block.kind, block.span, marker, levels)


def paragraph(kind: str, span: Span, marker: Marker, levels: dict[int, Section]) -> str:
    """One block: a heading where a section of the two upper levels starts with it."""
    words = marker.text[span.start : span.end]
    section = levels.get(span.start + len(words) - len(words.lstrip()))
    short = len(words.strip()) <= LONGEST_HEADING
    name = f"h{section.level + 1}" if section and short else "p"
    classes = kind if kind != "heading" or short else "paragraph"
    return f'<{name} class="{classes}">{marker.html(*span)}</{name}>'


def covered(table: Table, text: str) -> bool:
    """Whether the cells follow each other in the text with no words between them, so that they can be set as a grid."""
    between, at = [], None
    for cell in table.cells:
        if at is not None:
            if cell.span.start < at:
                return False
            between.append(text[at : cell.span.start])
        at = cell.span.end
    return bool(table.cells) and not "".join(between).strip(RULES)


def grid_span(table: Table, text: str) -> Span:
    """From the first cell to the last, with the rules on their lines."""
    start, end = table.cells[0].span.start, table.cells[-1].span.end
    before, after = text[max(start - WIDEST_RULE, 0) : start], text[end : end + WIDEST_RULE]
    return Span(
        start - len(before) + len(before.rstrip(RULES_IN_LINE)), end + len(after) - len(after.lstrip(RULES_IN_LINE))
    )


def grid(table: Table, marker: Marker) -> str:
    """A table as a table."""
    rows = "".join(
        f"<tr>{''.join(grid_cell(cell, marker) for cell in cells)}</tr>"
        for _, cells in groupby(table.cells, key=attrgetter("row"))
    )
    return f"<div class=grid><table>{rows}</table></div>"


def grid_cell(cell: Cell, marker: Marker) -> str:
    """One cell, as wide and as high as it is printed."""
    name = "th" if cell.header else "td"
    spans = "".join(
        f' {key}="{count}"' for key, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1
    )
    return f"<{name}{spans}>{marker.html(*cell.span)}</{name}>"
