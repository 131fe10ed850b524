"""How a document's text is set: its headings, paragraphs, tables and furniture in order, each where it stands.

Paragraphs are those of the view, so that broken lines are whole again; what no block covers stands between them as it
is. No word is left out.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal

from taizhang.model import Cell, Document, Section, Span, Table, View

# A heading is set as one only where it is no whole paragraph.
LONGEST_HEADING = 60
# What may stand between the cells of a table without being words, and how far from its first and last cell.
RULES_IN_LINE = "|+-—=:·\t \u3000┌┐└┘├┤┬┴┼─│━┃"
RULES = RULES_IN_LINE + "\n"
WIDEST_RULE = 40

Kind = Literal["heading", "paragraph", "furniture", "table"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One block of the text; `level` is that of a heading, `rows` are the cells of a table."""

    kind: Kind
    span: Span
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()


def stretches(document: Document) -> Iterator[Stretch]:
    """The blocks of the text in order."""
    at = 0
    for stretch in sorted(_laid_out(document), key=attrgetter("span")):
        span = stretch.span
        if span.start < at:
            continue
        if document.text[at : span.start].strip():
            yield Stretch("paragraph", Span(at, span.start))
        yield stretch
        at = span.end
    if document.text[at:].strip():
        yield Stretch("paragraph", Span(at, len(document.text)))


def _laid_out(document: Document) -> Iterator[Stretch]:
    """Each table that can be set as one, each paragraph beside them, and the furniture of the page."""
    levels = {section.span.start: section for section in document.outline if section.level in (1, 2)}
    grids = {_grid_span(table, document.text): table for table in document.tables if _covered(table, document.text)}
    for span, table in grids.items():
        yield Stretch("table", span, rows=tuple(tuple(row) for _, row in groupby(table.cells, attrgetter("row"))))
    apart_from = sorted(grids)
    for span in _paragraphs(document.view):
        near = bisect_left(apart_from, (span.end,)) - 1
        if near < 0 or apart_from[near].end <= span.start:
            yield _paragraph(span, document.text, levels)
    for block in document.blocks:
        if block.kind == "furniture":
            yield Stretch("furniture", block.span)


def _paragraphs(view: View) -> Iterator[Span]:
    """Where each paragraph of the view stands in the document."""
    at = 0
    for line in view.text.split("\n"):
        if line.strip():
            yield view.span(at, at + len(line))
        at += len(line) + 1


def _paragraph(span: Span, text: str, levels: dict[int, Section]) -> Stretch:
    """One paragraph: a heading where a section of the two upper levels starts with it, and little else is in it."""
    words = text[span.start : span.end]
    section = levels.get(span.start + len(words) - len(words.lstrip()))
    if section and len(words.strip()) <= LONGEST_HEADING:
        return Stretch("heading", span, level=section.level)
    return Stretch("paragraph", span)


def _covered(table: Table, text: str) -> bool:
    """Whether the cells follow each other in the text with no words between them, so that they can be set as a grid."""
    between, at = [], None
    for cell in table.cells:
        if at is not None:
            if cell.span.start < at:
                return False
            between.append(text[at : cell.span.start])
        at = cell.span.end
    return bool(table.cells) and not "".join(between).strip(RULES)


def _grid_span(table: Table, text: str) -> Span:
    """From the first cell to the last, with the rules on their lines."""
    start, end = table.cells[0].span.start, table.cells[-1].span.end
    before, after = text[max(start - WIDEST_RULE, 0) : start], text[end : end + WIDEST_RULE]
    return Span(
        start - len(before) + len(before.rstrip(RULES_IN_LINE)), end + len(after) - len(after.lstrip(RULES_IN_LINE))
    )
