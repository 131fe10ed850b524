"""The document's text as HTML: paragraphs, tables and furniture, with every number marked and every section findable.

Paragraphs are those of the view, so that broken lines are whole again; their words are those of the document. No word
is left out; what is gone are the line breaks inside a paragraph and the rules between the cells of a table.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter

from taizhang.extracting import Reading
from taizhang.model import Cell, Document, Fact, Section, Span, Table, View

# A heading is set as one only where it is no whole paragraph.
LONGEST_HEADING = 60
# A title stands right behind its mark, but for blanks and brackets.
FARTHEST_TITLE = 6
NO_BLANK = re.compile(r"\S")
# What may stand between the cells of a table without being words, and how far from its first and last cell.
RULES_IN_LINE = "|+-—=:·\t \u3000┌┐└┘├┤┬┴┼─│━┃"
RULES = RULES_IN_LINE + "\n"
WIDEST_RULE = 40


def marked_up(reading: Reading) -> str:
    """The whole text as HTML."""
    marker = Marker(reading.document, reading.facts)
    return "\n".join(piece for _, piece in pieces(reading.document, marker))


class Marker:
    """Sets the numbers and section starts of a stretch of text."""

    def __init__(self, document: Document, facts: Sequence[Fact]) -> None:
        self.text = document.text
        self.heads = sorted(head(number, section, document.text) for number, section in enumerate(document.outline))
        self.facts = list(apart(facts))
        self.starts = [fact.span.start for _, fact in self.facts]

    def html(self, start: int, end: int) -> str:
        """The text from `start` to `end` with its numbers marked; numbers that reach over the end stay plain."""
        at = start
        out: list[str] = []
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
        """Text without numbers, with the sections that start in it and, where they are whole, their titles."""
        out = []
        for at, title_end, name in self.heads[bisect_left(self.heads, (start,)) : bisect_left(self.heads, (end,))]:
            out.append(self.words(start, at) + f'<a id="{name}"></a>')
            if start <= at < title_end <= end:
                out.append(f"<b>{self.words(at, title_end)}</b>")
                start = title_end
            start = max(start, at)
        return "".join([*out, self.words(start, end)])

    def words(self, start: int, end: int) -> str:
        """Words as they are; a line break inside a paragraph is one of the file, not of the words."""
        return escape(self.text[start:end]).replace("\n", "")


def head(number: int, section: Section, text: str) -> tuple[int, int, str]:
    """Where a section starts, where its title ends, and the name of its anchor."""
    start = NO_BLANK.search(text, section.span.start)
    at = start.start() if start else section.span.start
    title = text.find(section.title, at, at + len(section.mark) + len(section.title) + FARTHEST_TITLE)
    return at, (title + len(section.title) if title >= 0 else at), f"s{number}"


def apart(facts: Sequence[Fact]) -> Iterator[tuple[int, Fact]]:
    """The facts with their numbers, without those that overlap one before them."""
    end = 0
    for number, fact in enumerate(facts):
        if fact.span.start >= end:
            yield number, fact
            end = fact.span.end


def pieces(document: Document, marker: Marker) -> Iterator[tuple[Span, str]]:
    """The blocks of the text in order, each with its span; what no block covers stands between them as it is."""
    levels = {section.span.start: section for section in document.outline if section.level in (1, 2)}
    at = 0
    for span, piece in sorted(laid_out(document, marker, levels)):
        if span.start < at:
            continue
        if document.text[at : span.start].strip():
            yield Span(at, span.start), f"<p>{marker.html(at, span.start)}</p>"
        yield span, piece
        at = span.end
    if document.text[at:].strip():
        rest = Span(at, len(document.text))
        yield rest, f"<p>{marker.html(*rest)}</p>"


def laid_out(document: Document, marker: Marker, levels: dict[int, Section]) -> Iterator[tuple[Span, str]]:
    """Each table that can be set as one, each paragraph beside them, and the furniture of the page, with its span."""
    grids = {grid_span(table, document.text): table for table in document.tables if covered(table, document.text)}
    for span, table in grids.items():
        yield span, grid(table, marker)
    apart_from = sorted(grids)
    for span in paragraphs(document.view):
        near = bisect_left(apart_from, (span.end,)) - 1
        if near < 0 or apart_from[near].end <= span.start:
            yield span, paragraph(span, marker, levels)
    for block in document.blocks:
        if block.kind == "furniture":
            yield block.span, f'<p class="furniture">{marker.html(*block.span)}</p>'


def paragraphs(view: View) -> Iterator[Span]:
    """Where each paragraph of the view stands in the document."""
    at = 0
    for line in view.text.split("\n"):
        if line.strip():
            yield view.span(at, at + len(line))
        at += len(line) + 1


def paragraph(span: Span, marker: Marker, levels: dict[int, Section]) -> str:
    """One paragraph: a heading where a section of the two upper levels starts with it, and little else is in it."""
    words = marker.text[span.start : span.end]
    section = levels.get(span.start + len(words) - len(words.lstrip()))
    name = f"h{section.level + 1}" if section and len(words.strip()) <= LONGEST_HEADING else "p"
    return f"<{name}>{marker.html(*span)}</{name}>"


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
