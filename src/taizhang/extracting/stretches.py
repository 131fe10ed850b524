"""The pieces of a text that one section speaks for; headings, tables and the glossary left out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from taizhang.model import Document, Section, SectionStatus

GLOSSARY = re.compile("(?:名词|术语)(?:解释|注释|说明|解读)[^\n。，；]{0,8}(?=\n)")
# A row of a table drawn with strokes, a numbered footnote, a number with its unit, signs without two characters.
NO_PROSE = re.compile(r"\||【\d{1,3}】|[\d.,/%\s—-]++[^\d，]{0,3}$|[^一-鿿]*+(?:[一-鿿][^一-鿿]++)*+[一-鿿]?$")
HEADING = 12  # characters at most ahead of the word on the line of such a heading
AFTER_TITLE = " 　*#：:。\n"


class Stretch(NamedTuple):
    """A piece of the view, and what the innermost section that holds it says: its status, and the marks down to it.

    An aside (level 0) has a status but no mark of its own: its path is that of the section around it.
    """

    start: int
    end: int
    status: SectionStatus
    path: str | None


def stretches(document: Document, *statuses: SectionStatus) -> Iterator[Stretch]:
    """The pieces of the text whose section has one of the statuses, in order. What no section holds is left out."""
    apart = _apart(document)
    return (
        Stretch(low, high, section.status, section.path)
        for start, end, section in _pieces(document)
        if start < end and section.status in statuses
        for low, high in _around(apart, start, end)
    )


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether a sentence says anything in words.

    >>> [is_prose(words, 0, len(words)) for words in ("新建泊位40个", "12000", "35.6亿元", "| 教育 | 120 |", "A-3 项")]
    [True, False, False, False, False]
    """
    return NO_PROSE.match(text, start, end) is None


def _apart(document: Document) -> list[tuple[int, int]]:
    """What is no running text, in order: the cells of tables are read as tables, a glossary only explains words."""
    index, size = document.view.index, len(document.view.text)
    tables = sorted((index(table.span.start), index(table.span.end)) for table in document.tables)
    return [*tables, (_glossary(document.view.text), size)]


def glossary_of(document: Document) -> int:
    """The offset at which the glossary begins that closes a document; that of its end where it has none."""
    begins, size = _glossary(document.view.text), len(document.view.text)
    return document.view.origin(begins) if begins < size else len(document.text)


def _glossary(text: str) -> int:
    """Where the glossary begins that closes a text: under the last line that is its heading, or at the end."""
    begins = len(text)
    if "名词" in text or "术语" in text:
        for match in GLOSSARY.finditer(text):
            if match.start() - text.rfind("\n", 0, match.start()) <= HEADING:
                begins = match.start()
    return begins


def _around(apart: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is left between two offsets without what stands apart."""
    for i in range(bisect_left(apart, start, key=itemgetter(1)), len(apart)):
        low, high = apart[i]
        if low >= end:
            break
        if start < low:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end


def _pieces(document: Document) -> Iterator[tuple[int, int, Stretch]]:
    """The sections in pieces, each with the section that it belongs to: what no later one inside it holds."""
    index, size = document.view.index, len(document.view.text)
    around: list[Stretch] = []
    at = 0
    for section in sorted(document.outline, key=lambda section: (section.span[0], -section.span[1])):
        start = index(section.span.start)
        while around and around[-1].end <= start:
            closed = around.pop()
            yield at, closed.end, closed
            at = max(at, closed.end)
        if around:
            yield at, start, around[-1]
        end = _end(document, section, size)
        at = _body(document.view.text, section, start, end)
        path = section.path or (around[-1].path if around else None)
        around.append(Stretch(at, end, section.status, path))
    while around:
        closed = around.pop()
        yield at, closed.end, closed
        at = max(at, closed.end)


def _end(document: Document, section: Section, size: int) -> int:
    end = section.span.end
    return size if end >= len(document.text) else document.view.index(end)


def _body(text: str, section: Section, start: int, end: int) -> int:
    """Where the words begin that a section holds: after its heading, unless the heading is all there is."""
    if not section.level:
        return start
    title = text.find(section.title, start, start + len(section.mark) + len(section.title) + 20)
    if title < 0 or not section.title:
        return start
    after = title + len(section.title)
    begins = after
    while begins < end and text[begins] in AFTER_TITLE:
        begins += 1
    return begins if after < begins < end else title
