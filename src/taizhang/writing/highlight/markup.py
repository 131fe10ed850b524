"""The document's text as HTML: paragraphs, tables and furniture, with every number marked and every section findable.

No word is left out; what is gone are the line breaks inside a paragraph and the rules between the cells of a table.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from taizhang.extracting import Reading
from taizhang.model import Cell, Document, Fact, Section, Span
from taizhang.writing.highlight.stretches import Stretch, stretches

# A title stands right behind its mark, but for blanks and brackets.
FARTHEST_TITLE = 6
NO_BLANK = re.compile(r"\S")


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
    """The blocks of the text in order, each with its span."""
    return ((stretch.span, piece(stretch, marker)) for stretch in stretches(document))


def piece(stretch: Stretch, marker: Marker) -> str:
    """One block."""
    if stretch.kind == "table":
        return grid(stretch.rows, marker)
    words = marker.html(*stretch.span)
    if stretch.kind == "furniture":
        return f'<p class="furniture">{words}</p>'
    name = f"h{stretch.level + 1}" if stretch.kind == "heading" else "p"
    return f"<{name}>{words}</{name}>"


def grid(rows: Iterable[Iterable[Cell]], marker: Marker) -> str:
    """A table as a table."""
    lines = "".join(f"<tr>{''.join(grid_cell(cell, marker) for cell in cells)}</tr>" for cells in rows)
    return f"<div class=grid><table>{lines}</table></div>"


def grid_cell(cell: Cell, marker: Marker) -> str:
    """One cell, as wide and as high as it is printed."""
    name = "th" if cell.header else "td"
    spans = "".join(
        f' {key}="{count}"' for key, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1
    )
    return f"<{name}{spans}>{marker.html(*cell.span)}</{name}>"
